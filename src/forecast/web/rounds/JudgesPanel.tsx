import type { ReactNode } from 'react'
import { Panel } from '../../../ui/Page.tsx'
import { useRead } from '../../../ui/reading.ts'
import { useFormat } from '../../../ui/Regional.tsx'
import { EmptyState, ErrorPanel, TableSkeleton } from '../../../ui/States.tsx'
import { useWords } from '../../../ui/use-words.ts'
import { readJudges } from '../../round-contract.ts'
import classes from './Rounds.module.css'
import { words } from './words.ts'

/** How far past commits came in, the person's, the leader's and the model's side by side. */
export function JudgesPanel(): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const judges = useRead(readJudges, {}, { keep: true })
  if (!judges.data)
    return (
      <Panel>
        {judges.error ? <ErrorPanel problem={judges.error} retry={() => void judges.refetch()} /> : <TableSkeleton />}
      </Panel>
    )
  const { items } = judges.data
  if (items.length === 0)
    return (
      <Panel>
        <EmptyState title={t('noJudges')} hint={t('noJudgesHint')} />
      </Panel>
    )
  const keys = [...new Set(items.flatMap(({ periods }) => periods.map(({ period }) => period)))].sort()
  const money = (minor: number): string => format.money(minor, 'compact')
  return (
    <Panel title={t('judges')} flush>
      <p className={classes['nothing']}>{t('biasHint')}</p>
      <div className={classes['scroll']}>
        <table className={classes['table']} data-plain="true">
          <thead>
            <tr>
              <th scope="col">{t('judgedOf')}</th>
              <th scope="col" data-text="true">
                {t('judge')}
              </th>
              <th scope="col">{t('biasColumn')}</th>
              <th scope="col">{t('modelColumn')}</th>
              {keys.map((key) => (
                <th key={key} scope="col" title={t('committedActual')}>
                  {key}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((judge) => (
              <tr key={`${judge.of.id} ${judge.by.id}`} data-team={judge.kind === 'team' || undefined}>
                <th scope="row">{judge.of.name}</th>
                <td data-text="true" data-label={t('judge')}>
                  {judge.by.name} <span className={classes['quiet']}>{t(judge.kind === 'team' ? 'leader' : 'person')}</span>
                </td>
                <td data-label={t('biasColumn')} data-main="true">
                  {judge.bias ? format.share(judge.bias.ratio) : <span className={classes['quiet']}>{t('biasTooLittle')}</span>}
                </td>
                <td data-label={t('modelColumn')}>{judge.modelBias ? format.share(judge.modelBias.ratio) : '–'}</td>
                {keys.map((key) => {
                  const past = judge.periods.find(({ period }) => period === key)
                  return (
                    <td key={key} data-label={key}>
                      {past ? `${money(past.committedMinor)} → ${money(past.actualMinor)}` : '–'}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
