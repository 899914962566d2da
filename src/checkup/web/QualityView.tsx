import type { ReactNode } from 'react'
import { Meaning } from '../../ui/charts/Meaning.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { EmptyState } from '../../ui/States.tsx'
import { FigureBar, FigureTable } from '../../ui/charts/FigureTable.tsx'
import { useWords } from '../../ui/use-words.ts'
import { type QualityReply, readQuality } from '../time-contract.ts'
import { Answer } from './Answer.tsx'
import classes from './Checkup.module.css'
import type { Asked } from './checkup-view.ts'
import { IntervalBar } from './IntervalBar.tsx'
import { isCertain, JudgementChip } from './JudgementChip.tsx'
import { useFigures } from './use-figures.ts'
import { words } from './words/quality.ts'

/** Quality before quantity: what became of the leads of each source and rep. */
export function QualityView({ asked }: { asked: Asked }): ReactNode {
  const t = useWords(words)
  const { from, to, owner, team, source, product, region } = asked
  const quality = useRead(
    readQuality,
    { query: { from, to, owner, team, source, product, region } },
    { follows: ['leads', 'opportunities'], keep: true },
  )
  return (
    <Answer of={quality}>
      {(reply) =>
        reply.total.leads === 0 ? (
          <Panel>
            <EmptyState title={t('empty')} hint={t('emptyHint')} />
          </Panel>
        ) : (
          <>
            <Rows title={t('bySource')} head={t('source')} rows={reply.bySource} reply={reply} />
            <Rows title={t('byOwner')} head={t('owner')} rows={reply.byOwner} reply={reply} />
          </>
        )
      }
    </Answer>
  )
}

interface RowsProps {
  title: string
  head: string
  rows: QualityReply['bySource']
  reply: QualityReply
}

function Rows({ title, head, rows, reply }: RowsProps): ReactNode {
  const t = useWords(words)
  const most = Math.max(1, ...rows.map(({ leads }) => leads))
  const best = Math.max(0.01, ...rows.map(({ wonShare }) => wonShare.high ?? wonShare.share ?? 0))
  return (
    <Panel title={title}>
      <Meaning sentence={reply.definition.sentence} lies={reply.definition.lies} />
      <FigureTable
        label={title}
        cards
        heads={[
          head,
          t('leads'),
          t('qualified'),
          t('won'),
          t('wonShare'),
          { key: 'interval', label: <span className={classes['wide']}>{t('interval', { max: Math.round(best * 100) })}</span> },
          t('perLead'),
          t('verdict'),
        ]}
      >
        {rows.map((row) => (
          <Row key={row.key ?? ''} row={row} most={most} best={best} />
        ))}
        <Row row={reply.total} most={most} best={best} total />
      </FigureTable>
    </Panel>
  )
}

interface RowProps {
  row: QualityReply['total']
  most: number
  best: number
  total?: boolean
}

function Row({ row, most, best, total = false }: RowProps): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const { wonShare } = row
  return (
    <tr data-total={total || undefined} title={row.sentence}>
      <th scope="row">{total ? t('total') : row.name}</th>
      <td data-label={t('leads')}>
        {!total && <FigureBar share={row.leads / most} />}
        {figures.count(row.leads)}
      </td>
      <td data-label={t('qualified')}>
        {figures.count(row.qualified)} <span className={classes['muted']}>{figures.share(row.qualifiedShare.share)}</span>
      </td>
      <td data-label={t('won')}>
        {figures.count(row.won)} <span className={classes['muted']}>{row.won > 0 && figures.money(row.wonMinor)}</span>
      </td>
      <td data-label={t('wonShare')}>
        <b>{figures.share(wonShare.share)}</b>
      </td>
      <td className={classes['wide']} data-label={t('interval', { max: Math.round(best * 100) })}>
        <IntervalBar
          share={wonShare.share}
          low={wonShare.low}
          high={wonShare.high}
          benchmark={total ? null : row.others.share}
          certain={isCertain(wonShare.judgement)}
          isGood={wonShare.judgement === 'significantly-high'}
          max={best}
        />
      </td>
      <td data-label={t('perLead')}>{row.won > 0 ? figures.money(row.wonMinorPerLead) : '–'}</td>
      <td data-label={t('verdict')}>{!total && <JudgementChip judgement={wonShare.judgement} label={wonShare.label} />}</td>
    </tr>
  )
}
