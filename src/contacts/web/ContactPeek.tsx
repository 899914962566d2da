import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Moment } from '../../ui/Figures.tsx'
import { Facts } from '../../ui/Page.tsx'
import { PeekDrawer } from '../../ui/PeekDrawer.tsx'
import { useRead } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readContact } from '../contract.ts'
import classes from './Contact.module.css'
import type { Contact } from './ContactDialog.tsx'
import { AttitudeChip, CustomerLink, Email, Phone, RoleChip } from './ContactMarks.tsx'
import { useArchiving } from './use-archiving.ts'
import { words } from './words.ts'

interface ContactPeekProps {
  id: string | undefined
  ids: readonly string[]
  onWalk: (id: string) => void
  onClose: () => void
  onEdit: (contact: Contact) => void
}

/** One contact beside the list. */
export function ContactPeek({ id, ids, onWalk, onClose, onEdit }: ContactPeekProps): ReactNode {
  const t = useWords(words)
  const { archive, restore } = useArchiving()
  const query = useRead(readContact, { params: { id: id ?? '' } }, { enabled: id !== undefined, keep: true })
  const contact = query.data
  return (
    <PeekDrawer
      id={id}
      ids={ids}
      onWalk={onWalk}
      onClose={onClose}
      title={contact?.name ?? t('contact')}
      footer={
        contact && (
          <div className={classes['line']}>
            <Button
              size="xs"
              disabled={contact.permissions.edit !== null}
              title={contact.permissions.edit?.sentence}
              onClick={() => onEdit(contact)}
            >
              {t('edit')}
            </Button>
            {contact.archived ? (
              <Button
                size="xs"
                variant="default"
                disabled={contact.permissions.archive !== null}
                onClick={() => restore(contact)}
              >
                {t('restore')}
              </Button>
            ) : (
              <Button
                size="xs"
                variant="default"
                disabled={contact.permissions.archive !== null}
                title={contact.permissions.archive?.sentence}
                onClick={() => void archive(contact)}
              >
                {t('archive')}
              </Button>
            )}
          </div>
        )
      }
    >
      {query.error ? (
        <ErrorPanel problem={query.error} retry={() => void query.refetch()} />
      ) : !contact ? (
        <TextSkeleton lines={8} />
      ) : (
        <ContactFacts contact={contact} />
      )}
    </PeekDrawer>
  )
}

function ContactFacts({ contact }: { contact: Contact }): ReactNode {
  const t = useWords(words)
  return (
    <div className={classes['stack']}>
      <div className={classes['line']}>
        {contact.archived && <StatusChip tone="quiet">{t('isArchived')}</StatusChip>}
        <RoleChip role={contact.role} />
        <AttitudeChip attitude={contact.attitude} />
      </div>
      <Facts
        rows={[
          { key: 'customer', label: t('customer'), value: <CustomerLink customer={contact.customer} /> },
          { key: 'title', label: t('jobTitle'), value: contact.title ?? '–' },
          { key: 'phone', label: t('phone'), value: <Phone contact={contact} /> },
          { key: 'email', label: t('email'), value: <Email contact={contact} /> },
          { key: 'wechat', label: t('wechat'), value: contact.wechat ?? '–' },
          { key: 'owner', label: t('owner'), value: contact.owner.name },
          ...(contact.phoneGiven && contact.phoneGiven !== contact.phone
            ? [{ key: 'given', label: t('asGiven'), value: contact.phoneGiven }]
            : []),
          { key: 'created', label: t('created'), value: <Moment at={contact.createdAt} /> },
        ]}
      />
      {contact.note && <p className={classes['note']}>{contact.note}</p>}
    </div>
  )
}
