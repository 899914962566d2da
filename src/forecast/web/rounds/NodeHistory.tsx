import type { ReactNode } from 'react'
import { useRead } from '../../../ui/reading.ts'
import { useFormat } from '../../../ui/Regional.tsx'
import { ErrorPanel, TextSkeleton } from '../../../ui/States.tsx'
import { StatusChip } from '../../../ui/StatusChip.tsx'
import { useWords } from '../../../ui/use-words.ts'
import { listSubmissions } from '../../round-contract.ts'
import classes from './Rounds.module.css'
import type { Node } from './TeamTable.tsx'
import { words } from './words.ts'

/** Everything that was said of a figure in a round, latest first. */
export function NodeHistory({ roundId, node }: { roundId: string; node: Node }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const kept = useRead(listSubmissions, {
    params: { id: roundId },
    query: node.kind === 'team' ? { team: node.id } : { member: node.id },
  })
  if (!kept.data) return kept.error ? <ErrorPanel problem={kept.error} /> : <TextSkeleton lines={2} />
  const money = (minor: number | null): string => (minor === null ? '–' : format.money(minor, 'compact'))
  const said = [
    ...kept.data.submissions.map((one) => ({ ...one, what: 'historySubmitted' as const })),
    ...kept.data.overrides.map((one) => ({
      ...one,
      late: false,
      what: one.commitMinor === null && one.bestCaseMinor === null ? ('historyTakenBack' as const) : ('historyOverride' as const),
    })),
  ].sort((a, b) => (a.at < b.at ? 1 : -1))
  if (said.length === 0) return <p className={classes['quiet']}>{t('nothingSaid')}</p>
  return (
    <ol className={classes['said']}>
      {said.map((one) => (
        <li key={one.id}>
          <strong>{t(one.what, { commit: money(one.commitMinor), best: money(one.bestCaseMinor) })}</strong>{' '}
          {one.late && <StatusChip tone="risk1">{t('late')}</StatusChip>}
          {one.note && <p className={classes['note']}>{one.note}</p>}
          <span className={classes['quiet']}>
            {one.by.name} · {format.moment(one.at)}
          </span>
        </li>
      ))}
    </ol>
  )
}
