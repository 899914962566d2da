import type { ReactNode } from 'react'
import type { PipelineFull } from '../../../pipelines/definition.ts'
import type { ReplyOf } from '../../../ui/api.ts'
import { useFormat } from '../../../ui/Regional.tsx'
import { useLocale, useWords } from '../../../ui/use-words.ts'
import type { changeVersion } from '../../pipeline-contract.ts'
import { words } from '../words/designer.ts'
import classes from './Trial.module.css'

interface MoveReportProps {
  report: ReplyOf<typeof changeVersion>
  /** Definitions that know the names of the stages, the new one first. */
  definitions: readonly (PipelineFull | undefined)[]
  /** Names of stages that none of them knows. */
  names?: Readonly<Record<string, string>>
}

/** What became of the deals in flight. */
export function MoveReport({ report, definitions, names = {} }: MoveReportProps): ReactNode {
  const t = useWords(words)
  const { count } = useFormat()
  return (
    <div className={classes['report']}>
      <p>{t('reportMoved', { count: count(report.moved) })}</p>
      {report.stayed > 0 && <p>{t('reportStayed', { count: count(report.stayed) })}</p>}
      <Mapped report={report} definitions={definitions} names={names} />
    </div>
  )
}

/** Where the deals of stages that are no more went, or would go. */
export function Mapped({ report, definitions, names = {} }: MoveReportProps): ReactNode {
  const t = useWords(words)
  const locale = useLocale()
  const { count } = useFormat()
  const nameOf = (key: string): string =>
    definitions.flatMap((definition) => definition?.stages ?? []).find((stage) => stage.key === key)?.name[locale] ??
    names[key] ??
    key
  if (report.mapped.length === 0) return null
  return (
    <ul className={classes['list']}>
      {report.mapped.map(({ from, to, deals }) => (
        <li key={`${from} ${to}`}>{t('reportMapped', { from: nameOf(from), to: nameOf(to), count: count(deals) })}</li>
      ))}
    </ul>
  )
}
