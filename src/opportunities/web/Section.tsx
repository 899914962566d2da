import type { ReactNode } from 'react'
import classes from './DealView.module.css'

/** A titled part of a deal. */
export function Section({ title, children }: { title: ReactNode; children: ReactNode }): ReactNode {
  return (
    <section className={classes['section']}>
      <h3 className={classes['sectionTitle']}>{title}</h3>
      {children}
    </section>
  )
}
