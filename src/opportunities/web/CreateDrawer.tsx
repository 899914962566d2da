import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { asProblem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { FieldRow, FormProblem, LongTextField, TextField } from '../../ui/fields/Fields.tsx'
import { MoneyField } from '../../ui/fields/NumberField.tsx'
import { SearchSelect, type Choice } from '../../ui/fields/SearchSelect.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useFormat, useRegional } from '../../ui/Regional.tsx'
import { useSession } from '../../ui/session.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { createOpportunity } from '../contract.ts'
import { searchContactsOf, searchCustomers, searchMembers, searchProducts } from './choices.ts'
import { touchedByMoves } from './use-moves.ts'
import { usePipelines } from './use-pipelines.ts'
import { words } from './words.ts'
import { words as dialogWords } from './words/dialogs.ts'

interface CreateDrawerProps {
  opened: boolean
  onClose: () => void
  pipelineId: string | undefined
  /** A customer whose page it is opened from. */
  customer?: Choice
  /** A product it is opened for. */
  product?: Choice
  onCreated: (id: string) => void
}

const blank = { name: '', customerId: '', amountMinor: null, expectedCloseOn: '', nextStep: '', nextStepOn: '', note: '' }

/** A new deal: for whom, what, how much, by when, and what happens next. */
export function CreateDrawer({
  opened,
  onClose,
  pipelineId,
  customer: given,
  product: asked,
  onCreated,
}: CreateDrawerProps): ReactNode {
  const t = useWords(words)
  const d = useWords(dialogWords)
  const k = useWords(kit)
  const format = useFormat()
  const { currency } = useRegional()
  const { can, memberId, name: myName } = useSession()
  const navigate = useNavigate()
  const { pipelines } = usePipelines()
  const form = useFields(createOpportunity.body, blank)
  const [customer, setCustomer] = useState<Choice | null>(null)
  const [product, setProduct] = useState<Choice | null>(null)
  const [contact, setContact] = useState<Choice | null>(null)
  const [owner, setOwner] = useState<Choice | null>(null)
  const { mutateAsync } = useWrite(createOpportunity, { touches: touchedByMoves })
  const usable = pipelines.filter(({ active }) => active)

  useOpening(opened, () => {
    form.reset({ ...blank, pipeline: pipelineId ?? '', customerId: given?.value ?? '', productId: asked?.value ?? '' })
    setCustomer(given ?? null)
    setProduct(asked ?? null)
    setContact(null)
    setOwner({ value: memberId, label: myName })
  })

  const send = form.submit(async (values) => {
    try {
      const deal = await mutateAsync({ body: { ...values, ...(owner && owner.value !== memberId && { ownerId: owner.value }) } })
      onClose()
      notify.done(d('created', { name: deal.name }))
      onCreated(deal.id)
    } catch (error) {
      form.refuse(asProblem(error))
    }
  })
  const amount = form.values.amountMinor
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={d('createTitle')}
      size={620}
      dirty={form.isDirty()}
      onSubmit={send}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {t('create')}
          </Button>
        </>
      }
    >
      <SearchSelect
        label={t('customer')}
        name="customer"
        required
        autoFocus
        search={searchCustomers}
        {...form.field('customerId')}
        value={customer}
        {...(can('customers.write') && {
          createLabel: (typed: string) => d('newCustomer', { name: typed }),
          onCreate: (typed: string) => void navigate({ to: '/customers', search: { create: typed } as never }),
        })}
        onChange={(choice) => {
          setCustomer(choice)
          setContact(null)
          form.set({ customerId: choice?.value ?? '', contactId: '' })
        }}
      />
      <TextField label={t('name')} description={d('nameHint')} {...form.field('name')} />
      <FieldRow>
        <SearchSelect
          label={t('product')}
          name="product"
          search={searchProducts}
          {...form.field('productId')}
          value={product}
          onChange={(choice) => {
            setProduct(choice)
            form.set({ productId: choice?.value ?? '' })
          }}
        />
        <SearchSelect
          label={t('contact')}
          name={`contact-of-${customer?.value ?? ''}`}
          disabled={!customer}
          search={searchContactsOf(customer?.value ?? '')}
          {...form.field('contactId')}
          value={contact}
          onChange={(choice) => {
            setContact(choice)
            form.set({ contactId: choice?.value ?? '' })
          }}
        />
      </FieldRow>
      <FieldRow>
        <MoneyField
          label={t('amount')}
          description={typeof amount === 'number' && amount >= 1_000_000 ? format.money(amount, 'compact', currency) : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.field('amountMinor')}
        />
        <DayField label={t('expectedClose')} {...form.field('expectedCloseOn')} />
      </FieldRow>
      <FieldRow>
        <TextField label={t('nextStep')} placeholder={d('nextStepHint')} {...form.field('nextStep')} />
        <DayField label={t('nextStepOn')} {...form.field('nextStepOn')} />
      </FieldRow>
      <FieldRow>
        {usable.length > 1 && (
          <SelectField
            label={t('pipeline')}
            data={usable.map(({ id, name }) => ({ value: id, label: name }))}
            {...form.field('pipeline')}
          />
        )}
        {can('records.assign') && (
          <SearchSelect label={t('owner')} name="member" required search={searchMembers} value={owner} onChange={setOwner} />
        )}
      </FieldRow>
      <LongTextField label={t('note')} {...form.field('note')} />
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
