import { Button } from '@mantine/core'
import { IconPlus, IconSeeding } from '@tabler/icons-react'
import { useMemo, useState, type ReactNode } from 'react'
import { shownPhone } from '../../contacts/phone-display.ts'
import { listTeams } from '../../people/contract.ts'
import type { ReplyOf } from '../../ui/api.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Ago } from '../../ui/Figures.tsx'
import { FilterBar, isFiltered, withoutFilters, type FilterField } from '../../ui/FilterBar.tsx'
import { useKeys } from '../../ui/keys.ts'
import { onDemand } from '../../ui/on-demand.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useList, useRead } from '../../ui/reading.ts'
import { useSession } from '../../ui/session.ts'
import { EmptyState, NothingFound } from '../../ui/States.tsx'
import { asked, useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { listLeads } from '../contract.ts'
import { leadStatuses } from '../lead.ts'
import { words as leadWords } from '../words.ts'
import { useLeadOptions } from './choices.ts'
import { LeadChip } from './LeadChip.tsx'
import { LeadPeek, type LeadSlots } from './LeadPeek.tsx'
import classes from './Leads.module.css'
import { words } from './words.ts'

export type Lead = ReplyOf<typeof listLeads>['items'][number]

const isGiven = ({ lead }: { lead: unknown }): boolean => lead !== undefined
const LeadDialog = onDemand(async () => (await import('./LeadDialog.tsx')).LeadDialog, isGiven)
const InvalidateDialog = onDemand(async () => (await import('./InvalidateDialog.tsx')).InvalidateDialog, isGiven)
const QualifyDialog = onDemand(async () => (await import('./QualifyDialog.tsx')).QualifyDialog, isGiven)

const viewAsked = {
  q: asked.text,
  status: asked.oneOf(leadStatuses),
  owner: asked.text,
  team: asked.text,
  source: asked.text,
  product: asked.text,
  untouched: asked.flag,
  archived: asked.flag,
  peek: asked.text,
  create: asked.text,
}

/** 线索: what came in and is not a customer yet. */
export function LeadsPage({ exporting, ...slots }: LeadSlots & { exporting: (asked: object) => ReactNode }): ReactNode {
  const t = useWords(words)
  const { can } = useSession()
  const [view, setView] = useUrl(viewAsked)
  const [editing, setEditing] = useState<Lead>()
  const [qualifying, setQualifying] = useState<Lead>()
  const [ending, setEnding] = useState<Lead>()
  const { peek, create, untouched, archived, ...rest } = view
  const query = { ...rest, ...(untouched && { untouched: 'true' as const }), ...(archived && { archived: 'true' as const }) }
  const list = useList(listLeads, { query: { limit: 100, ...query } }, { follows: ['activities'] })
  const fields = useFields()
  const columns = useColumns()
  const mayWrite = can('leads.write')
  const startNew = (): void => setView({ create: 'new' })
  useKeys({ n: () => mayWrite && startNew() })
  const newButton = mayWrite && (
    <Button size="xs" leftSection={<IconPlus size={15} />} onClick={startNew}>
      {t('create')}
    </Button>
  )
  return (
    <Page
      title={t('title')}
      fill
      actions={
        <>
          {exporting(query)}
          {newButton}
        </>
      }
      toolbar={<FilterBar view={view} onChange={setView} fields={fields} />}
    >
      <Panel grow flush>
        <DataTable
          name="leads"
          label={t('title')}
          columns={columns}
          list={list}
          rowId={({ id }) => id}
          onOpen={({ id }) => setView({ peek: id }, { push: peek === undefined })}
          openId={peek}
          card={(lead) => <LeadCard lead={lead} />}
          empty={
            isFiltered(view, fields) ? (
              <NothingFound onClear={() => setView(withoutFilters(fields))} />
            ) : (
              <EmptyState icon={<IconSeeding size={28} stroke={1.5} />} title={t('emptyTitle')} hint={t('emptyHint')}>
                {newButton}
              </EmptyState>
            )
          }
        />
      </Panel>
      <LeadPeek
        {...slots}
        id={peek}
        ids={list.items.map(({ id }) => id)}
        onWalk={(id) => setView({ peek: id })}
        onClose={() => setView({ peek: undefined })}
        onEdit={setEditing}
        onQualify={setQualifying}
        onInvalidate={setEnding}
      />
      <LeadDialog
        lead={editing ?? (create && mayWrite ? 'new' : undefined)}
        onClose={() => {
          setEditing(undefined)
          if (create) setView({ create: undefined })
        }}
        onCreated={(id) => setView({ peek: id, create: undefined })}
      />
      <InvalidateDialog lead={ending} onClose={() => setEnding(undefined)} />
      <QualifyDialog lead={qualifying} onClose={() => setQualifying(undefined)} />
    </Page>
  )
}

function useFields(): readonly FilterField[] {
  const t = useWords(words)
  const l = useWords(leadWords)
  const { sources, products, members } = useLeadOptions()
  const teams = useRead(listTeams, { query: { limit: 200 } }, { staleTime: 5 * 60_000 }).data?.items
  return useMemo(() => {
    const choice = (key: string, label: string, options: readonly { value: string; label: string }[]): FilterField[] =>
      options.length > 1 ? [{ kind: 'choice', key, label, options }] : []
    return [
      { kind: 'text', key: 'q', label: t('search') },
      {
        kind: 'choice',
        key: 'status',
        label: t('status'),
        options: leadStatuses.map((value) => ({ value, label: l(`status.${value}`) })),
      },
      ...choice('owner', t('owner'), members),
      ...choice(
        'team',
        t('team'),
        (teams ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ),
      ...choice('source', t('source'), sources),
      ...choice('product', t('product'), products),
      { kind: 'flag', key: 'untouched', label: t('untouchedOnly') },
      { kind: 'flag', key: 'archived', label: t('archivedOnly') },
    ]
  }, [t, l, sources, products, members, teams])
}

function useColumns(): Column<Lead>[] {
  const t = useWords(words)
  return useMemo(
    () => [
      { key: 'company', header: t('company'), cell: ({ company }) => <strong>{company}</strong>, fixed: true },
      { key: 'status', header: t('status'), cell: (lead) => <LeadChip lead={lead} />, width: 130 },
      { key: 'contactName', header: t('contactName'), cell: ({ contactName }) => contactName ?? '–', width: 110 },
      { key: 'phone', header: t('phone'), cell: ({ phone }) => (phone ? shownPhone(phone) : '–'), width: 140 },
      { key: 'demand', header: t('demand'), cell: ({ demand }) => demand ?? '–' },
      { key: 'source', header: t('source'), cell: ({ source }) => source?.name ?? '–', width: 120 },
      { key: 'product', header: t('product'), cell: ({ product }) => product?.name ?? '–', width: 130, hidden: true },
      { key: 'region', header: t('region'), cell: ({ region }) => region ?? '–', width: 110, hidden: true },
      { key: 'industry', header: t('industry'), cell: ({ industry }) => industry ?? '–', width: 110, hidden: true },
      { key: 'owner', header: t('owner'), cell: ({ owner }) => owner.name, width: 100 },
      {
        key: 'lastContact',
        header: t('lastContact'),
        cell: ({ lastActivityAt }) =>
          lastActivityAt ? <Ago at={lastActivityAt} /> : <span className={classes['quiet']}>{t('never')}</span>,
        width: 110,
      },
      { key: 'created', header: t('created'), cell: ({ createdAt }) => <Ago at={createdAt} />, width: 126 },
    ],
    [t],
  )
}

function LeadCard({ lead }: { lead: Lead }): ReactNode {
  return (
    <div className={classes['card']}>
      <div className={classes['line']}>
        <strong>{lead.company}</strong>
        <LeadChip lead={lead} />
      </div>
      <div className={classes['quiet']}>
        {[lead.contactName, lead.phone && shownPhone(lead.phone), lead.source?.name].filter(Boolean).join(' · ')}
      </div>
      {lead.demand && <div>{lead.demand}</div>}
      <div className={classes['quiet']}>
        {lead.owner.name} · <Ago at={lead.createdAt} />
      </div>
    </div>
  )
}
