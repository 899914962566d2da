import { Button } from '@mantine/core'
import { type ReactNode } from 'react'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem } from '../../ui/fields/Fields.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { changeCustomer } from '../contract.ts'
import { blankCustomer, customerForm, formOf, placed, toChange } from './customer-form.ts'
import type { Customer } from './customer-slots.ts'
import { FirstFields, FurtherFields } from './FormFields.tsx'
import { words } from './words.ts'

/** What is known of a customer, to be changed; a colleague's change meanwhile is not overwritten. */
export function EditCustomerDialog({ customer, onClose }: { customer: Customer | undefined; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const form = useFields(customerForm, blankCustomer, { blanks: 'null' })
  useOpening(customer, (opened) => form.reset(formOf(opened)))
  const change = useWrite(changeCustomer, {
    touches: ['contacts', 'audit', 'search'],
    onProblem: (problem) => form.refuse(placed(problem)),
    onDone: ({ name }) => {
      onClose()
      notify.done(t('saved', { name }))
    },
  })
  return (
    <Dialog
      opened={customer !== undefined}
      onClose={onClose}
      title={t('edit')}
      size={640}
      dirty={form.isDirty()}
      onSubmit={form.submit((values) =>
        customer
          ? change.mutateAsync({
              params: { id: customer.id },
              body: toChange(values, customer),
              ifMatch: customer.version,
            })
          : undefined,
      )}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {k('save')}
          </Button>
        </>
      }
    >
      <FirstFields form={form} />
      <FurtherFields form={form} />
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
