import type { ReactNode } from 'react'
import type { ReplyOf } from '../../../ui/api.ts'
import { useFormat } from '../../../ui/Regional.tsx'
import { StatusChip } from '../../../ui/StatusChip.tsx'
import { usePhone } from '../../../ui/use-phone.ts'
import { useWords } from '../../../ui/use-words.ts'
import type { openRound } from '../../round-contract.ts'
import classes from './Rounds.module.css'
import { words } from './words.ts'

export type Round = ReplyOf<typeof openRound>

const tones = { open: 'primary', overdue: 'risk1', locked: 'quiet' } as const

/** Which period a round is about, until when it takes figures, and whether it was opened again. */
export function RoundState({ round }: { round: Round }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const phone = usePhone()
  const at = (moment: string): string => {
    const day = format.moment(moment).slice(0, 10)
    const clock = format.moment(moment, 'clock')
    return day === format.today() ? clock : `${format.day(day, 'short')} ${clock}`
  }
  return (
    <span className={classes['state']}>
      <StatusChip tone={tones[round.state]}>{t(`state.${round.state}`)}</StatusChip>
      {round.reopened && <StatusChip tone="risk1">{t('reopened')}</StatusChip>}
      {!phone && (
        <span className={classes['quiet']}>
          {t('roundLine', { period: round.period, due: at(round.dueAt), lock: at(round.locksAt) })}
        </span>
      )}
    </span>
  )
}
