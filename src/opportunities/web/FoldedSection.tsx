import { useState, type ReactNode } from 'react'
import classes from './DealView.module.css'

interface FoldedSectionProps {
  /** What it is known by to those who lead here (mending.ts). */
  name: string
  title: ReactNode
  children: ReactNode
}

/** A titled part of a deal that is drawn when it is opened: a drawer beside a full board must stay light. */
export function FoldedSection({ name, title, children }: FoldedSectionProps): ReactNode {
  const [wasOpened, setOpened] = useState(false)
  return (
    <details className={classes['section']} data-part={name} onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary className={classes['sectionTitle']}>{title}</summary>
      {wasOpened && children}
    </details>
  )
}
