import { Button } from '@mantine/core'
import { IconLifebuoy } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMemo, useState, type ReactNode } from 'react'
import { levels } from '../../customers/customer.ts'
import { words as customerWords } from '../../customers/words.ts'
import type { Problem, ReplyOf } from '../../ui/api.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Ago, Count, Day } from '../../ui/Figures.tsx'
import { FilterBar, isFiltered, withoutFilters, type FilterField } from '../../ui/FilterBar.tsx'
import { notify } from '../../ui/Notices.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useList, useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { EmptyState, NothingFound } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { asked, useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { claimFromPool, listPool, readPoolFacets } from '../contract.ts'
import classes from './Pool.module.css'
import { PoolPeek } from './PoolPeek.tsx'
import { words } from './words.ts'

export type Pooled = ReplyOf<typeof listPool>['items'][number]
const reasons = ['contact', 'progress', 'released'] as const
const viewAsked = {
  q: asked.text,
  level: asked.list,
  industry: asked.list,
  region: asked.list,
  why: asked.oneOf(reasons),
  sort: asked.oneOf(['newest', 'name', 'silent']),
  peek: asked.text,
}

const AssignDialog = onDemand(
  async () => (await import('./AssignDialog.tsx')).AssignDialog,
  ({ of }) => of !== undefined,
)

const columnOf = { newest: 'entered', name: 'name', silent: 'lastContact' } as const
const sortOf = { entered: 'newest', name: 'name', lastContact: 'silent' } as const

/** 公海: customers nobody looks after, to be claimed or given to somebody. */
export function PoolPage(): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const [view, setView] = useUrl(viewAsked)
  const [selected, setSelected] = useState<Set<string>>(new Set())
  const [assigning, setAssigning] = useState<readonly string[]>()
  const { peek, sort = 'newest', level, ...filters } = view
  const query = { ...filters, sort, ...(level ? { level: level as never } : {}) }
  const list = useList(listPool, { query }, { follows: ['pool'] })
  const claiming = useClaim()
  const columns = useColumns()
  const first = list.first
  const facets = useRead(readPoolFacets, {}, { follows: ['pool'] }).data
  const fields = useFields(facets)
  const closed = first?.permissions.claim?.sentence
  const claim = (ids: readonly string[]): void =>
    claiming.mutate({ body: { customerIds: [...ids] } }, { onSuccess: () => setSelected(new Set()) })
  return (
    <Page
      title={t('title')}
      fill
      aside={
        first && (
          <span className={`${classes['line']} ${classes['hint']}`}>
            {facets && <span>{t('all', { count: format.count(facets.all) })}</span>}
            {first.claimsLeft !== null && !closed && <span>{t('claimsLeft', { count: format.count(first.claimsLeft) })}</span>}
          </span>
        )
      }
      actions={
        <Button size="xs" variant="default" component={Link} to="/settings/pool">
          {t('setting')}
        </Button>
      }
      toolbar={<FilterBar view={view} onChange={setView} fields={fields} />}
    >
      <Panel grow flush>
        <DataTable
          name="pool"
          label={t('title')}
          columns={columns}
          list={list}
          rowId={({ id }) => id}
          onOpen={({ id }) => setView({ peek: id }, { push: peek === undefined })}
          openId={peek}
          homeSort="entered"
          sort={{ key: columnOf[sort], descending: sort === 'newest' }}
          onSort={(next) => setView({ sort: next ? sortOf[next.key as keyof typeof sortOf] : undefined })}
          {...(!closed && {
            selected,
            onSelect: setSelected,
            bulk: (
              <>
                <Button size="compact-xs" loading={claiming.isPending} onClick={() => claim([...selected].slice(0, 100))}>
                  {t('claimSome')}
                </Button>
                {!first?.permissions.assign && (
                  <Button size="compact-xs" variant="default" onClick={() => setAssigning([...selected].slice(0, 100))}>
                    {t('assign')}
                  </Button>
                )}
              </>
            ),
          })}
          card={(row) => <Card row={row} />}
          empty={
            isFiltered(view, fields) ? (
              <NothingFound onClear={() => setView(withoutFilters(fields))} />
            ) : (
              <EmptyState icon={<IconLifebuoy size={28} stroke={1.5} />} title={t('empty')} hint={t('emptyHint')} />
            )
          }
        />
      </Panel>
      <PoolPeek
        row={list.items.find(({ id }) => id === peek)}
        closed={closed}
        ids={list.items.map(({ id }) => id)}
        isClaiming={claiming.isPending}
        onClaim={(id) => claim([id])}
        onAssign={first?.permissions.assign ? undefined : (id) => setAssigning([id])}
        onWalk={(id) => setView({ peek: id })}
        onClose={() => setView({ peek: undefined })}
      />
      <AssignDialog of={assigning} onClose={() => setAssigning(undefined)} onDone={() => setSelected(new Set())} />
    </Page>
  )
}

/** Claims, and tells what came of it: who was quicker, which limit stood against it. */
function useClaim() {
  const t = useWords(words)
  return useWrite(claimFromPool, {
    touches: ['customers', 'contacts'],
    onProblem: (problem: Problem) => notify.refused(problem),
    onDone: ({ claimed, refused }) => {
      const [one] = claimed
      if (one) notify.done(claimed.length === 1 ? t('claimed', { name: one.name }) : t('claimedSome', { count: claimed.length }))
      const [no] = refused
      if (no) notify.info(t('refusedSome', { count: refused.length, sentence: no.sentence }))
    },
  })
}

const useColumns = (): readonly Column<Pooled>[] => {
  const t = useWords(words)
  const c = useWords(customerWords)
  return useMemo(
    () => [
      { key: 'name', header: t('customer'), cell: ({ name }) => <strong>{name}</strong>, sortable: true, fixed: true },
      { key: 'level', header: t('level'), cell: ({ level }) => c(`level.${level}`), width: 96 },
      { key: 'industry', header: t('industry'), cell: ({ industry }) => industry ?? '–', width: 112 },
      { key: 'region', header: t('region'), cell: ({ region }) => region ?? '–', width: 84 },
      { key: 'headcount', header: t('headcount'), cell: ({ headcountBand }) => headcountBand ?? '–', width: 100, hidden: true },
      { key: 'won', header: t('won'), cell: ({ wonDeals }) => <Count value={wonDeals} />, width: 92, align: 'end' },
      { key: 'lastContact', header: t('lastContact'), cell: ({ lastContactAt }) => (lastContactAt ? <Ago at={lastContactAt} /> : t('never')), width: 116, sortable: true },
      { key: 'why', header: t('whyIs'), cell: ({ why }) => t(`why.${why}`), width: 110 },
      { key: 'from', header: t('from'), cell: ({ from }) => from.name, width: 96 },
      { key: 'entered', header: t('entered'), cell: ({ enteredAt }) => <Ago at={enteredAt} />, width: 128, sortable: true },
    ],
    [t, c],
  ) // prettier-ignore
}

function Card({ row }: { row: Pooled }): ReactNode {
  const t = useWords(words)
  const c = useWords(customerWords)
  return (
    <div className={classes['stack']} style={{ gap: 4 }}>
      <strong>{row.name}</strong>
      <span className={`${classes['line']} ${classes['hint']}`}>
        <span>{c(`level.${row.level}`)}</span>
        {row.industry && <span>{row.industry}</span>}
        {row.region && <span>{row.region}</span>}
        <span>{t(`why.${row.why}`)}</span>
        <Ago at={row.enteredAt} />
      </span>
      {row.lockedUntil && (
        <StatusChip tone="quiet">
          <Day on={row.lockedUntil} />
        </StatusChip>
      )}
    </div>
  )
}

function useFields(of: ReplyOf<typeof readPoolFacets> | undefined): readonly FilterField[] {
  const t = useWords(words)
  const c = useWords(customerWords)
  const [industries, regions] = [of?.industries, of?.regions]
  return useMemo(() => {
    const valued = (facets: readonly { value: string }[] = []) => facets.map(({ value }) => ({ value, label: value }))
    return [
      { kind: 'text', key: 'q', label: t('search') },
      {
        kind: 'choices',
        key: 'level',
        label: t('level'),
        options: levels.map((value) => ({ value, label: c(`level.${value}`) })),
      },
      { kind: 'choices', key: 'industry', label: t('industry'), options: valued(industries) },
      { kind: 'choices', key: 'region', label: t('region'), options: valued(regions) },
      { kind: 'choice', key: 'why', label: t('whyIs'), options: reasons.map((value) => ({ value, label: t(`why.${value}`) })) },
    ]
  }, [t, c, industries, regions])
}
