import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import classes from './Hint.module.css'

/**
 * A sentence that appears while one points at something or reaches it by key: `<Hint label={t('why')}><button …/></Hint>`.
 * Around one element, which must be able to have the focus if the sentence says more than what is seen. Without a label
 * there is nothing. No positioning library: it stands above the element, or below where there is no room.
 */
interface HintProps {
  label: ReactNode
  children: ReactNode
}

const delay = 350

export function Hint({ label, children }: HintProps): ReactNode {
  const host = useRef<HTMLSpanElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [isShown, setShown] = useState(false)
  const hide = (): void => {
    clearTimeout(timer.current)
    setShown(false)
  }
  const showSoon = (): void => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setShown(true), delay)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  if (label === undefined || label === null || label === '') return children
  return (
    <span
      ref={host}
      className={classes['host']}
      onMouseEnter={showSoon}
      onMouseLeave={hide}
      onPointerDown={hide}
      onFocus={(event) => event.target.matches(':focus-visible') && setShown(true)}
      onBlur={hide}
    >
      {children}
      {isShown && <Bubble host={host} onHide={hide} label={label} />}
    </span>
  )
}

interface BubbleProps {
  host: React.RefObject<HTMLElement | null>
  onHide: () => void
  label: ReactNode
}

function Bubble({ host, onHide, label }: BubbleProps): ReactNode {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const about = host.current?.firstElementChild
    const bubble = box.current
    if (!about || !bubble) return
    about.setAttribute('aria-describedby', id)
    const at = about.getBoundingClientRect()
    const { width, height } = bubble.getBoundingClientRect()
    const top = at.top - height - 6
    bubble.style.top = `${top < 4 ? at.bottom + 6 : top}px`
    bubble.style.left = `${Math.max(8, Math.min(window.innerWidth - width - 8, at.left + (at.width - width) / 2))}px`
    return () => about.removeAttribute('aria-describedby')
  }, [host, id])
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onHide()
    }
    document.addEventListener('keydown', onKey)
    document.addEventListener('scroll', onHide, true)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('scroll', onHide, true)
    }
  })
  return createPortal(
    <div ref={box} id={id} role="tooltip" className={classes['bubble']}>
      {label}
    </div>,
    document.body,
  )
}
