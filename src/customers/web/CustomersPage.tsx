import { Button } from '@mantine/core'
import { IconBuilding, IconPlus } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo, useState, type ReactNode } from 'react'
import { shownPhone } from '../../contacts/phone-display.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Ago, Count, Moment } from '../../ui/Figures.tsx'
import { FilterBar, isFiltered, withoutFilters } from '../../ui/FilterBar.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useList } from '../../ui/reading.ts'
import { useSession } from '../../ui/session.ts'
import { EmptyState, NothingFound } from '../../ui/States.tsx'
import { useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { listCustomers } from '../contract.ts'
import { byWhoStays } from '../merge.ts'
import classes from './Customer.module.css'
import type { CustomerRow, CustomerSlots } from './customer-slots.ts'
import { LevelChip } from './CustomerFacts.tsx'
import { CustomerPeek } from './CustomerPeek.tsx'
import { useFilters, viewAsked } from './use-filters.ts'
import { words as tierWords } from './tier-words.ts'
import { words } from './words.ts'
import { words as mergeWords } from './words/merge.ts'

const CreateCustomerDialog = onDemand(
  async () => (await import('./CreateCustomerDialog.tsx')).CreateCustomerDialog,
  ({ name }) => name !== undefined,
)

const MergeDialog = onDemand(
  async () => (await import('./MergeDialog.tsx')).MergeDialog,
  ({ of }) => of !== undefined,
)

/** As many records are merged in one go: each is looked at by itself. */
const mostMerged = 10

const sorts = { name: false, lastActivity: true } as const

/** Every customer within reach; filters, order and the open record live in the address. */
export function CustomersPage({ slots }: { slots: CustomerSlots }): ReactNode {
  const t = useWords(words)
  const m = useWords(mergeWords)
  const tier = useWords(tierWords)
  const { can } = useSession()
  const [selected, setSelected] = useState<Set<string>>(new Set())
  const [merging, setMerging] = useState<readonly CustomerRow[]>()
  const navigate = useNavigate()
  const [view, setView] = useUrl(viewAsked)
  const fields = useFilters(view)
  const { peek, create, archived, sort = 'newest', level, ...filters } = view
  const query = { ...filters, level: level as never, sort, ...(archived ? { archived: 'true' as const } : {}) }
  const list = useList(listCustomers, { query }, { follows: ['opportunities', 'activities'] })
  const columns = useMemo<Column<CustomerRow>[]>(
    () => [
      { key: 'name', header: t('name'), cell: ({ name }) => <strong>{name}</strong>, sortable: true, fixed: true },
      { key: 'level', header: t('level'), cell: ({ level: own }) => <LevelChip level={own} />, width: 100 },
      { key: 'tier', header: tier('pair'), cell: (row) => <TierText row={row} />, width: 120, hidden: true },
      { key: 'fit', header: tier('fit'), cell: ({ fit }) => (fit ? tier(`fit.${fit}`) : '–'), width: 100, hidden: true },
      { key: 'industry', header: t('industry'), cell: ({ industry }) => industry ?? '–', width: 130 },
      { key: 'region', header: t('region'), cell: ({ region }) => region ?? '–', width: 110 },
      { key: 'headcountBand', header: t('headcountBand'), cell: (row) => row.headcountBand ?? '–', width: 110 },
      { key: 'source', header: t('source'), cell: ({ source }) => source?.name ?? '–', width: 120 },
      { key: 'owner', header: t('owner'), cell: ({ owner }) => owner.name, width: 100 },
      {
        key: 'openOpportunities',
        header: t('openDeals'),
        cell: (row) => (row.openOpportunities > 0 ? <Count value={row.openOpportunities} /> : '–'),
        width: 110,
        align: 'end',
      },
      {
        key: 'lastActivity',
        header: t('lastContact'),
        cell: ({ lastActivityAt }) => (lastActivityAt ? <Ago at={lastActivityAt} /> : t('never')),
        width: 120,
        sortable: true,
      },
      {
        key: 'contacts',
        header: t('contacts'),
        cell: ({ contacts }) => <Count value={contacts} />,
        width: 90,
        align: 'end',
        hidden: true,
      },
      { key: 'phone', header: t('phone'), cell: ({ phone }) => (phone ? shownPhone(phone) : '–'), width: 150, hidden: true },
      { key: 'code', header: t('code'), cell: (row) => row.socialCreditCode ?? '–', width: 190, hidden: true },
      {
        key: 'createdAt',
        header: t('created'),
        cell: ({ createdAt }) => <Moment at={createdAt} />,
        width: 150,
        hidden: true,
      },
    ],
    [t, tier],
  )
  const open = (id: string): void => void navigate({ to: '/customers/$id', params: { id } } as never)
  return (
    <Page
      title={t('title')}
      fill
      actions={
        <>
          {slots.exporting(query)}
          {can('customers.write') && (
            <Button size="xs" leftSection={<IconPlus size={16} />} onClick={() => setView({ create: ' ' }, { push: true })}>
              {t('add')}
            </Button>
          )}
        </>
      }
      toolbar={<FilterBar view={view} onChange={setView} fields={fields} />}
    >
      {slots.strategy(view)}
      <Panel grow flush>
        <DataTable
          name="customers"
          label={t('title')}
          columns={columns}
          list={list}
          rowId={({ id }) => id}
          onOpen={({ id }) => setView({ peek: id }, { push: peek === undefined })}
          openId={peek}
          sort={sort === 'newest' ? undefined : { key: sort, descending: sorts[sort] }}
          onSort={(next) => setView({ sort: next ? (next.key as 'name' | 'lastActivity') : undefined })}
          {...(can('customers.write') && {
            selected,
            onSelect: setSelected,
            bulk: (
              <Button
                size="compact-xs"
                disabled={selected.size > mostMerged}
                title={selected.size > mostMerged ? m('severalMost', { count: mostMerged }) : undefined}
                onClick={() => setMerging(byWhoStays(list.items.filter(({ id }) => selected.has(id))))}
              >
                {m('several')}
              </Button>
            ),
          })}
          card={(row) => <CustomerCard row={row} />}
          empty={
            isFiltered(view, fields) ? (
              <NothingFound onClear={() => setView(withoutFilters(fields))} />
            ) : (
              <EmptyState icon={<IconBuilding size={28} stroke={1.5} />} title={t('empty')} hint={t('emptyHint')}>
                {can('customers.write') && <Button onClick={() => setView({ create: ' ' })}>{t('add')}</Button>}
                {can('import') && (
                  <Button variant="default" renderRoot={(props) => <Link {...props} to="/imports" />}>
                    {t('import')}
                  </Button>
                )}
              </EmptyState>
            )
          }
        />
      </Panel>
      <CustomerPeek
        id={peek}
        ids={list.items.map(({ id }) => id)}
        slots={slots}
        onWalk={(id) => setView({ peek: id })}
        onClose={() => setView({ peek: undefined })}
        onOpenFull={open}
      />
      <MergeDialog of={merging} onClose={() => setMerging(undefined)} onMerged={() => setSelected(new Set())} />
      <CreateCustomerDialog
        name={create?.trim()}
        onClose={() => setView({ create: undefined })}
        onCreated={({ id }) => open(id)}
      />
    </Page>
  )
}

/** Value and potential of the best open deal. */
function TierText({ row: { tier } }: { row: CustomerRow }): ReactNode {
  const t = useWords(tierWords)
  return tier ? `${tier.value ? t(tier.value) : '–'} / ${t(tier.potential)}` : '–'
}

/** A customer's face on the phone. */
function CustomerCard({ row }: { row: CustomerRow }): ReactNode {
  const t = useWords(words)
  return (
    <div className={classes['card']}>
      <div className={classes['line']}>
        <span className={classes['name']}>{row.name}</span>
        <LevelChip level={row.level} />
      </div>
      <div className={`${classes['line']} ${classes['quiet']}`}>
        {row.industry && <span>{row.industry}</span>}
        {row.region && <span>{row.region}</span>}
        <span>{row.owner.name}</span>
      </div>
      <div className={`${classes['line']} ${classes['quiet']}`}>
        <span>
          {t('openDeals')} <Count value={row.openOpportunities} />
        </span>
        <span>
          {t('lastContact')} {row.lastActivityAt ? <Ago at={row.lastActivityAt} /> : t('never')}
        </span>
      </div>
    </div>
  )
}
