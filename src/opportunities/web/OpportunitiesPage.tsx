import { Button } from '@mantine/core'
import { IconBriefcase, IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useMemo, useState, type ReactNode } from 'react'
import { FilterBar, isFiltered, withoutFilters } from '../../ui/FilterBar.tsx'
import { useKeys } from '../../ui/keys.ts'
import { onDemand } from '../../ui/on-demand.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useList } from '../../ui/reading.ts'
import { useSession } from '../../ui/session.ts'
import { EmptyState, ErrorPanel, NothingFound, TableSkeleton } from '../../ui/States.tsx'
import { useUrl } from '../../ui/url.ts'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import { listOpportunities } from '../contract.ts'
import { Board, BoardSkeleton } from './Board.tsx'
import { DealActionsProvider } from './DealActionsProvider.tsx'
import type { DealSlots } from './deal-slots.ts'
import { KpiRow } from './KpiRow.tsx'
import { useFilters, viewAsked } from './opportunities-view.ts'
import { BoardContext, useOf } from './use-board.ts'
import { useBoardFeed } from './use-board-feed.ts'
import { useFilterFields } from './use-filter-fields.ts'
import { usePipelines } from './use-pipelines.ts'
import { ViewControls } from './ViewControls.tsx'
import { words as transferWords } from './transfer/words.ts'
import { words } from './words.ts'

const DealPeek = onDemand(
  async () => (await import('./DealPeek.tsx')).DealPeek,
  ({ id }) => id !== undefined,
)
const CreateDrawer = onDemand(
  async () => (await import('./CreateDrawer.tsx')).CreateDrawer,
  ({ opened }) => opened,
)
const BulkMoveDialog = onDemand(
  async () => (await import('./BulkMoveDialog.tsx')).BulkMoveDialog,
  ({ opened }) => opened,
)
const BulkTransferDialog = onDemand(
  async () => (await import('./transfer/BulkTransferDialog.tsx')).BulkTransferDialog,
  ({ opened }) => opened,
)
const OpportunityTable = lazy(async () => ({ default: (await import('./OpportunityTable.tsx')).OpportunityTable }))
const PhoneBoard = lazy(async () => ({ default: (await import('./PhoneBoard.tsx')).PhoneBoard }))

/** 商机: one pipeline as a board or all deals as a table, under the same filters; the address is the view. */
export function OpportunitiesPage({ exporting, ...slots }: DealSlots & { exporting: (asked: object) => ReactNode }): ReactNode {
  const t = useWords(words)
  const w = useWords(transferWords)
  const phone = usePhone()
  const navigate = useNavigate()
  const { can } = useSession()
  const [view, setView] = useUrl(viewAsked)
  const [isCreating, setCreating] = useState(false)
  const [bulk, setBulk] = useState<{ to: string | undefined }>()
  const [isTransferring, setTransferring] = useState(false)
  const [rows, setRows] = useState<Set<string>>(new Set())

  const { pipelines, query: pipelineQuery } = usePipelines()
  const active = pipelines.filter(({ active: inUse, openOpportunities }) => inUse || openOpportunities > 0)
  const layout = view.layout ?? 'board'
  const isBoard = layout === 'board'
  const filters = useFilters(view)
  const fields = useFilterFields(view, !isBoard)
  const sort = view.sort ?? 'newest'

  const { store, query: board, loadMore } = useBoardFeed(view.pipeline ?? 'default', filters, isBoard)
  const query = {
    ...filters,
    sort,
    ...(view.pipeline && { pipeline: view.pipeline }),
    ...(view.archived && { archived: 'true' as const }),
    ...(view.status !== 'all' && { status: view.status ?? 'open' }),
  }
  const list = useList(listOpportunities, { query: { limit: 100, ...query } }, { enabled: !isBoard, follows: ['pipelines'] })
  const pipeline = pipelines.find(({ id, key }) => (view.pipeline ? id === view.pipeline || key === view.pipeline : false))
  const shownPipeline =
    pipeline ?? pipelines.find(({ id }) => id === board.data?.pipeline.id) ?? pipelines.find(({ isDefault }) => isDefault)

  const openDeal = useCallback((id: string) => setView({ deal: id }, { push: true }), [setView])
  const openFull = useCallback((id: string) => void navigate({ to: '/opportunities/$id', params: { id } }), [navigate])
  const openBulk = useCallback((to?: string) => setBulk({ to }), [])
  const openTransfer = useCallback(() => setTransferring(true), [])
  const create = useCallback(() => setCreating(true), [])
  useKeys({ n: create, b: () => setView({ layout: undefined }), t: () => setView({ layout: 'table' }) })

  const selected = useOf(store, 'selection', store.selected)
  const chosen = useMemo(
    () =>
      isBoard
        ? [...selected].map((id) => store.card(id)).filter((card) => card !== undefined)
        : list.items.filter(({ id }) => rows.has(id)),
    [isBoard, selected, store, list.items, rows],
  )
  const keepSelected = (left: readonly string[]): void => {
    store.select(new Set(left))
    setRows(new Set(left))
  }
  const walkIds = (): readonly string[] => {
    if (!isBoard) return list.items.map(({ id }) => id)
    const column = view.deal === undefined ? undefined : store.columnOf(view.deal)
    return column ? [...column.fresh, ...column.tail] : []
  }
  const isEmpty = isBoard && board.data !== undefined && board.data.columns.every(({ count }) => count === 0)
  const nothing = isFiltered(view, fields) ? (
    <NothingFound onClear={() => setView(withoutFilters(fields))} />
  ) : (
    <EmptyState icon={<IconBriefcase size={28} stroke={1.5} />} title={t('emptyTitle')} hint={t('emptyHint')}>
      {can('opportunities.write') && (
        <Button size="xs" leftSection={<IconPlus size={15} />} onClick={create}>
          {t('create')}
        </Button>
      )}
    </EmptyState>
  )

  const problem = isBoard ? (board.error ?? pipelineQuery.error) : null
  return (
    <DealActionsProvider store={store} onOpen={openDeal}>
      <BoardContext value={store}>
        <Page
          title={t('title')}
          actions={
            <ViewControls
              layout={layout}
              onLayout={(next) => setView({ layout: next === 'table' ? 'table' : undefined })}
              pipelines={active}
              pipelineId={isBoard ? shownPipeline?.id : pipeline?.id}
              onPipeline={(id) => setView({ pipeline: id, stage: undefined })}
              onCreate={create}
            >
              {exporting(isBoard ? { ...filters, status: 'open', pipeline: shownPipeline?.key } : query)}
            </ViewControls>
          }
          toolbar={<FilterBar view={view} onChange={(change) => setView(change)} fields={fields} />}
          fill
        >
          {isBoard && <KpiRow store={store} currency={board.data?.currency} />}
          {problem && !board.data ? (
            <ErrorPanel problem={problem} retry={() => void board.refetch()} />
          ) : isBoard && !board.data ? (
            <BoardSkeleton columns={phone ? 1 : 6} />
          ) : isEmpty ? (
            nothing
          ) : isBoard && phone ? (
            <Suspense fallback={<BoardSkeleton columns={1} />}>
              <PhoneBoard stageId={view.stage} onStage={(stage) => setView({ stage })} onOpen={openDeal} onLoadMore={loadMore} />
            </Suspense>
          ) : isBoard ? (
            <Board
              onOpen={openDeal}
              onLoadMore={loadMore}
              onBulkMove={openBulk}
              onBulkTransfer={openTransfer}
              isStale={board.isPlaceholderData}
            />
          ) : (
            <Panel grow flush>
              <Suspense fallback={<TableSkeleton />}>
                <OpportunityTable
                  list={list}
                  sort={sort}
                  onSort={(next) => setView({ sort: next === 'newest' ? undefined : next })}
                  onOpen={openDeal}
                  openId={view.deal}
                  selected={rows}
                  onSelect={setRows}
                  empty={nothing}
                  bulk={
                    <>
                      <Button size="compact-xs" disabled={!shownPipeline} onClick={() => openBulk()}>
                        {t('moveTo')}
                      </Button>
                      <Button size="compact-xs" variant="default" onClick={openTransfer}>
                        {w('transferTo')}
                      </Button>
                    </>
                  }
                />
              </Suspense>
            </Panel>
          )}
        </Page>
        <DealPeek
          id={view.deal}
          ids={walkIds()}
          onWalk={(id) => setView({ deal: id })}
          onClose={() => setView({ deal: undefined })}
          onOpenFull={openFull}
          {...slots}
        />
        <CreateDrawer
          opened={isCreating}
          onClose={() => setCreating(false)}
          pipelineId={shownPipeline?.id}
          onCreated={openDeal}
        />
        <BulkMoveDialog
          opened={bulk !== undefined}
          onClose={() => setBulk(undefined)}
          deals={chosen}
          stages={shownPipeline?.stages ?? []}
          to={bulk?.to}
          onDone={keepSelected}
        />
        <BulkTransferDialog opened={isTransferring} onClose={() => setTransferring(false)} deals={chosen} onDone={keepSelected} />
      </BoardContext>
    </DealActionsProvider>
  )
}
