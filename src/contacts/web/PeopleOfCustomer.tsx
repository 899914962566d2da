import { Button } from '@mantine/core'
import { IconUserPlus, IconUsers } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { onDemand } from '../../ui/on-demand.tsx'
import { RowActions } from '../../ui/RowActions.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { Panel } from '../../ui/Page.tsx'
import { asked, useUrl } from '../../ui/url.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import classes from './Contact.module.css'
import type { Contact } from './ContactDialog.tsx'
import { AttitudeChip, Email, Phone, RoleChip } from './ContactMarks.tsx'
import { useArchiving } from './use-archiving.ts'
import { words } from './words.ts'

const ContactDialog = onDemand(
  async () => (await import('./ContactDialog.tsx')).ContactDialog,
  ({ contact }) => contact !== undefined,
)

interface PeopleOfCustomerProps {
  customerId: string
  people: readonly Contact[]
  /** Why nobody can be added; null when one can. */
  closed: string | null
}

/** Where a gate of a deal asks for a person, its link opens the form. */
const viewAsked = { open: asked.oneOf(['new-contact']) }

/** The people at a customer with role and attitude; says when nobody is known who decides. Put into the customer's page by apps. */
export function PeopleOfCustomer({ customerId, people, closed }: PeopleOfCustomerProps): ReactNode {
  const t = useWords(words)
  const { archive } = useArchiving()
  const [editing, setEditing] = useState<Contact | 'new'>()
  const [{ open }, setView] = useUrl(viewAsked)
  useOpening(open === 'new-contact', () => {
    setView({ open: undefined })
    if (closed === null) setEditing('new')
  })
  const add = (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconUserPlus size={15} />}
      disabled={closed !== null}
      title={closed ?? undefined}
      onClick={() => setEditing('new')}
    >
      {t('add')}
    </Button>
  )
  const lacksDecider = people.length > 0 && !people.some(({ role }) => role === 'decider')
  return (
    <Panel title={t('people')} actions={add}>
      {lacksDecider && (
        <div>
          <StatusChip tone="risk1">{t('noDecider')}</StatusChip>
        </div>
      )}
      {people.length === 0 ? (
        <EmptyState icon={<IconUsers size={26} stroke={1.5} />} title={t('noneHere')} hint={t('noneHereHint')} />
      ) : (
        <ul className={classes['people']}>
          {people.map((contact) => (
            <li key={contact.id} className={classes['card']}>
              <div className={classes['person']}>
                <div className={classes['line']}>
                  <span className={classes['name']}>{contact.name}</span>
                  {contact.title && <span className={classes['quiet']}>{contact.title}</span>}
                </div>
                <div className={classes['line']}>
                  <RoleChip role={contact.role} />
                  <AttitudeChip attitude={contact.attitude} />
                </div>
                <div className={`${classes['line']} ${classes['reach']}`}>
                  {contact.phone && <Phone contact={contact} />}
                  {contact.email && <Email contact={contact} />}
                </div>
                {contact.note && <div className={`${classes['quiet']} ${classes['note']}`}>{contact.note}</div>}
              </div>
              <RowActions
                of={contact.name}
                actions={[
                  { key: 'edit', label: t('edit'), run: () => setEditing(contact), closed: contact.permissions.edit?.sentence },
                  {
                    key: 'archive',
                    label: t('archive'),
                    run: () => void archive(contact),
                    danger: true,
                    closed: contact.permissions.archive?.sentence,
                  },
                ]}
              />
            </li>
          ))}
        </ul>
      )}
      <ContactDialog contact={editing} customerId={customerId} onClose={() => setEditing(undefined)} />
    </Panel>
  )
}
