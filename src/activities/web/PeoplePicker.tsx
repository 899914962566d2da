import { Button } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { createContact } from '../../contacts/contract.ts'
import { TextField } from '../../ui/fields/Fields.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import classes from './QuickLog.module.css'
import { words } from './words.ts'

interface PeoplePickerProps {
  customerId: string | undefined
  contacts: readonly { id: string; name: string; title: string | null }[]
  chosen: readonly string[]
  people: string
  error: string | undefined
  onChange: (change: { contactIds?: string[]; people?: string }) => void
}

/** Who was there: the customer's people one tap each, anybody else in words, who can be put on record at once. */
export function PeoplePicker({ customerId, contacts, chosen, people, error, onChange }: PeoplePickerProps): ReactNode {
  const t = useWords(words)
  const { can } = useSession()
  const add = useWrite(createContact, {
    touches: ['customers', 'activity-subjects'],
    onProblem: (problem) => notify.refused(problem),
    onDone: ({ id, name }) => {
      onChange({ contactIds: [...chosen, id], people: '' })
      notify.done(t('contactAdded', { name }))
    },
  })
  const toggle = (id: string): void =>
    onChange({ contactIds: chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id] })
  const name = people.trim()
  return (
    <div>
      {contacts.length > 0 && (
        <fieldset className={classes['kinds']}>
          <legend className={classes['label']}>
            {t('people')} <span className={classes['star']}>*</span>
          </legend>
          {contacts.map((contact) => (
            <label key={contact.id} className={classes['pick']} data-chosen={chosen.includes(contact.id) || undefined}>
              <input type="checkbox" checked={chosen.includes(contact.id)} onChange={() => toggle(contact.id)} />
              {contact.name}
              {contact.title && <span className={classes['quiet']}>{contact.title}</span>}
            </label>
          ))}
        </fieldset>
      )}
      <div className={classes['other']}>
        <TextField
          label={contacts.length > 0 ? t('peopleOther') : t('people')}
          withAsterisk={contacts.length === 0}
          placeholder={t('peopleHint')}
          value={people}
          error={error}
          maxLength={300}
          onChange={(event) => onChange({ people: event.currentTarget.value })}
        />
        {customerId && name !== '' && name.length <= 80 && !/[、,，;；]/.test(name) && can('customers.write') && (
          <Button
            variant="default"
            size="sm"
            leftSection={<IconUserPlus size={15} />}
            loading={add.isPending}
            onClick={() => add.mutate({ body: { customerId, name } })}
          >
            {t('addContact')}
          </Button>
        )}
      </div>
    </div>
  )
}
