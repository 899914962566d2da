import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FieldRow, FormProblem, LongTextField, TextField } from '../../ui/fields/Fields.tsx'
import { SearchSelect, type Choice } from '../../ui/fields/SearchSelect.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { changeContact, createContact, type readContact } from '../contract.ts'
import { useAttitudeOptions, useRoleOptions } from './contact-options.ts'
import { words } from './words.ts'

export type Contact = ReplyOf<typeof readContact>
export type SearchChoices = (q: string, signal: AbortSignal) => Promise<Choice[]>

interface ContactDialogProps {
  /** Who is edited, or 'new'; closed when undefined. */
  contact: Contact | 'new' | undefined
  onClose: () => void
  /** Where a new contact works; without it the form asks by `searchCustomers`. */
  customerId?: string | undefined
  searchCustomers?: SearchChoices | undefined
}

const blank = {
  customerId: '',
  name: '',
  title: '',
  role: null,
  attitude: null,
  phone: '',
  email: '',
  wechat: '',
  note: '',
}

/** A new contact, or what is known of one. A number the server does not accept is marked where it stands. */
export function ContactDialog({ contact, onClose, customerId, searchCustomers }: ContactDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const roleOptions = useRoleOptions()
  const attitudeOptions = useAttitudeOptions()
  const existing = contact !== 'new' ? contact : undefined
  const form = useFields(createContact.body, blank)
  const [customer, setCustomer] = useState<Choice | null>(null)
  useOpening(contact, (it) => {
    setCustomer(null)
    if (it === 'new') return form.reset({ ...blank, customerId: customerId ?? '' })
    form.reset({
      customerId: it.customer.id,
      name: it.name,
      title: it.title ?? '',
      role: it.role,
      attitude: it.attitude,
      phone: it.phoneGiven ?? it.phone ?? '',
      email: it.email ?? '',
      wechat: it.wechat ?? '',
      note: it.note ?? '',
    })
  })
  const touches = ['customers', 'audit', 'search']
  const add = useWrite(createContact, {
    touches,
    onProblem: form.refuse,
    onDone: ({ name }) => {
      onClose()
      notify.done(t('added', { name }))
    },
  })
  const change = useWrite(changeContact, {
    touches,
    onProblem: form.refuse,
    onDone: ({ name }) => {
      onClose()
      notify.done(t('saved', { name }))
    },
  })
  const submit = form.submit(({ customerId: at, ...values }) => {
    if (!existing) return add.mutateAsync({ body: { ...values, customerId: at } })
    const { name, title, role, attitude, phone, email, wechat, note } = values
    return change.mutateAsync({
      params: { id: existing.id },
      body: {
        name,
        title: title ?? null,
        role: role ?? null,
        attitude: attitude ?? null,
        email: email ?? null,
        wechat: wechat ?? null,
        note: note ?? null,
        // what was not touched is not sent: a number keeps the words it was given in
        ...(phone === (existing.phoneGiven ?? existing.phone ?? undefined) ? {} : { phone: phone ?? null }),
      },
      ifMatch: existing.version,
    })
  })
  return (
    <Dialog
      opened={contact !== undefined}
      onClose={onClose}
      title={existing ? t('editTitle') : t('addTitle')}
      dirty={form.isDirty()}
      onSubmit={submit}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {existing ? k('save') : t('add')}
          </Button>
        </>
      }
    >
      {!existing && customerId === undefined && searchCustomers && (
        <SearchSelect
          name="customer"
          label={t('customer')}
          required
          search={searchCustomers}
          {...form.field('customerId')}
          value={customer}
          onChange={(choice) => {
            setCustomer(choice)
            form.set({ customerId: choice?.value ?? '' })
          }}
        />
      )}
      <FieldRow>
        <TextField label={t('name')} required data-autofocus autoComplete="off" {...form.field('name')} />
        <TextField label={t('jobTitle')} autoComplete="off" {...form.field('title')} />
      </FieldRow>
      <FieldRow>
        <SelectField label={t('role')} clearable data={roleOptions} {...form.field('role')} />
        <SelectField label={t('attitude')} clearable data={attitudeOptions} {...form.field('attitude')} />
      </FieldRow>
      <TextField label={t('phone')} description={t('phoneHint')} type="tel" autoComplete="off" {...form.field('phone')} />
      <FieldRow>
        <TextField label={t('email')} type="email" autoComplete="off" {...form.field('email')} />
        <TextField label={t('wechat')} autoComplete="off" {...form.field('wechat')} />
      </FieldRow>
      <LongTextField label={t('note')} {...form.field('note')} />
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
