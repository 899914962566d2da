import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import type { TargetDetail } from '../contract.ts'
import { typedText } from '../figure-text.ts'
import classes from './Targets.module.css'
import { useShown } from './use-plan.ts'
import { words } from './words.ts'

interface CellInputProps {
  value: number
  plan: Pick<TargetDetail, 'measure' | 'currency'>
  label: string
  /** False when it is no figure. */
  onGive: (typed: string) => boolean
  onLeave: () => void
}

/** The figure being typed: Enter gives it, Escape leaves it as it was. */
export function CellInput({ value, plan, label, onGive, onLeave }: CellInputProps): ReactNode {
  const t = useWords(words)
  const shown = useShown(plan)
  const [text, setText] = useState(() => typedText(value, shown))
  const [isWrong, setWrong] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.select(), [])
  return (
    <input
      ref={input}
      className={classes['input']}
      aria-label={label}
      aria-invalid={isWrong || undefined}
      title={isWrong ? t('notFigure') : undefined}
      inputMode="decimal"
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        setWrong(false)
      }}
      onBlur={() => !isWrong && onLeave()}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') {
          event.preventDefault()
          event.stopPropagation()
          setWrong(!onGive(text))
        } else if (event.key === 'Escape') {
          event.stopPropagation()
          onLeave()
        }
      }}
    />
  )
}
