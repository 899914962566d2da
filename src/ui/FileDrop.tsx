import { IconFileUpload } from '@tabler/icons-react'
import { useRef, useState, type DragEvent, type ReactNode } from 'react'
import classes from './FileDrop.module.css'
import { useFormat } from './Regional.tsx'
import { useWords } from './use-words.ts'
import { words } from './words.ts'

/**
 * `<FileDrop accept={['.csv', '.xlsx']} maxBytes={50e6} hint={…} onFile={(file) => …} />`: drop, click or keyboard; says why a file is refused.
 * <ProgressBar share label/> shows how far something long has come.
 */
interface FileDropProps {
  onFile: (file: File) => void
  /** File name endings; without it anything goes. */
  accept?: readonly string[]
  maxBytes?: number
  label?: string
  hint?: ReactNode
  disabled?: boolean
}

export function FileDrop({ onFile, accept, maxBytes, label, hint, disabled = false }: FileDropProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [refusal, setRefusal] = useState<string>()
  const take = (file: File | undefined): void => {
    if (!file) return
    const fits = !accept || accept.some((ending) => file.name.toLowerCase().endsWith(ending))
    if (!fits) return setRefusal(t('fileKind', { kinds: accept.join(' ') }))
    if (maxBytes && file.size > maxBytes) return setRefusal(t('fileTooBig', { limit: format.bytes(maxBytes) }))
    setRefusal(undefined)
    onFile(file)
  }
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    if (!disabled) take(event.dataTransfer.files[0])
  }
  return (
    <div>
      <button
        type="button"
        className={classes['drop']}
        data-over={over || undefined}
        disabled={disabled}
        onClick={() => input.current?.click()}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <IconFileUpload size={30} stroke={1.4} aria-hidden="true" />
        <strong>{over ? t('dropNow') : (label ?? t('dropFile'))}</strong>
        {hint && <span className={classes['hint']}>{hint}</span>}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label ?? t('dropFile')}
        {...(accept && { accept: accept.join(',') })}
        onChange={(event) => {
          take(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
      {refusal && (
        <p role="alert" className={classes['refusal']}>
          {refusal}
        </p>
      )}
    </div>
  )
}

/** `share` 0 to 1, or undefined while nobody knows. */
export function ProgressBar({ share, label }: { share: number | undefined; label: string }): ReactNode {
  const percent = share === undefined ? undefined : Math.round(Math.min(1, Math.max(0, share)) * 100)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={classes['track']}
      data-unknown={percent === undefined || undefined}
    >
      <div className={classes['filled']} style={{ width: percent === undefined ? '35%' : `${percent}%` }} />
    </div>
  )
}
