import type { ReactNode } from 'react'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { Battlecard } from './BattlecardDialog.tsx'
import classes from './Playbook.module.css'
import { words } from './words.ts'

/** How deals against a competitor ended so far, with the range the rate may lie in. */
export function RecordLine({ record }: { record: NonNullable<Battlecard['record']> }): ReactNode {
  const t = useWords(words)
  const f = useFormat()
  const { won, lost, open, winRate, winRateLow, winRateHigh } = record
  const total = won + lost
  const text =
    total === 0
      ? t('againstNone', { open })
      : winRate === null
        ? t('againstFew', { total, won, open })
        : t('against', {
            total,
            won,
            open,
            rate: f.share(winRate, 0),
            low: f.share(winRateLow, 0),
            high: f.share(winRateHigh, 0),
          })
  return <p className={classes['record']}>{text}</p>
}
