import { IconMap2 } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, type ReactNode } from 'react'
import { listMembers, listTeams } from '../../people/contract.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Day, Money } from '../../ui/Figures.tsx'
import { FilterBar, isFiltered, withoutFilters, type FilterField } from '../../ui/FilterBar.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useList, useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { EmptyState, NothingFound } from '../../ui/States.tsx'
import { useScopeFields } from '../../ui/use-scope-fields.ts'
import { useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { listPlans } from '../contract.ts'
import { planStates } from '../plan.ts'
import { BeginPlan } from './BeginPlan.tsx'
import { PlanState } from './PlanPage.tsx'
import { viewAsked, type PlanRow, type PlansView } from './plan-view.ts'
import classes from './Plans.module.css'
import { words } from './words.ts'

const rarely = { staleTime: 5 * 60_000 }

/** Every account plan within reach, the next review first. */
export function PlansPage(): ReactNode {
  const t = useWords(words)
  const navigate = useNavigate()
  const [view, setView] = useUrl(viewAsked)
  const fields = useFields(view)
  const { sort = 'review', due, unsigned, ...rest } = view
  const query = { ...rest, sort, limit: 100, ...(due && { due }), ...(unsigned && { unsigned }) }
  const list = useList(listPlans, { query }, { follows: ['customers', 'tasks', 'account-plans'] })
  const columns = useColumns()
  const counts = list.first?.counts
  const toggle = (key: 'due' | 'unsigned') => (): void => setView({ [key]: view[key] ? undefined : 'true' })
  return (
    <Page
      title={t('title')}
      fill
      actions={<BeginPlan onBegun={(id) => void navigate({ to: '/account-plans/$id', params: { id } } as never)} />}
      toolbar={
        <FilterBar view={view} onChange={setView} fields={fields}>
          {counts && counts.reviewLate > 0 && (
            <button type="button" className={classes['flag']} aria-pressed={view.due === 'true'} onClick={toggle('due')}>
              {t('dueOnly')} {counts.reviewLate}
            </button>
          )}
          {counts && counts.unsigned > 0 && (
            <button
              type="button"
              className={classes['flag']}
              aria-pressed={view.unsigned === 'true'}
              onClick={toggle('unsigned')}
            >
              {t('unsignedOnly')} {counts.unsigned}
            </button>
          )}
        </FilterBar>
      }
    >
      <Panel grow flush>
        <DataTable
          name="account-plans"
          label={t('title')}
          columns={columns}
          list={list}
          rowId={({ id }) => id}
          onOpen={({ id }) => void navigate({ to: '/account-plans/$id', params: { id } } as never)}
          homeSort="review"
          sort={{ key: sort, descending: sort === 'aimed' }}
          onSort={(next) => setView({ sort: next?.key === 'aimed' ? 'aimed' : undefined })}
          card={(row) => <Card row={row} />}
          empty={
            isFiltered(view, fields) || due || unsigned ? (
              <NothingFound onClear={() => setView({ ...withoutFilters(fields), due: undefined, unsigned: undefined })} />
            ) : (
              <EmptyState icon={<IconMap2 size={28} stroke={1.5} />} title={t('emptyTitle')} hint={t('emptyHint')} />
            )
          }
        />
      </Panel>
    </Page>
  )
}

const useColumns = (): readonly Column<PlanRow>[] => {
  const t = useWords(words)
  return useMemo(
    () => [
      { key: 'customer', header: t('customer'), cell: ({ customer }) => <strong>{customer.name}</strong>, fixed: true },
      { key: 'plan', header: t('plan'), cell: ({ title }) => title, width: 190 },
      { key: 'state', header: t('state'), cell: (row) => <span className={classes['line']}><PlanState plan={row} /></span>, width: 116 }, // prettier-ignore
      { key: 'tier', header: t('tier'), cell: ({ tier }) => tier ?? '–', width: 56 },
      { key: 'review', header: t('nextReview'), cell: ({ nextReviewOn }) => (nextReviewOn ? <Day on={nextReviewOn} /> : t('none')), width: 108, sortable: true }, // prettier-ignore
      { key: 'last', header: t('lastReview'), cell: (row) => <LastReview row={row} />, width: 116 },
      { key: 'actions', header: t('actions'), cell: (row) => <Actions row={row} />, width: 100 },
      { key: 'aimed', header: t('aimed'), cell: ({ aimedMinor }) => <Money minor={aimedMinor} compact />, width: 100, align: 'end', sortable: true }, // prettier-ignore
      { key: 'owner', header: t('owner'), cell: ({ owner }) => owner.name, width: 84 },
    ],
    [t],
  )
}

function LastReview({ row }: { row: PlanRow }): ReactNode {
  const t = useWords(words)
  if (!row.lastReviewOn) return <span className={classes['hint']}>{t('never')}</span>
  return (
    <span className={classes['line']}>
      <Day on={row.lastReviewOn} />
      <span className={row.isLastSigned ? classes['hint'] : classes['late']}>
        {t(row.isLastSigned ? 'signedIt' : 'unsigned')}
      </span>
    </span>
  )
}

function Actions({ row: { actions } }: { row: PlanRow }): ReactNode {
  const t = useWords(words)
  if (actions.total === 0) return <span className={classes['hint']}>{t('never')}</span>
  return (
    <span className={classes['line']}>
      {t('actionsIs', { done: actions.done, total: actions.total })}
      {actions.late > 0 && <span className={classes['late']}>{t('lateIs', { count: actions.late })}</span>}
    </span>
  )
}

function Card({ row }: { row: PlanRow }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <div className={classes['stack']}>
      <strong>{row.customer.name}</strong>
      <span className={classes['line']}>
        <span>{row.title}</span>
        <PlanState plan={row} />
      </span>
      <span className={classes['line']}>
        <span className={classes['hint']}>
          {t('nextReview')} {row.nextReviewOn ? format.day(row.nextReviewOn) : t('none')}
        </span>
        <span className={classes['hint']}>{t('actions')}</span>
        <Actions row={row} />
        <span className={classes['hint']}>{t('aimed')}</span>
        <Money minor={row.aimedMinor} compact />
        <span className={classes['hint']}>{row.owner.name}</span>
      </span>
    </div>
  )
}

function useFields(view: PlansView): readonly FilterField[] {
  const t = useWords(words)
  const members = useRead(listMembers, { query: { limit: 200, reachable: 'true' } }, rarely).data?.items
  const teams = useRead(listTeams, { query: { limit: 200 } }, rarely).data?.items
  const scope = useScopeFields({ view, labels: { team: t('scopeTeam'), owner: t('scopeOwner') }, members, teams })
  return useMemo(
    () => [
      { kind: 'text', key: 'q', label: t('search') },
      { kind: 'choice', key: 'state', label: t('stateFilter'), options: planStates.map((value) => ({ value, label: t(`state.${value}`) })) }, // prettier-ignore
      ...scope,
    ],
    [t, scope],
  )
}
