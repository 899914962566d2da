import type { ReactNode } from 'react'
import { FigureTable } from '../../ui/charts/FigureTable.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { TrackRecordReply } from '../contract.ts'
import classes from './Forecast.module.css'
import type { Horizon } from './record-shape.ts'
import { useTold } from './use-told.ts'
import { words } from './words/record.ts'

/** People and their leaders by what they said in rounds; the model and the simplest rules on the same moments beside. */
export function JudgesRecord({ reply, horizon }: { reply: TrackRecordReply; horizon: Horizon | null }): ReactNode {
  const t = useWords(words)
  const told = useTold()
  const rows = reply.judges.filter((judge) => judge.horizon === horizon)
  if (rows.length === 0)
    return (
      <Panel title={t('judges')}>
        <p className={classes['hint']}>{t('judgesNone')}</p>
      </Panel>
    )
  return (
    <Panel title={t('judges')}>
      <p className={classes['hint']}>{t('judgesHint')}</p>
      <p className={classes['hint']}>{t('judgesLeast')}</p>
      <FigureTable
        cards
        label={t('judges')}
        heads={(['judge', 'periods', 'wape', 'bias', 'between', 'modelWape', 'runRateWape', 'yearBeforeWape'] as const).map(
          (key) => t(key),
        )}
      >
        {rows.map((row) => (
          <tr key={`${row.of?.id} ${row.by?.id}`}>
            <th scope="row">
              {row.by === null || row.of === null
                ? t('everybody')
                : row.of.id === row.by.id
                  ? row.by.name
                  : t('judgeOf', { by: row.by.name, of: row.of.name })}
              {row.archived > 0 && <small className={classes['quiet']}> {t('judgeArchived', { count: row.archived })}</small>}
            </th>
            <td data-label={t('periods')}>{row.periods}</td>
            {row.enough ? (
              <>
                <td data-label={t('wape')}>
                  <b>{told.share(row.wape)}</b>
                </td>
                <td data-label={t('bias')}>{told.signed(row.bias)}</td>
                <td data-label={t('between')}>{told.share(row.between)}</td>
                <td data-label={t('modelWape')}>{told.share(row.modelWape)}</td>
                <td data-label={t('runRateWape')}>{told.share(row.runRateWape)}</td>
                <td data-label={t('yearBeforeWape')}>{told.share(row.yearBeforeWape)}</td>
              </>
            ) : (
              <td colSpan={6} data-text="true">
                <span className={classes['quiet']}>{t('judgeTooLittle')}</span>
              </td>
            )}
          </tr>
        ))}
      </FigureTable>
    </Panel>
  )
}
