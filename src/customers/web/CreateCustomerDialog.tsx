import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { asProblem, type Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem } from '../../ui/fields/Fields.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { notify } from '../../ui/Notices.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useDelayed } from '../../ui/use-delayed.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { createCustomer, duplicates, findDuplicates } from '../contract.ts'
import classes from './Customer.module.css'
import { blankCustomer, customerForm, placed, toCreate } from './customer-form.ts'
import type { Customer } from './customer-slots.ts'
import { DuplicateWarning } from './DuplicateWarning.tsx'
import { FirstContactFields, FirstFields, FurtherFields } from './FormFields.tsx'
import { useMandatory } from './customer-options.ts'
import { words } from './words.ts'
import { words as mergeWords } from './words/merge.ts'

interface CreateCustomerDialogProps {
  /** The name to begin with ('' for none); closed when undefined. */
  name: string | undefined
  onClose: () => void
  onCreated: (customer: Customer) => void
}

const further = ['mainBusiness', 'revenue', 'address', 'website', 'phone', 'socialCreditCode']

/** A new customer with its first contact. Likely duplicates are shown while one types; the server has the last word. */
export function CreateCustomerDialog({ name, onClose, onCreated }: CreateCustomerDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const m = useWords(mergeWords)
  const navigate = useNavigate()
  const mandatory = useMandatory()
  const form = useFields(customerForm, blankCustomer)
  const [isWide, setWide] = useState(false)
  const [heldUp, setHeldUp] = useState<Problem>()
  const { mutateAsync } = useWrite(createCustomer, { touches: ['contacts', 'search'] })
  useOpening(name, (given) => {
    form.reset({ ...blankCustomer, name: given })
    setHeldUp(undefined)
    setWide(further.some((key) => mandatory.has(key)))
  })

  const typed = useDelayed(
    JSON.stringify([form.values.name, form.values.phone, form.values.contactPhone, form.values.socialCreditCode]),
    350,
  )
  const [typedName = '', phone = '', contactPhone = '', socialCreditCode = ''] = JSON.parse(typed) as string[]
  const alike = useRead(
    findDuplicates,
    { query: { name: typedName, phone, contactPhone, socialCreditCode } },
    { enabled: name !== undefined && [...typedName.trim()].length >= 2, keep: true },
  ).data
  const told = duplicates.safeParse(heldUp?.facts)

  const send = async (values: Parameters<Parameters<typeof form.submit>[0]>[0], confirmDuplicate: boolean): Promise<void> => {
    setHeldUp(undefined)
    try {
      const customer = await mutateAsync({ body: { ...toCreate(values), ...(confirmDuplicate ? { confirmDuplicate } : {}) } })
      onClose()
      const merge = (): void =>
        void navigate({ to: '/customers/$id', params: { id: customer.id }, search: { open: 'merge' } } as never)
      notify.done(
        t('created2', { name: customer.name }),
        confirmDuplicate ? { action: { label: m('mergeAfter'), run: merge } } : {},
      )
      onCreated(customer)
    } catch (error) {
      const problem = placed(asProblem(error))
      if (problem.code === 'possible-duplicate') return setHeldUp(problem)
      if (problem.missing.some(({ key }) => further.includes(key.replace('revenueMinor', 'revenue')))) setWide(true)
      form.refuse(problem)
    }
  }
  return (
    <Dialog
      opened={name !== undefined}
      onClose={onClose}
      title={t('add')}
      size={640}
      dirty={form.isDirty()}
      onSubmit={form.submit((values) => send(values, false))}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {t('add')}
          </Button>
        </>
      }
    >
      <p className={classes['quiet']}>{t('mandatory')}</p>
      <FirstFields form={form} />
      {!heldUp && alike && <DuplicateWarning found={alike} />}
      <FirstContactFields form={form} />
      <div>
        <Button variant="subtle" size="xs" aria-expanded={isWide} onClick={() => setWide(!isWide)}>
          {t(isWide ? 'less' : 'more')}
        </Button>
      </div>
      {isWide && <FurtherFields form={form} />}
      {heldUp && told.success && (
        <DuplicateWarning
          found={told.data}
          isSending={form.isSending}
          onConfirm={() => form.submit((values) => send(values, true))()}
        />
      )}
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
