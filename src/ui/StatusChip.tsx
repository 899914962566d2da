import type { ReactNode } from 'react'
import classes from './StatusChip.module.css'

/**
 * A short state in words: `<StatusChip tone="risk1">停留 24 天</StatusChip>`. Tones: plain, primary, done, risk1 (amber), risk2 (brick), quiet.
 * Never the only carrier of a meaning, and never red or green.
 */
export type Tone = 'plain' | 'primary' | 'done' | 'risk1' | 'risk2' | 'quiet'

export function StatusChip({
  tone = 'plain',
  icon,
  children,
}: {
  tone?: Tone
  icon?: ReactNode
  children: ReactNode
}): ReactNode {
  return (
    <span className={classes['chip']} data-tone={tone}>
      {icon}
      {children}
    </span>
  )
}
