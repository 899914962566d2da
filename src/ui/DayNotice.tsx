import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './DayNotice.module.css'

interface DayNoticeProps {
  /** Amber where something is late. */
  tone?: 'plain' | 'late'
  to: string
  params?: Record<string, string>
  search?: Record<string, string>
  /** What the way there is called. */
  go: string
  children: string
}

/** One line on the page of the day: what else waits for the reader, and the way there. */
export const DayNotice = ({ tone = 'plain', to, params, search, go, children }: DayNoticeProps): ReactNode => (
  <div className={classes['notice']} data-tone={tone} role="status">
    <span>{children}</span>
    <Link to={to as never} params={params as never} search={search as never}>
      {go}
    </Link>
  </div>
)
