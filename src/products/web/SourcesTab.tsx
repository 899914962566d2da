import { IconRoute } from '@tabler/icons-react'
import { useMemo, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { Count } from '../../ui/Figures.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { useList } from '../../ui/reading.ts'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { archiveSource, listSources, restoreSource, type readSource } from '../contract.ts'
import { CatalogueList } from './CatalogueList.tsx'
import type { TabProps } from './ProductsPage.tsx'
import { words } from './words.ts'

export type Source = ReplyOf<typeof readSource>

const SourceDialog = onDemand(
  async () => (await import('./SourceDialog.tsx')).SourceDialog,
  ({ entry }) => entry !== undefined,
)
const isGone = ({ active }: Source): boolean => !active

/** Where customers and leads come from, in the order in which they are offered. */
export function SourcesTab({ view, onView }: TabProps): ReactNode {
  const t = useWords(words)
  const list = useList(listSources, { query: { q: view.q, ...(view.archived ? { archived: 'true' as const } : {}) } })
  const columns = useMemo<Column<Source>[]>(
    () => [
      { key: 'name', header: t('name'), cell: ({ name }) => <strong>{name}</strong>, fixed: true },
      { key: 'kind', header: t('kind'), cell: ({ kind }) => <Kind kind={kind} />, width: 130 },
      { key: 'code', header: t('code'), cell: ({ key }) => key, width: 180 },
      { key: 'position', header: t('position'), cell: ({ position }) => <Count value={position + 1} />, width: 90, align: 'end' },
    ],
    [t],
  )
  return (
    <CatalogueList
      name="sources"
      view={view}
      onView={onView}
      list={list}
      columns={columns}
      isGone={isGone}
      archive={archiveSource}
      restore={restoreSource}
      dialog={SourceDialog}
      addLabel={t('addSource')}
      searchLabel={t('search')}
      emptyTitle={t('noSources')}
      emptyHint={t('noSourcesHint')}
      icon={<IconRoute size={28} stroke={1.5} />}
      card={({ name, kind }) => (
        <span>
          <strong>{name}</strong> <Kind kind={kind} />
        </span>
      )}
    />
  )
}

function Kind({ kind }: Pick<Source, 'kind'>): ReactNode {
  const t = useWords(words)
  return <StatusChip tone={kind === 'new' ? 'plain' : 'primary'}>{t(`kind.${kind}`)}</StatusChip>
}
