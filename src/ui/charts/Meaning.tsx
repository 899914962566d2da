import { useId, useRef, type ReactNode } from 'react'
import { useWords } from '../use-words.ts'
import classes from './Charts.module.css'
import { words } from './words.ts'

interface MeaningProps {
  /** What a number means. */
  sentence: string
  /** When it misleads; behind a small button. */
  lies?: string | undefined
}

/** What a number means, printed beside it, and when it lies: `<Meaning sentence={…} lies={…} />`. */
export function Meaning({ sentence, lies }: MeaningProps): ReactNode {
  const t = useWords(words)
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const place = (bubble: HTMLElement): void => {
    const at = button.current?.getBoundingClientRect()
    if (!at) return
    const { width, height } = bubble.getBoundingClientRect()
    bubble.style.left = `${Math.max(12, Math.min(window.innerWidth - width - 12, at.left))}px`
    bubble.style.top = `${at.bottom + height + 12 > window.innerHeight ? at.top - height - 6 : at.bottom + 6}px`
  }
  return (
    <p className={classes['meaning']}>
      {sentence}
      {lies !== undefined && lies !== '' && (
        <>
          <button ref={button} type="button" className={classes['why']} popoverTarget={id}>
            {t('when')}
          </button>
          <span
            id={id}
            popover="auto"
            role="note"
            className={classes['bubble']}
            onToggle={(event) => event.newState === 'open' && place(event.currentTarget)}
          >
            {lies}
          </span>
        </>
      )}
    </p>
  )
}
