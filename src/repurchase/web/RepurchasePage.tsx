import { IconRepeat } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, type ReactNode } from 'react'
import { listMembers, listTeams } from '../../people/contract.ts'
import type { ReplyOf } from '../../ui/api.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Day, Money } from '../../ui/Figures.tsx'
import { FilterBar, isFiltered, withoutFilters, type FilterField } from '../../ui/FilterBar.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useList, useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { EmptyState, NothingFound } from '../../ui/States.tsx'
import { asked, useUrl, type SetUrl, type ViewOf } from '../../ui/url.ts'
import { useScopeFields } from '../../ui/use-scope-fields.ts'
import { useWords } from '../../ui/use-words.ts'
import { listRepurchase } from '../contract.ts'
import { states } from '../expectation.ts'
import { HowTold } from './HowTold.tsx'
import classes from './Repurchase.module.css'
import { StateChip } from './StateChip.tsx'
import { words } from './words.ts'

type Reply = ReplyOf<typeof listRepurchase>
type Row = Reply['items'][number]

/** States in which money may be lost: those say how much, the others what the customers bring. */
const risky: ReadonlySet<string> = new Set<(typeof states)[number]>(['contract-due', 'overdue', 'fading'])
const rarely = { staleTime: 5 * 60_000 }
const sorts = ['risk', 'usual', 'expected', 'silent', 'contract'] as const
/** Sorted by day, the earliest first. */
const soonest: ReadonlySet<(typeof sorts)[number]> = new Set(['silent', 'contract'])
const viewAsked = {
  team: asked.text,
  owner: asked.text,
  state: asked.oneOf(states),
  risk: asked.oneOf(['true']),
  sort: asked.oneOf(sorts),
}
type View = ViewOf<typeof viewAsked>

/** 复购: who has bought, who is expected to buy again, and what may be lost. */
export function RepurchasePage(): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const navigate = useNavigate()
  const [view, setView] = useUrl(viewAsked)
  const fields = useFields(view)
  const { sort, ...rest } = view
  const query = { ...rest, sort: sort ?? ('risk' as const), limit: 100 }
  const list = useList(listRepurchase, { query }, { follows: ['customers', 'opportunities'] })
  const columns = useColumns()
  const first = list.first
  return (
    <Page
      title={t('title')}
      fill
      aside={first?.judgedAt && <span className={classes['hint']}>{t('judgedAt', { when: format.ago(first.judgedAt) })}</span>}
      toolbar={<FilterBar view={view} onChange={setView} fields={fields} />}
    >
      {first && (
        <div className={classes['top']}>
          <States reply={first} view={view} setView={setView} />
          {first.model && <HowTold model={first.model} />}
        </div>
      )}
      <Panel grow flush>
        <DataTable
          name="repurchase"
          label={t('title')}
          columns={columns}
          list={list}
          rowId={({ customer }) => customer.id}
          onOpen={({ customer }) => void navigate({ to: '/customers/$id', params: { id: customer.id } })}
          homeSort="risk"
          sort={{ key: sort ?? 'risk', descending: !soonest.has(sort ?? 'risk') }}
          onSort={(next) => setView({ sort: sorts.find((one) => one === next?.key) })}
          card={(row) => <Face row={row} />}
          empty={
            isFiltered(view, fields) ? (
              <NothingFound onClear={() => setView(withoutFilters(fields))} />
            ) : (
              <EmptyState icon={<IconRepeat size={28} stroke={1.5} />} title={t('emptyTitle')} hint={t('emptyHint')} />
            )
          }
        />
      </Panel>
    </Page>
  )
}

/** How many stand where, with what they bring; pressed, the list shows those. */
function States({ reply, view, setView }: { reply: Reply; view: View; setView: SetUrl<View> }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <div className={classes['states']}>
      {reply.states.map(({ state, customers, usualMinor, atRiskMinor }) => (
        <button
          key={state}
          type="button"
          aria-pressed={view.state === state}
          onClick={() => setView({ state: view.state === state ? undefined : state })}
        >
          <StateChip state={state} />
          <strong>{t('customers', { count: format.count(customers) })}</strong>
          <span>
            {risky.has(state)
              ? t('atRiskSum', { money: format.money(atRiskMinor, 'compact') })
              : t('usualSum', { money: format.money(usualMinor, 'compact') })}
          </span>
        </button>
      ))}
    </div>
  )
}

const useColumns = (): readonly Column<Row>[] => {
  const t = useWords(words)
  const format = useFormat()
  return useMemo(
    () => [
      { key: 'customer', header: t('customer'), cell: ({ customer }) => customer.name, fixed: true },
      { key: 'state', header: t('stateIs'), cell: ({ state }) => <StateChip state={state} />, width: 140 },
      { key: 'risk', header: t('atRisk'), cell: (row) => <Money minor={row.atRiskMinor || null} compact />, width: 96, align: 'end', sortable: true }, // prettier-ignore
      { key: 'usual', header: t('usual'), cell: (row) => <Money minor={row.usualMinor} compact />, width: 96, align: 'end', sortable: true }, // prettier-ignore
      { key: 'expected', header: t('expected'), cell: (row) => <Expected row={row} />, width: 160, align: 'end', sortable: true },
      { key: 'alive', header: t('alive'), cell: ({ alive }) => (alive === null ? '–' : format.share(alive)), width: 80, align: 'end' }, // prettier-ignore
      { key: 'silent', header: t('last'), cell: ({ lastOn }) => <Day on={lastOn} />, width: 104, sortable: true },
      { key: 'contract', header: t('contractEnds'), cell: ({ contractEndsOn }) => <Day on={contractEndsOn} />, width: 112, sortable: true }, // prettier-ignore
      { key: 'owner', header: t('owner'), cell: ({ owner }) => owner.name, width: 84 },
    ],
    [t, format],
  )
}

function Expected({ row }: { row: Row }): ReactNode {
  const t = useWords(words)
  if (row.expectedOrders === null) return '–'
  return t('expectedOrders', { count: row.expectedOrders.toFixed(1) })
}

function Face({ row }: { row: Row }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <div className={classes['face']}>
      <strong>{row.customer.name}</strong>
      <span className={classes['line']}>
        <StateChip state={row.state} />
        {row.atRiskMinor > 0 && <span>{t('atRiskSum', { money: format.money(row.atRiskMinor, 'compact') })}</span>}
        {row.expectedOrders !== null && <Expected row={row} />}
        <span className={classes['hint']}>{row.owner.name}</span>
      </span>
    </div>
  )
}

function useFields(view: View): readonly FilterField[] {
  const t = useWords(words)
  const members = useRead(listMembers, { query: { limit: 200, reachable: 'true' } }, rarely).data?.items
  const teams = useRead(listTeams, { query: { limit: 200 } }, rarely).data?.items
  const scope = useScopeFields({ view, labels: { team: t('scopeTeam'), owner: t('owner') }, members, teams })
  return useMemo(
    () => [
      { kind: 'choice', key: 'state', label: t('stateIs'), options: states.map((state) => ({ value: state, label: t(`state.${state}`) })) }, // prettier-ignore
      { kind: 'choice', key: 'risk', label: t('riskFilter'), options: [{ value: 'true', label: t('risky') }] },
      ...scope,
    ],
    [t, scope],
  )
}
