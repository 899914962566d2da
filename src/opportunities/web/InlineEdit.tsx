import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { Problem } from '../../ui/api.ts'
import { Hint } from '../../ui/Hint.tsx'
import { useProblemSentence } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import classes from './InlineEdit.module.css'
import { words } from './words.ts'

/**
 * One fact that is changed where it stands: a click or Enter opens it, Enter or leaving it saves, Escape gives up, Tab saves and goes on.
 * The pencil comes from <CardIcons/>, once per page: a table holds hundreds. A refusal is shown in place and the field stays open. `why` says why it cannot be changed.
 */
interface Field<T> {
  value: T
  onChange: (value: T) => void
  'aria-label': string
  error: ReactNode
}

export interface InlineEditProps<T> {
  label: string
  value: T
  show: ReactNode
  why?: string | undefined
  /** Picking is deciding: the choice itself saves (a member, a product). */
  isPick?: boolean
  editor: (field: Field<T>) => ReactNode
  onSave: (value: T) => Promise<Problem | undefined>
  isSame?: (a: T, b: T) => boolean
}

export function InlineEdit<T>({
  label,
  value,
  show,
  why,
  isPick = false,
  editor,
  onSave,
  isSame = Object.is,
}: InlineEditProps<T>): ReactNode {
  const t = useWords(words)
  const sentence = useProblemSentence()
  const [isOpen, setOpen] = useState(false)
  const [draft, setDraft] = useState(value)
  const [problem, setProblem] = useState<Problem>()
  const [isSaving, setSaving] = useState(false)
  // What has been typed so far, known at once: a field may report and be saved within the same key.
  const [typed] = useState(() => holding(value))
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const commitLatest = useRef<() => void>(() => {})

  const open = (): void => {
    typed.set(value)
    setDraft(value)
    setProblem(undefined)
    setOpen(true)
  }
  const close = (giveFocusBack: boolean): void => {
    setOpen(false)
    if (giveFocusBack) requestAnimationFrame(() => button.current?.focus({ preventScroll: true }))
  }
  const commit = async (giveFocusBack: boolean): Promise<void> => {
    if (isSaving) return
    if (isSame(typed.get(), value)) return close(giveFocusBack)
    setSaving(true)
    const refused = await onSave(typed.get())
    setSaving(false)
    setProblem(refused)
    if (!refused) close(giveFocusBack)
  }
  useEffect(() => {
    commitLatest.current = () => void commit(false)
  })

  useEffect(() => {
    if (!isOpen) return
    const stop = focusField(box.current)
    // Leaving by pointer saves; calendars and lists of choices hang elsewhere in the document.
    const onPointer = (event: PointerEvent): void => {
      const target = event.target as HTMLElement
      if (!box.current?.contains(target) && !target.closest('[data-portal]')) commitLatest.current()
    }
    document.addEventListener('pointerdown', onPointer, true)
    return () => {
      stop()
      document.removeEventListener('pointerdown', onPointer, true)
    }
  }, [isOpen])

  if (!isOpen) {
    const face = (
      <button
        ref={button}
        type="button"
        className={classes['face']}
        aria-disabled={why !== undefined}
        onClick={() => why === undefined && open()}
      >
        <span className={classes['shown']}>{show}</span>
        <span className={classes['hidden']}>{t('editFact', { fact: label })}</span>
        {why === undefined && (
          <svg className={classes['pencil']} aria-hidden="true">
            <use href="#fact-pencil" />
          </svg>
        )}
      </button>
    )
    return <Hint label={why}>{face}</Hint>
  }
  return (
    <div
      ref={box}
      className={classes['editor']}
      data-saving={isSaving || undefined}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.keyCode === 229) return
        if (event.key === 'Escape') {
          event.stopPropagation()
          event.preventDefault()
          close(true)
        } else if (event.key === 'Enter' && !isPick && !(event.target instanceof HTMLTextAreaElement && event.shiftKey)) {
          event.preventDefault()
          void commit(true)
        } else if (event.key === 'Tab') void commit(false)
      }}
    >
      <Editor
        render={editor}
        field={{
          value: draft,
          onChange: (next) => {
            typed.set(next)
            setDraft(next)
            if (isPick) void commit(true)
          },
          'aria-label': label,
          error: problem && sentence(problem),
        }}
      />
    </div>
  )
}

const Editor = <T,>({ render, field }: { render: (field: Field<T>) => ReactNode; field: Field<T> }): ReactNode => render(field)

/** Puts the focus into the field at once, or when it is there: a day field's code is fetched when it is first opened. */
function focusField(box: HTMLElement | null): () => void {
  const focus = (): boolean => {
    const field = box?.querySelector<HTMLInputElement>('input, textarea')
    field?.focus()
    field?.select()
    return field !== null
  }
  if (focus() || !box) return () => {}
  const observer = new MutationObserver(() => focus() && observer.disconnect())
  observer.observe(box, { childList: true, subtree: true })
  return () => observer.disconnect()
}

const holding = <T,>(first: T): { get: () => T; set: (value: T) => void } => {
  let held = first
  return { get: () => held, set: (value) => void (held = value) }
}
