import { useState, type ReactNode } from 'react'
import type { ReplyOf } from '../../../ui/api.ts'
import { useRead } from '../../../ui/reading.ts'
import { useFormat } from '../../../ui/Regional.tsx'
import { useWords } from '../../../ui/use-words.ts'
import { listSubmissions, type readSheet } from '../../round-contract.ts'
import { FigureForm } from './FigureForm.tsx'
import type { Round } from './RoundState.tsx'
import classes from './Rounds.module.css'
import { words } from './words.ts'

interface SubmitPanelProps {
  sheet: ReplyOf<typeof readSheet>
  round: Round
}

/** What one commits to, beside what one's deals add up to and how far past commits came in. */
export function SubmitPanel({ sheet, round }: SubmitPanelProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const [drafts, setDrafts] = useState(0)
  const kept = useRead(listSubmissions, { params: { id: round.id }, query: { member: sheet.owner.id } })
  const last = kept.data?.submissions[0]
  const money = (minor: number): string => format.money(minor, 'compact')
  if (!kept.data) return null
  return (
    <section className={classes['submit']} aria-label={t('submitTitle')}>
      <h2>{t('submitTitle')}</h2>
      <FigureForm
        key={`${last?.id} ${drafts}`}
        roundId={round.id}
        team={null}
        sum={sheet.sum}
        last={last}
        locked={round.state === 'locked'}
        onDone={() => setDrafts(drafts + 1)}
      />
      {last && (
        <p className={classes['quiet']}>
          {t('lastSaid', {
            by: last.by.name,
            when: format.moment(last.at),
            commit: money(last.commitMinor),
            best: money(last.bestCaseMinor),
          })}
        </p>
      )}
      {sheet.before && <p className={classes['quiet']}>{t('lastWeek', { commit: money(sheet.before.commitMinor) })}</p>}
      {sheet.bias && (
        <p className={classes['quiet']} title={t('biasHint')}>
          {t('bias', { count: sheet.bias.periods, share: format.share(sheet.bias.ratio) })}
        </p>
      )}
    </section>
  )
}
