import { Button } from '@mantine/core'
import { IconAddressBook, IconUserPlus } from '@tabler/icons-react'
import { useMemo, useState, type ReactNode } from 'react'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Moment } from '../../ui/Figures.tsx'
import { FilterBar, isFiltered, withoutFilters, type FilterField } from '../../ui/FilterBar.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useList } from '../../ui/reading.ts'
import { useSession } from '../../ui/session.ts'
import { EmptyState, NothingFound } from '../../ui/States.tsx'
import { asked, useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { listContacts } from '../contract.ts'
import { attitudes, contactRoles } from '../role.ts'
import { useAttitudeOptions, useRoleOptions } from './contact-options.ts'
import classes from './Contact.module.css'
import type { Contact, SearchChoices } from './ContactDialog.tsx'
import { AttitudeChip, CustomerLink, Email, Phone, RoleChip } from './ContactMarks.tsx'
import { ContactPeek } from './ContactPeek.tsx'
import { words } from './words.ts'

const ContactDialog = onDemand(
  async () => (await import('./ContactDialog.tsx')).ContactDialog,
  ({ contact }) => contact !== undefined,
)

const viewAsked = {
  q: asked.text,
  role: asked.oneOf(contactRoles),
  attitude: asked.oneOf(attitudes),
  archived: asked.flag,
  sort: asked.oneOf(['name', 'newest']),
  peek: asked.text,
}

/** What later slices bring to the list: the search for a contact's customer, and the list as a file. */
interface ContactSlots {
  searchCustomers: SearchChoices
  exporting: (asked: object) => ReactNode
}

/** Everybody we know at our customers. */
export function ContactsPage({ searchCustomers, exporting }: ContactSlots): ReactNode {
  const t = useWords(words)
  const { can } = useSession()
  const [view, setView] = useUrl(viewAsked)
  const { peek, archived, sort = 'newest', ...filters } = view
  const query = { ...filters, sort, ...(archived ? { archived: 'true' as const } : {}) }
  const list = useList(listContacts, { query })
  const [editing, setEditing] = useState<Contact | 'new'>()
  const roles = useRoleOptions()
  const attitudeOptions = useAttitudeOptions()
  const fields: FilterField[] = [
    { kind: 'text', key: 'q', label: t(can('contacts.unmasked') ? 'search' : 'searchMasked') },
    { kind: 'choice', key: 'role', label: t('role'), options: roles },
    { kind: 'choice', key: 'attitude', label: t('attitude'), options: attitudeOptions },
    { kind: 'flag', key: 'archived', label: t('archivedOnly') },
  ]
  const columns = useMemo<Column<Contact>[]>(
    () => [
      { key: 'name', header: t('name'), cell: ({ name }) => <strong>{name}</strong>, width: 140, sortable: true, fixed: true },
      { key: 'customer', header: t('customer'), cell: (contact) => <CustomerLink customer={contact.customer} /> },
      { key: 'title', header: t('jobTitle'), cell: ({ title }) => title ?? '–', width: 140 },
      { key: 'role', header: t('role'), cell: ({ role }) => <RoleChip role={role} />, width: 150 },
      { key: 'attitude', header: t('attitude'), cell: ({ attitude }) => <AttitudeChip attitude={attitude} />, width: 110 },
      { key: 'phone', header: t('phone'), cell: (contact) => <Phone contact={contact} />, width: 180 },
      { key: 'email', header: t('email'), cell: (contact) => <Email contact={contact} />, width: 220 },
      { key: 'owner', header: t('owner'), cell: ({ owner }) => owner.name, width: 110 },
      { key: 'wechat', header: t('wechat'), cell: ({ wechat }) => wechat ?? '–', width: 130, hidden: true },
      { key: 'createdAt', header: t('created'), cell: ({ createdAt }) => <Moment at={createdAt} />, width: 150, hidden: true },
    ],
    [t],
  )
  return (
    <Page
      title={t('title')}
      fill
      actions={
        <>
          {exporting(query)}
          {can('customers.write') && (
            <Button size="xs" leftSection={<IconUserPlus size={16} />} onClick={() => setEditing('new')}>
              {t('add')}
            </Button>
          )}
        </>
      }
      toolbar={<FilterBar view={view} onChange={setView} fields={fields} />}
    >
      <Panel grow flush>
        <DataTable
          name="contacts"
          label={t('title')}
          columns={columns}
          list={list}
          rowId={({ id }) => id}
          onOpen={({ id }) => setView({ peek: id }, { push: peek === undefined })}
          openId={peek}
          sort={sort === 'name' ? { key: 'name', descending: false } : undefined}
          onSort={(next) => setView({ sort: next ? 'name' : undefined })}
          card={(contact) => (
            <div className={classes['person']}>
              <div className={classes['line']}>
                <span className={classes['name']}>{contact.name}</span>
                <span className={classes['quiet']}>{contact.title}</span>
                <RoleChip role={contact.role} />
              </div>
              <div className={classes['quiet']}>{contact.customer.name}</div>
              <div className={classes['quiet']}>
                <Phone contact={contact} />
              </div>
            </div>
          )}
          empty={
            isFiltered(view, fields) ? (
              <NothingFound onClear={() => setView(withoutFilters(fields))} />
            ) : (
              <EmptyState icon={<IconAddressBook size={28} stroke={1.5} />} title={t('empty')} hint={t('emptyHint')} />
            )
          }
        />
      </Panel>
      <ContactPeek
        id={peek}
        ids={list.items.map(({ id }) => id)}
        onWalk={(id) => setView({ peek: id })}
        onClose={() => setView({ peek: undefined })}
        onEdit={setEditing}
      />
      <ContactDialog contact={editing} searchCustomers={searchCustomers} onClose={() => setEditing(undefined)} />
    </Page>
  )
}
