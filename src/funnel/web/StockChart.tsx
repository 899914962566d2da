import { useState, type ReactNode } from 'react'
import { ChartPanel } from '../../ui/charts/ChartPanel.tsx'
import { CountLink, FigureTable } from '../../ui/charts/FigureTable.tsx'
import { addDays } from '../../ui/format.ts'
import { Panel } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useRead } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readTrend } from '../trend-contract.ts'
import { FlowDeals } from './FlowDeals.tsx'
import { MeasureChoice } from './MeasureChoice.tsx'
import type { StockBy } from './stock-shape.ts'
import { stockDrawing, type StockReply } from './StockDrawing.tsx'
import { words } from './words.ts'

/** So many weeks at least, however short the span of the page: a stock is read against its past. */
const leastDays = 182

interface StockChartProps {
  query: { from: string; to: string; pipeline?: string | undefined }
}

/** What was open at the end of each week, by stage; each week opens its deals as they were then. */
export function StockChart({ query }: StockChartProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const [by, setBy] = useState<StockBy>('amountMinor')
  const [open, setOpen] = useState<string>()
  const to = query.to > addDays(format.today(), 1) ? addDays(format.today(), 1) : query.to
  const early = addDays(to, -leastDays)
  const span = { ...query, to, from: query.from < early ? query.from : early }
  const trend = useRead(readTrend, { query: span }, { follows: ['opportunities', 'pipelines'], keep: true })
  const reply = trend.data
  if (trend.error || !reply)
    return (
      <Panel title={t('stockTitle')}>
        {trend.error ? (
          <ErrorPanel problem={trend.error} retry={() => void trend.refetch()} />
        ) : (
          <div aria-busy="true">
            <TextSkeleton lines={6} />
          </div>
        )}
      </Panel>
    )
  const figure = (of: { count: number; amountMinor: number }): string =>
    by === 'count' ? format.count(of.count) : format.money(of.amountMinor, 'compact')
  const nameOf = (week: StockReply['weeks'][number]): string =>
    t('stockOf', {
      day: format.day(week.day),
      count: format.count(week.count),
      amount: format.money(week.amountMinor, 'compact'),
    })
  return (
    <>
      <ChartPanel
        title={t('stockTitle')}
        sentence={t('stockSentence')}
        lies={t('stockLies')}
        controls={<MeasureChoice by={by} onChange={setBy} />}
        table={<StockTable reply={reply} figure={figure} onOpen={setOpen} />}
        draw={(width) => stockDrawing({ reply, by, width, nameOf, figure, onOpen: setOpen })}
      />
      <FlowDeals
        query={{ ...query, from: open ?? query.from, to: open === undefined ? query.to : addDays(open, 1) }}
        open={open === undefined ? undefined : { list: 'closing' }}
        title={open === undefined ? '' : t('stockOn', { day: format.day(open) })}
        onClose={() => setOpen(undefined)}
      />
    </>
  )
}

interface TableProps {
  reply: StockReply
  figure: (of: { count: number; amountMinor: number }) => string
  onOpen: (day: string) => void
}

function StockTable({ reply: { stages, weeks }, figure, onOpen }: TableProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <FigureTable
      label={t('stockTitle')}
      heads={[t('stockWeek'), ...stages.map(({ stageId, name }) => ({ key: stageId, label: name })), t('deals'), t('amount')]}
    >
      {weeks.toReversed().map((week) => (
        <tr key={week.day}>
          <th scope="row">{format.day(week.day)}</th>
          {stages.map(({ stageId }) => {
            const own = week.stages.find((one) => one.stageId === stageId)
            return <td key={stageId}>{own ? figure(own) : figure({ count: 0, amountMinor: 0 })}</td>
          })}
          <td>
            <CountLink
              value={week.count}
              name={format.day(week.day)}
              title={t('count', { count: format.count(week.count) })}
              onOpen={() => onOpen(week.day)}
            />
          </td>
          <td>{format.money(week.amountMinor, 'compact')}</td>
        </tr>
      ))}
    </FigureTable>
  )
}
