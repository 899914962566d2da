import { useState, type ReactNode } from 'react'
import { ChartPanel } from '../../ui/charts/ChartPanel.tsx'
import { CountLink, FigureTable } from '../../ui/charts/FigureTable.tsx'
import { addDays } from '../../ui/format.ts'
import type { ReplyOf } from '../../ui/api.ts'
import { Panel } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useRead } from '../../ui/reading.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import { readStageFlows } from '../flow-contract.ts'
import { FlowDeals, type OpenFlow } from './FlowDeals.tsx'
import { MeasureChoice } from './MeasureChoice.tsx'
import type { FlowOf } from './sankey-shape.ts'
import { sankeyDrawing } from './SankeyChart.tsx'
import type { StockBy } from './stock-shape.ts'
import { words } from './words.ts'

type Reply = ReplyOf<typeof readStageFlows>

interface StageFlowsProps {
  query: { from: string; to: string; pipeline?: string | undefined }
}

/** Where deals went between stages, as a Sankey; as rows on the phone. */
export function StageFlows({ query }: StageFlowsProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const phone = usePhone()
  const [open, setOpen] = useState<FlowOf>()
  const [by, setBy] = useState<StockBy>('count')
  const flows = useRead(readStageFlows, { query }, { follows: ['opportunities', 'pipelines'], keep: true })
  const reply = flows.data
  if (flows.error || !reply || reply.flows.length === 0)
    return (
      <Panel title={t('sankey')}>
        {flows.error ? (
          <ErrorPanel problem={flows.error} retry={() => void flows.refetch()} />
        ) : reply ? (
          <EmptyState title={t('noFlows')} hint={t('emptyHint')} />
        ) : (
          <div aria-busy="true">
            <TextSkeleton lines={6} />
          </div>
        )}
      </Panel>
    )
  const last = addDays(reply.to, -1)
  const table = <FlowTable reply={reply} onOpen={setOpen} />
  const nameOfFlow = ({ from, to, end }: FlowOf): string => {
    const name = (key: string | null): string => reply.stages.find((stage) => stage.key === key)?.name ?? ''
    return t('moved', { from: from === null ? t('begun') : name(from), to: end === null ? name(to) : t(`end.${end as 'won'}`) })
  }
  return (
    <>
      <ChartPanel
        title={t('sankey')}
        sentence={t('sankeySentence', {
          from: format.day(reply.from),
          last: format.day(last < format.today() ? last : format.today()),
        })}
        lies={t('sankeyLies')}
        controls={<MeasureChoice by={by} onChange={setBy} />}
        table={table}
        {...(phone && { face: table })}
        draw={(width) => sankeyDrawing({ stages: reply.stages, flows: reply.flows, by, width, onOpen: setOpen })}
      />
      <FlowDeals
        query={query}
        open={open && openFlow(open)}
        title={open ? nameOfFlow(open) : ''}
        onClose={() => setOpen(undefined)}
      />
    </>
  )
}

const openFlow = ({ from, to, end }: FlowOf): OpenFlow => ({
  list: 'flow',
  ...(from !== null && { fromStage: from }),
  ...(to !== null && { toStage: to }),
  ...(end !== null && { end: end as 'won' }),
})

function FlowTable({ reply: { stages, flows }, onOpen }: { reply: Reply; onOpen: (flow: FlowOf) => void }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const nameOf = (key: string | null): string => stages.find((stage) => stage.key === key)?.name ?? ''
  const place = (key: string | null): number => stages.find((stage) => stage.key === key)?.position ?? 0
  const sorted = flows.toSorted((a, b) => place(a.from) - place(b.from) || b.count - a.count)
  return (
    <FigureTable label={t('sankey')} heads={[t('from'), { key: 'to', label: t('to'), isText: true }, t('deals'), t('amount')]}>
      {sorted.map((flow) => (
        <tr key={`${flow.from} ${flow.to} ${flow.end}`}>
          <th scope="row">{flow.from === null ? t('begun') : nameOf(flow.from)}</th>
          <td data-text>{flow.end !== null ? t(`end.${flow.end}`) : nameOf(flow.to)}</td>
          <td>
            <CountLink
              value={flow.count}
              name={`${flow.from === null ? t('begun') : nameOf(flow.from)} → ${flow.end !== null ? t(`end.${flow.end}`) : nameOf(flow.to)}`}
              title={t('count', { count: format.count(flow.count) })}
              onOpen={() => onOpen(flow)}
            />
          </td>
          <td>{format.money(flow.amountMinor, 'compact')}</td>
        </tr>
      ))}
    </FigureTable>
  )
}
