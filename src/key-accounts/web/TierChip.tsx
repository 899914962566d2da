import type { ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import type { Tier } from '../score.ts'
import classes from './KeyAccounts.module.css'
import { words } from './words.ts'

/** A tier in words, the higher the deeper its blue. */
export function TierChip({ tier }: { tier: Tier }): ReactNode {
  const t = useWords(words)
  return (
    <span className={classes['tier']} data-tier={tier}>
      {t('tier', { tier })}
    </span>
  )
}
