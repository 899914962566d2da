import { IconHandStop } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, type ReactNode } from 'react'
import type { Level } from '../../customers/customer.ts'
import type { Relationship } from '../../customers/quality-matrix.ts'
import { words as customerWords } from '../../customers/words.ts'
import { listMembers } from '../../people/contract.ts'
import type { ReplyOf } from '../../ui/api.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Day } from '../../ui/Figures.tsx'
import { FilterBar, isFiltered, withoutFilters, type FilterField } from '../../ui/FilterBar.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useList, useRead } from '../../ui/reading.ts'
import { EmptyState, NothingFound } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { asked, useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { listOverrides } from '../contract.ts'
import classes from './Quality.module.css'
import { words } from './words.ts'

type Override = ReplyOf<typeof listOverrides>['items'][number]
const viewAsked = { owner: asked.text, raisedByOwner: asked.oneOf(['true']) }

/** 人工判定: levels and relationships set over the rule; who raised their own customers can be seen alone. */
export function OverridesPage(): ReactNode {
  const t = useWords(words)
  const navigate = useNavigate()
  const [view, setView] = useUrl(viewAsked)
  const fields = useFields()
  const { owner, raisedByOwner } = view
  const query = { limit: 100, ...(owner ? { owner } : {}), ...(raisedByOwner ? { raisedByOwner } : {}) }
  const list = useList(listOverrides, { query }, { follows: ['customers'] })
  const columns = useColumns()
  return (
    <Page title={t('overridesTitle')} fill toolbar={<FilterBar view={view} onChange={setView} fields={fields} />}>
      <p className={classes['hint']}>{t('overridesHint')}</p>
      <Panel grow flush>
        <DataTable
          name="overrides"
          label={t('overridesTitle')}
          columns={columns}
          list={list}
          rowId={({ id }) => id}
          onOpen={({ customer }) => void navigate({ to: '/customers/$id', params: { id: customer.id } })}
          card={(row) => <Card row={row} />}
          empty={
            isFiltered(view, fields) ? (
              <NothingFound onClear={() => setView(withoutFilters(fields))} />
            ) : (
              <EmptyState icon={<IconHandStop size={28} stroke={1.5} />} title={t('overridesNone')} />
            )
          }
        />
      </Panel>
    </Page>
  )
}

const useSaid = (): ((of: Override['of'], value: string) => string) => {
  const t = useWords(words)
  const c = useWords(customerWords)
  return (of, value) => (of === 'level' ? c(`level.${value as Level}`) : t(`relationship.${value as Relationship}`))
}

function Marks({ row }: { row: Override }): ReactNode {
  const t = useWords(words)
  return (
    <span className={classes['chips']}>
      {row.isRaised && <StatusChip tone="risk1">{t('raised')}</StatusChip>}
      {row.isByOwner && <StatusChip tone="plain">{t('byOwner')}</StatusChip>}
    </span>
  )
}

const useColumns = (): readonly Column<Override>[] => {
  const t = useWords(words)
  const said = useSaid()
  return useMemo(
    () => [
      { key: 'customer', header: t('customer'), cell: ({ customer }) => customer.name, fixed: true },
      { key: 'owner', header: t('owner'), cell: ({ owner }) => owner.name, width: 110 },
      { key: 'value', header: t('setTo'), cell: ({ of, value }) => <strong>{said(of, value)}</strong>, width: 110 },
      { key: 'proposed', header: t('ruleSays'), cell: ({ of, proposed }) => (proposed ? said(of, proposed) : '–'), width: 110 },
      { key: 'marks', header: t('compared'), cell: (row) => <Marks row={row} />, width: 190 },
      { key: 'by', header: t('setBy'), cell: ({ madeBy }) => madeBy.name, width: 110 },
      { key: 'on', header: t('setOn'), cell: ({ madeAt }) => <Day on={madeAt.slice(0, 10)} />, width: 110, hidden: true },
      { key: 'until', header: t('holdsUntil'), cell: ({ expiresOn }) => <Day on={expiresOn} />, width: 110 },
      { key: 'reason', header: t('reason'), cell: ({ reason }) => reason ?? t('noReason'), width: 260 },
    ],
    [t, said],
  )
}

function Card({ row }: { row: Override }): ReactNode {
  const t = useWords(words)
  const said = useSaid()
  return (
    <div className={classes['rows']}>
      <strong>{row.customer.name}</strong>
      <span>
        {said(row.of, row.value)} · {row.proposed ? t('proposedIs', { value: said(row.of, row.proposed) }) : t('nothingProposed')}
      </span>
      <Marks row={row} />
      <span className={classes['hint']}>
        {t('by', { name: row.madeBy.name })} · {row.reason ?? t('noReason')}
      </span>
    </div>
  )
}

function useFields(): readonly FilterField[] {
  const t = useWords(words)
  const members = useRead(listMembers, { query: { limit: 200, reachable: 'true' } }, { staleTime: 5 * 60_000 }).data?.items
  return useMemo(
    () => [
      { kind: 'choice', key: 'raisedByOwner', label: t('compared'), options: [{ value: 'true', label: t('raisedByOwner') }] },
      ...((members?.length ?? 0) > 1
        ? [{ kind: 'choice' as const, key: 'owner', label: t('owner'), options: members!.map(({ id, name }) => ({ value: id, label: name })) }]
        : []),
    ],
    [t, members],
  ) // prettier-ignore
}
