import { IconSwords } from '@tabler/icons-react'
import { useMemo, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { useList } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { archiveCompetitor, listCompetitors, restoreCompetitor, type readCompetitor } from '../contract.ts'
import { CatalogueList } from './CatalogueList.tsx'
import classes from './Catalogue.module.css'
import type { TabProps } from './ProductsPage.tsx'
import { words } from './words.ts'

export type Competitor = ReplyOf<typeof readCompetitor>

const CompetitorDialog = onDemand(
  async () => (await import('./CompetitorDialog.tsx')).CompetitorDialog,
  ({ entry }) => entry !== undefined,
)
const isGone = ({ archived }: Competitor): boolean => archived

/** Who else sells to our customers. */
export function CompetitorsTab({ view, onView }: TabProps): ReactNode {
  const t = useWords(words)
  const list = useList(listCompetitors, { query: { q: view.q, ...(view.archived ? { archived: 'true' as const } : {}) } })
  const columns = useMemo<Column<Competitor>[]>(
    () => [
      { key: 'name', header: t('name'), cell: ({ name }) => <strong>{name}</strong>, width: 260, fixed: true },
      { key: 'note', header: t('note'), cell: ({ note }) => note ?? '–' },
    ],
    [t],
  )
  return (
    <CatalogueList
      name="competitors"
      view={view}
      onView={onView}
      list={list}
      columns={columns}
      isGone={isGone}
      archive={archiveCompetitor}
      restore={restoreCompetitor}
      dialog={CompetitorDialog}
      addLabel={t('addCompetitor')}
      searchLabel={t('search')}
      emptyTitle={t('noCompetitors')}
      emptyHint={t('noCompetitorsHint')}
      icon={<IconSwords size={28} stroke={1.5} />}
      card={({ name, note }) => (
        <>
          <strong>{name}</strong>
          {note && <span className={classes['quiet']}>{note}</span>}
        </>
      )}
    />
  )
}
