import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { createContact } from '../../contacts/contract.ts'
import { contactRoles } from '../../contacts/role.ts'
import { words as contactWords } from '../../contacts/words.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem, TextField } from '../../ui/fields/Fields.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { words } from './words.ts'

interface NewPersonProps {
  opened: boolean
  customerId: string
  onClose: () => void
  onAdded: (id: string) => void
}

/** Somebody who is missing on the picture: a name is enough, the rest is said on the card. */
export function NewPerson({ opened, customerId, onClose, onAdded }: NewPersonProps): ReactNode {
  const t = useWords(words)
  const c = useWords(contactWords)
  const k = useWords(kit)
  const blank = { customerId, name: '', title: '', role: null }
  const form = useFields(createContact.body, blank)
  useOpening(opened, () => form.reset(blank))
  const add = useWrite(createContact, {
    touches: ['customers', 'search'],
    onProblem: form.refuse,
    onDone: ({ id, name }) => {
      onClose()
      notify.done(t('added', { name }))
      onAdded(id)
    },
  })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('newTitle')}
      dirty={form.isDirty()}
      onSubmit={form.submit((body) => add.mutateAsync({ body }))}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {k('add')}
          </Button>
        </>
      }
    >
      <TextField label={t('name')} required data-autofocus autoComplete="off" {...form.field('name')} />
      <TextField label={t('jobTitle')} autoComplete="off" {...form.field('title')} />
      <SelectField
        label={t('role')}
        clearable
        data={contactRoles.map((value) => ({ value, label: c(`role.${value}`) }))}
        {...form.field('role')}
      />
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
