import { Button } from '@mantine/core'
import { IconPencilPlus, IconPhone } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { shownPhone } from '../../contacts/phone-display.ts'
import { AddressButton } from '../../ui/AddressButton.tsx'
import { confirm } from '../../ui/asking.ts'
import { Ago, Moment } from '../../ui/Figures.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Facts } from '../../ui/Page.tsx'
import { PeekDrawer } from '../../ui/PeekDrawer.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { RowActions } from '../../ui/RowActions.tsx'
import { useSession } from '../../ui/session.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { archiveLead, readLead, reopenLead, restoreLead } from '../contract.ts'
import classes from './Leads.module.css'
import { LeadChip } from './LeadChip.tsx'
import type { Lead } from './LeadsPage.tsx'
import { words } from './words.ts'

export interface LeadSlots {
  /** What happened with a lead, newest first; from the activities slice. */
  timeline?: (leadId: string) => ReactNode
}

interface LeadPeekProps extends LeadSlots {
  id: string | undefined
  ids: readonly string[]
  onWalk: (id: string) => void
  onClose: () => void
  onEdit: (lead: Lead) => void
  onQualify: (lead: Lead) => void
  onInvalidate: (lead: Lead) => void
}

/** A lead beside its list: facts, what happened, and what can be made of it. */
export function LeadPeek(props: LeadPeekProps): ReactNode {
  const { id, ids, onWalk, onClose, timeline } = props
  const t = useWords(words)
  const query = useRead(readLead, { params: { id: id ?? '' } }, { enabled: id !== undefined, follows: ['activities'] })
  const lead = query.data?.id === id ? query.data : undefined
  return (
    <PeekDrawer
      id={id}
      ids={ids}
      onWalk={onWalk}
      onClose={onClose}
      title={lead?.company ?? t('title')}
      actions={lead && <Seldom {...props} lead={lead} />}
      footer={lead && <Often {...props} lead={lead} />}
    >
      {lead ? (
        <div className={classes['stack']}>
          <LeadFacts lead={lead} />
          {timeline && (
            <section>
              <h3 className={classes['heading']}>{t('timeline')}</h3>
              {timeline(lead.id)}
            </section>
          )}
        </div>
      ) : query.error ? (
        <ErrorPanel problem={query.error} retry={() => void query.refetch()} />
      ) : (
        <TextSkeleton lines={8} />
      )}
    </PeekDrawer>
  )
}

function LeadFacts({ lead }: { lead: Lead }): ReactNode {
  const t = useWords(words)
  const row = (key: keyof (typeof words)['zh-CN'], value: ReactNode): { key: string; label: string; value: ReactNode }[] =>
    value ? [{ key, label: t(key), value }] : []
  return (
    <>
      <div className={classes['line']}>
        <LeadChip lead={lead} />
        {lead.invalidNote && <span className={classes['quiet']}>{lead.invalidNote}</span>}
      </div>
      <Facts
        rows={[
          ...row(
            'customer',
            lead.customer && (
              <Link to="/customers/$id" params={{ id: lead.customer.id }}>
                {lead.customer.name}
              </Link>
            ),
          ),
          ...row(
            'opportunity',
            lead.opportunity && (
              <Link to="/opportunities/$id" params={{ id: lead.opportunity.id }}>
                {lead.opportunity.name}
              </Link>
            ),
          ),
          ...row('contactName', lead.contactName),
          ...row(
            'phone',
            lead.phone && (lead.masked ? shownPhone(lead.phone) : <a href={`tel:${lead.phone}`}>{shownPhone(lead.phone)}</a>),
          ),
          ...row('email', lead.email && (lead.masked ? lead.email : <a href={`mailto:${lead.email}`}>{lead.email}</a>)),
          ...row('industry', lead.industry),
          ...row('region', lead.region),
          ...row('source', lead.source?.name),
          ...row('product', lead.product?.name),
          ...row('owner', lead.owner.name),
          ...row('created', <Moment at={lead.createdAt} />),
          ...row('lastContact', lead.lastActivityAt ? <Ago at={lead.lastActivityAt} /> : t('never')),
        ]}
      />
      {(['demand', 'note'] as const).map(
        (key) =>
          lead[key] && (
            <section key={key}>
              <div className={classes['quiet']}>{t(key)}</div>
              <div className={classes['text']}>{lead[key]}</div>
            </section>
          ),
      )}
    </>
  )
}

/** What is done to a lead now and then, behind the “…”. */
function Seldom({ lead, onEdit, onInvalidate, onClose }: LeadPeekProps & { lead: Lead }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const params = { id: lead.id }
  const { restore } = useWayBack()
  const archive = useWrite(archiveLead, {
    touches,
    onProblem: notify.refused,
    onDone: () => {
      onClose()
      notify.done(t('archived'), { undo: () => restore.mutate({ params }) })
    },
  })
  const { edit, invalidate, archive: archiving } = lead.permissions
  const askToArchive = async (): Promise<void> => {
    const yes = await confirm({
      title: t('archiveTitle', { name: lead.company }),
      body: t('archiveBody'),
      action: t('archive'),
      danger: true,
    })
    if (yes) archive.mutate({ params })
  }
  if (lead.archived) return null
  return (
    <RowActions
      of={lead.company}
      actions={[
        ...(lead.status === 'open'
          ? [
              { key: 'edit', label: k('edit'), run: () => onEdit(lead), closed: edit?.sentence },
              { key: 'invalidate', label: t('invalidate'), run: () => onInvalidate(lead), closed: invalidate?.sentence },
            ]
          : []),
        { key: 'archive', label: t('archive'), run: () => void askToArchive(), danger: true, closed: archiving?.sentence },
      ]}
    />
  )
}

const touches = ['day-lists', 'audit']

function useWayBack() {
  const t = useWords(words)
  const options = { touches, onProblem: notify.refused }
  const reopen = useWrite(reopenLead, { ...options, onDone: () => notify.done(t('reopened')) })
  const restore = useWrite(restoreLead, { ...options, onDone: () => notify.done(t('restored')) })
  return { reopen, restore }
}

/** The next thing to do with a lead, always in view. */
function Often({ lead, onQualify }: LeadPeekProps & { lead: Lead }): ReactNode {
  const t = useWords(words)
  const { can } = useSession()
  const { reopen, restore } = useWayBack()
  const params = { id: lead.id }
  const { qualify, reopen: reopening, archive: archiving } = lead.permissions
  if (lead.archived)
    return (
      <Button size="sm" disabled={archiving !== null} title={archiving?.sentence} onClick={() => restore.mutate({ params })}>
        {t('restore')}
      </Button>
    )
  return (
    <>
      {lead.status === 'invalid' && (
        <Button size="sm" disabled={reopening !== null} title={reopening?.sentence} onClick={() => reopen.mutate({ params })}>
          {t('reopen')}
        </Button>
      )}
      {lead.phone && !lead.masked && (
        <Button
          size="sm"
          variant="default"
          component="a"
          href={`tel:${lead.phone}`}
          leftSection={<IconPhone size={15} />}
          hiddenFrom="sm"
        >
          {t('call')}
        </Button>
      )}
      {can('activities.write') && (
        <AddressButton size="sm" variant="default" set={{ log: `lead:${lead.id}` }} leftSection={<IconPencilPlus size={15} />}>
          {t('log')}
        </AddressButton>
      )}
      {lead.status === 'open' && (
        <Button size="sm" disabled={qualify !== null} title={qualify?.sentence} onClick={() => onQualify(lead)}>
          {t('qualify')}
        </Button>
      )}
    </>
  )
}
