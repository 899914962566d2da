import { Skeleton } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ChartPanel } from '../../ui/charts/ChartPanel.tsx'
import { CountLink, FigureTable } from '../../ui/charts/FigureTable.tsx'
import { addDays } from '../../ui/format.ts'
import { FilterBar, isFiltered, withoutFilters } from '../../ui/FilterBar.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { usePhone } from '../../ui/use-phone.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useRead } from '../../ui/reading.ts'
import { EmptyState, ErrorPanel, NothingFound } from '../../ui/States.tsx'
import { useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { type MovementReply, readChoices, readMovement } from '../contract.ts'
import { type Fall, waterfall } from '../waterfall.ts'
import { words as funnelWords } from '../words.ts'
import { PipelineChoice, RangeChoice } from './FunnelControls.tsx'
import { askedOf } from './funnel-view.ts'
import { FlowDeals } from './FlowDeals.tsx'
import { FunnelTabs } from './FunnelTabs.tsx'
import { MovedDeals } from './MovedDeals.tsx'
import { movementAsked, type MovementView } from './movement-view.ts'
import classes from './Movement.module.css'
import { PushedDeals } from './PushedDeals.tsx'
import { StageFlows } from './StageFlows.tsx'
import { StockChart } from './StockChart.tsx'
import { useFilterFields } from './use-filter-fields.ts'
import { waterfallDrawing } from './WaterfallChart.tsx'
import { words } from './words.ts'

type Key = NonNullable<MovementView['part']>

/** 漏斗变动: how the open pipeline went from one day to another, each part opening its deals. */
export function MovementPage(): ReactNode {
  const t = useWords(words)
  const f = useWords(funnelWords)
  const phone = usePhone()
  const format = useFormat()
  const [view, setView] = useUrl(movementAsked)
  const { from, to, pipeline, owner, team, source, product, region } = askedOf({ ...view, basis: 'period' }, format.today())
  const query = { pipeline, from: from!, to: to!, owner, team, source, product, region }
  const movement = useRead(readMovement, { query }, { follows: ['opportunities', 'pipelines', 'imports'], keep: true })
  const choices = useRead(readChoices, {}, { staleTime: 300_000 })
  const fields = useFilterFields(choices.data)
  const reply = movement.data
  const last = addDays(to!, -1)
  const open = (part: Key): void => setView({ part }, { push: true })
  const pipelines = choices.data?.pipelines ?? []
  const falls = reply ? waterfall(reply, { opening: f('movement.opening'), closing: f('movement.closing') }) : []
  const table = (
    <Table label={t('bridge')}>
      {falls.map((fall) => (
        <FallRow key={fall.key} fall={fall} onOpen={open} />
      ))}
    </Table>
  )
  return (
    <Page
      title={t('movementTitle')}
      aside={<PipelineChoice pipelines={pipelines} value={view.pipeline} onChange={(next) => setView({ pipeline: next })} />}
      above={<FunnelTabs view={view} />}
      actions={<RangeChoice view={{ ...view, basis: 'period' }} today={format.today()} onChange={setView} />}
      toolbar={<FilterBar view={view} onChange={setView} fields={fields} />}
    >
      {movement.error ? (
        <Panel>
          <ErrorPanel problem={movement.error} retry={() => void movement.refetch()} />
        </Panel>
      ) : !reply ? (
        <div aria-busy="true">
          <Skeleton height={480} radius="md" />
        </div>
      ) : isEmpty(reply) ? (
        <Panel>
          {isFiltered({ ...view, from: undefined, last: undefined }, fields) ? (
            <NothingFound onClear={() => setView(withoutFilters(fields))} />
          ) : (
            <EmptyState icon={<IconArrowsExchange size={28} stroke={1.5} />} title={t('emptyTitle')} hint={t('emptyHint')} />
          )}
        </Panel>
      ) : (
        <div className={classes['body']} data-stale={movement.isPlaceholderData || undefined}>
          <ChartPanel
            title={t('bridge')}
            sentence={t('movementSentence', {
              pipeline: pipelines.find(({ key }) => key === view.pipeline)?.name ?? pipelines[0]?.name ?? '',
              from: format.day(reply.from),
              last: format.day(last < format.today() ? last : format.today()),
            })}
            lies={t('waterfallLies')}
            table={table}
            {...(phone && { face: table })}
            draw={(width) => waterfallDrawing({ falls, width, onOpen: open })}
          />
          <StageFlows query={query} />
          <StockChart query={query} />
          <PushedDeals query={{ pipeline, owner, team, source, product, region }} />
          <Panel title={t('notesTitle')}>
            <p className={classes['sentence']}>{t('notesHint')}</p>
            <Table label={t('notesTitle')}>
              {reply.notes.map(({ key, name, count, amountMinor }) => (
                <tr key={key}>
                  <th scope="row">{name}</th>
                  <td>
                    <Deals part={key} name={name} count={count} onOpen={open} />
                  </td>
                  <td>{count > 0 && format.money(amountMinor, 'compact')}</td>
                  <td className={classes['track']} />
                </tr>
              ))}
            </Table>
          </Panel>
        </div>
      )}
      <MovedDeals
        query={query}
        part={[...(reply?.parts ?? []), ...(reply?.notes ?? [])].find(({ key }) => key === view.part)}
        onClose={() => setView({ part: undefined })}
      />
      <FlowDeals
        query={query}
        open={view.part === 'opening' || view.part === 'closing' ? { list: view.part } : undefined}
        title={falls.find(({ key }) => key === view.part)?.name ?? ''}
        onClose={() => setView({ part: undefined })}
      />
    </Page>
  )
}

const isEmpty = ({ opening, closing, parts, notes }: MovementReply): boolean =>
  [opening, closing, ...parts, ...notes].every(({ count }) => count === 0)

function Table({ label, children }: { label: string; children: ReactNode }): ReactNode {
  const t = useWords(words)
  return (
    <FigureTable label={label} heads={[t('part'), t('deals'), t('amount'), { key: 'bar', label: '' }]}>
      {children}
    </FigureTable>
  )
}

function FallRow({ fall, onOpen }: { fall: Fall; onOpen: (part: Key) => void }): ReactNode {
  const format = useFormat()
  const { key, name, count, amountMinor, kind, start, end } = fall
  const isStock = key === 'opening' || key === 'closing'
  const amount = format.money(amountMinor, 'compact')
  return (
    <tr className={isStock ? classes['stock'] : undefined}>
      <th scope="row">{name}</th>
      <td>
        <Deals part={key} name={name} count={count} onOpen={onOpen} />
      </td>
      <td>{count > 0 && (kind === 'more' ? `+${amount}` : amount)}</td>
      <td className={classes['track']} aria-hidden="true">
        <span
          className={classes['bar']}
          data-kind={kind}
          data-part={key}
          style={{ marginInlineStart: `${start * 100}%`, width: `${Math.max((end - start) * 100, count > 0 ? 0.4 : 0)}%` }}
        />
      </td>
    </tr>
  )
}

interface DealsProps {
  part: Key
  name: string
  count: number
  onOpen: (part: Key) => void
}

function Deals({ part, name, count, onOpen }: DealsProps): ReactNode {
  const t = useWords(words)
  const title = t('openDeals', { part: name, count: useFormat().count(count) })
  return <CountLink value={count} name={name} title={title} onOpen={() => onOpen(part)} />
}
