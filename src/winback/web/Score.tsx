import type { ReactNode } from 'react'
import classes from './WinBack.module.css'

/** 0-100 as a number and a bar. */
export function Score({ value }: { value: number }): ReactNode {
  return (
    <span className={classes['score']}>
      <strong>{value.toFixed(value < 10 ? 1 : 0)}</strong>
      <span aria-hidden="true">
        <span style={{ width: `${Math.min(100, value)}%` }} />
      </span>
    </span>
  )
}
