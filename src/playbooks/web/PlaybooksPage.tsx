import { Tabs } from '@mantine/core'
import { IconPackage, IconSwords } from '@tabler/icons-react'
import { useMemo, useState, type ReactNode } from 'react'
import { listProducts } from '../../products/contract.ts'
import { asProblem, call, type ReplyOf } from '../../ui/api.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { FilterBar, isFiltered, withoutFilters, type FilterField } from '../../ui/FilterBar.tsx'
import { notify } from '../../ui/Notices.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useList } from '../../ui/reading.ts'
import { EmptyState, NothingFound } from '../../ui/States.tsx'
import { asked, useUrl, type ViewOf } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { listBattlecards, readFitTiers } from '../contract.ts'
import type { Battlecard } from './BattlecardDialog.tsx'
import type { FitTiers } from './FitTiersDialog.tsx'
import classes from './Playbook.module.css'
import { words } from './words.ts'

const BattlecardDialog = onDemand(
  async () => (await import('./BattlecardDialog.tsx')).BattlecardDialog,
  ({ card }) => card !== undefined,
)
const FitTiersDialog = onDemand(
  async () => (await import('./FitTiersDialog.tsx')).FitTiersDialog,
  ({ of }) => of !== undefined,
)

const viewAsked = { tab: asked.oneOf(['battlecards', 'tiers'] as const), q: asked.text }
interface TabProps {
  view: ViewOf<typeof viewAsked>
  onView: (change: Partial<ViewOf<typeof viewAsked>>) => void
}

/** How to win against each competitor, and whom each product fits. */
export function PlaybooksPage(): ReactNode {
  const t = useWords(words)
  const [view, setView] = useUrl(viewAsked)
  const tab = view.tab ?? 'battlecards'
  return (
    <Page title={t('settingsTitle')} fill>
      <Tabs value={tab} onChange={(next) => setView({ tab: next === 'tiers' ? 'tiers' : undefined, q: undefined })}>
        <Tabs.List>
          <Tabs.Tab value="battlecards">{t('battlecards')}</Tabs.Tab>
          <Tabs.Tab value="tiers">{t('tiers')}</Tabs.Tab>
        </Tabs.List>
      </Tabs>
      {tab === 'battlecards' ? <Battlecards view={view} onView={setView} /> : <Tiers />}
    </Page>
  )
}

function Battlecards({ view, onView }: TabProps): ReactNode {
  const t = useWords(words)
  const [card, setCard] = useState<Battlecard>()
  const list = useList(
    listBattlecards,
    { query: { limit: 100, ...(view.q && { q: view.q }) } },
    { follows: ['competitors', 'opportunities'] },
  )
  const fields = useMemo<FilterField[]>(() => [{ kind: 'text', key: 'q', label: t('searchCompetitors') }], [t])
  const columns = useMemo<Column<Battlecard>[]>(
    () => [
      {
        key: 'name',
        header: t('competitor'),
        cell: ({ competitor }) => <strong>{competitor.name}</strong>,
        width: 180,
        fixed: true,
      },
      { key: 'record', header: t('record'), cell: ({ record }) => <Record of={record} />, width: 210 },
      { key: 'weaknesses', header: t('weaknesses'), cell: ({ weaknesses }) => weaknesses || '–' },
      { key: 'answer', header: t('answer'), cell: ({ answer }) => answer || '–' },
    ],
    [t],
  )
  return (
    <>
      <FilterBar view={view} onChange={onView} fields={fields} />
      <Panel grow flush>
        <DataTable
          name="battlecards"
          label={t('battlecards')}
          columns={columns}
          list={list}
          rowId={({ competitor }) => competitor.id}
          onOpen={(one) => {
            if (one.permissions.edit === null) setCard(one)
            else notify.info(one.permissions.edit.sentence)
          }}
          card={({ competitor, record, answer }) => (
            <div className={classes['phoneCard']}>
              <strong>{competitor.name}</strong>
              <span className={classes['quiet']}>
                <Record of={record} />
              </span>
              <span>{answer || t('noBattlecard')}</span>
            </div>
          )}
          empty={
            isFiltered(view, fields) ? (
              <NothingFound onClear={() => onView(withoutFilters(fields))} />
            ) : (
              <EmptyState icon={<IconSwords size={28} stroke={1.5} />} title={t('noCompetitors')} hint={t('noCompetitorsHint')} />
            )
          }
        />
      </Panel>
      <BattlecardDialog card={card} onClose={() => setCard(undefined)} />
    </>
  )
}

function Record({ of }: { of: Battlecard['record'] }): ReactNode {
  const t = useWords(words)
  return of ? t('recordShort', { won: of.won, lost: of.lost, open: of.open }) : '–'
}

type Product = ReplyOf<typeof listProducts>['items'][number]

function Tiers(): ReactNode {
  const t = useWords(words)
  const [tiers, setTiers] = useState<FitTiers>()
  const list = useList(listProducts, { query: { limit: 100 } })
  const columns = useMemo<Column<Product>[]>(
    () => [
      { key: 'name', header: t('product'), cell: ({ name }) => <strong>{name}</strong>, fixed: true },
      { key: 'series', header: t('series'), cell: ({ series }) => series ?? '–', width: 200 },
    ],
    [t],
  )
  const open = async ({ id }: Product): Promise<void> => {
    try {
      const of = await call(readFitTiers, { params: { id } })
      if (of.permissions.edit === null) setTiers(of)
      else notify.info(of.permissions.edit.sentence)
    } catch (error) {
      notify.refused(asProblem(error))
    }
  }
  return (
    <>
      <Panel grow flush>
        <DataTable
          name="fit-tiers"
          label={t('tiers')}
          columns={columns}
          list={list}
          rowId={({ id }) => id}
          onOpen={(product) => void open(product)}
          card={({ name }) => <strong>{name}</strong>}
          empty={<EmptyState icon={<IconPackage size={28} stroke={1.5} />} title={t('noProducts')} hint={t('noProductsHint')} />}
        />
      </Panel>
      <FitTiersDialog of={tiers} onClose={() => setTiers(undefined)} />
    </>
  )
}
