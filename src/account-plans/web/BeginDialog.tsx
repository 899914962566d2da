import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { listCustomers } from '../../customers/contract.ts'
import { call } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { FieldRow, FormProblem, TextField } from '../../ui/fields/Fields.tsx'
import { SearchSelect, type Choice } from '../../ui/fields/SearchSelect.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { createPlan } from '../contract.ts'
import { words } from './words.ts'

interface BeginDialogProps {
  opened: boolean
  customer: { id: string; name: string } | undefined
  onClose: () => void
  onBegun: (id: string) => void
}

const searchCustomers = async (q: string, signal: AbortSignal): Promise<Choice[]> => {
  const { items } = await call(listCustomers, { query: { ...(q !== '' && { q }), limit: 20 }, signal })
  return items.map(({ id, name, owner }) => ({ value: id, label: name, hint: owner.name }))
}

/** A new plan: of whom, what it is called, and its days; this year's unless said otherwise. */
export function BeginDialog({ opened, customer, onClose, onBegun }: BeginDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const format = useFormat()
  const year = format.today().slice(0, 4)
  const blank = {
    customerId: customer?.id ?? '',
    title: t('nameOf', { year }),
    fromOn: `${year}-01-01`,
    throughOn: `${year}-12-31`,
  }
  const form = useFields(createPlan.body, blank)
  const [whose, setWhose] = useState<Choice | null>(null)
  useOpening(opened, () => {
    form.reset(blank)
    setWhose(customer ? { value: customer.id, label: customer.name } : null)
  })
  const begin = useWrite(createPlan, {
    touches: ['account-plans'],
    onProblem: form.refuse,
    onDone: ({ id }) => {
      notify.done(t('begun'))
      onBegun(id)
    },
  })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('begin')}
      dirty={form.isDirty()}
      onSubmit={form.submit((body) => begin.mutateAsync({ body }))}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {t('begin')}
          </Button>
        </>
      }
    >
      <p>{t('beginHint')}</p>
      <SearchSelect
        name="customer of a plan"
        label={t('customer')}
        required
        disabled={customer !== undefined}
        search={searchCustomers}
        {...form.field('customerId')}
        value={whose}
        onChange={(choice) => {
          setWhose(choice)
          form.set({ customerId: choice?.value ?? '' })
        }}
      />
      <TextField label={t('name')} required {...form.field('title')} />
      <FieldRow>
        <DayField label={t('fromOn')} required presets="none" {...form.field('fromOn')} />
        <DayField label={t('throughOn')} required presets="none" {...form.field('throughOn')} />
      </FieldRow>
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
