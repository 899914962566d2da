import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FieldRow, FormProblem, LongTextField, TextField } from '../../ui/fields/Fields.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useSession } from '../../ui/session.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { changeLead, createLead } from '../contract.ts'
import { Alike, type Likeness } from './Alike.tsx'
import { useLeadOptions } from './choices.ts'
import type { Lead } from './LeadsPage.tsx'
import { words } from './words.ts'

interface LeadDialogProps {
  lead: Lead | 'new' | undefined
  onClose: () => void
  onCreated: (id: string) => void
}

const blank = {
  company: '',
  contactName: '',
  phone: '',
  email: '',
  industry: '',
  region: '',
  sourceId: null,
  productId: null,
  demand: '',
  note: '',
}

/** A new lead, or the facts of one. */
export function LeadDialog({ lead, onClose, onCreated }: LeadDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const { memberId } = useSession()
  const { sources, products, members } = useLeadOptions()
  const existing = lead && lead !== 'new' ? lead : undefined
  const form = useFields(createLead.body, blank)
  const [alike, setAlike] = useState<Likeness>()
  useOpening(lead, (it) => {
    setAlike(undefined)
    if (it === 'new') return form.reset({ ...blank, ownerId: memberId })
    const { company, contactName, email, industry, region, source, product, demand, note, owner } = it
    form.reset({
      company,
      contactName: contactName ?? '',
      phone: it.phoneGiven ?? it.phone ?? '',
      email: email ?? '',
      industry: industry ?? '',
      region: region ?? '',
      sourceId: source?.id ?? null,
      productId: product?.id ?? null,
      demand: demand ?? '',
      note: note ?? '',
      ownerId: owner.id,
    })
  })

  const onProblem = (problem: Problem): void => {
    if (problem.code === 'possible-duplicate') setAlike(problem.facts as unknown as Likeness)
    else form.refuse(problem)
  }
  const create = useWrite(createLead, {
    touches: ['day-lists'],
    onProblem,
    onDone: ({ id, company }) => {
      onClose()
      notify.done(t('createdDone', { name: company }))
      onCreated(id)
    },
  })
  const change = useWrite(changeLead, {
    touches: ['day-lists', 'audit'],
    onProblem,
    onDone: () => {
      onClose()
      notify.done(t('savedDone'))
    },
  })
  const send = (confirmDuplicate: boolean) =>
    form.submit((values) => {
      if (!existing) return create.mutateAsync({ body: { ...values, confirmDuplicate } })
      const orNull = Object.fromEntries(Object.keys(blank).map((key) => [key, values[key as keyof typeof blank] ?? null]))
      const { company, ...others } = orNull as { company: string } & Record<string, null>
      return change.mutateAsync({
        params: { id: existing.id },
        body: { ...others, company, ...(values.ownerId && { ownerId: values.ownerId }) },
        ifMatch: existing.version,
      })
    })
  return (
    <Dialog
      opened={lead !== undefined}
      onClose={onClose}
      title={existing ? t('edit') : t('create')}
      size={620}
      dirty={form.isDirty()}
      onSubmit={send(false)}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          {alike ? (
            <Button loading={form.isSending} onClick={() => send(true)()}>
              {t('notTheSame')}
            </Button>
          ) : (
            <Button type="submit" loading={form.isSending}>
              {existing ? k('save') : t('create')}
            </Button>
          )}
        </>
      }
    >
      <TextField label={t('company')} required data-autofocus autoComplete="off" {...form.field('company')} />
      <FieldRow>
        <TextField label={t('contactName')} autoComplete="off" {...form.field('contactName')} />
        <TextField label={t('phone')} type="tel" placeholder={t('phoneHint')} autoComplete="off" {...form.field('phone')} />
      </FieldRow>
      <FieldRow>
        <TextField label={t('email')} type="email" autoComplete="off" {...form.field('email')} />
        <TextField label={t('industry')} {...form.field('industry')} />
      </FieldRow>
      <FieldRow>
        <TextField label={t('region')} {...form.field('region')} />
        <SelectField label={t('source')} clearable data={sources} {...form.field('sourceId')} />
      </FieldRow>
      <FieldRow>
        <SelectField label={t('product')} clearable data={products} {...form.field('productId')} />
        {members.length > 1 && <SelectField label={t('owner')} data={members} {...form.field('ownerId')} />}
      </FieldRow>
      <LongTextField label={t('demand')} placeholder={t('demandHint')} minRows={2} {...form.field('demand')} />
      <LongTextField label={t('note')} minRows={2} {...form.field('note')} />
      {alike && <Alike likeness={alike} />}
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
