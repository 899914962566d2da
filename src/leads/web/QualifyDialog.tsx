import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState, type ReactNode } from 'react'
import { contactRoles } from '../../contacts/role.ts'
import { words as contactWords } from '../../contacts/words.ts'
import { headcountBands } from '../../customers/customer.ts'
import { readOrganization } from '../../people/contract.ts'
import { listPipelines } from '../../pipelines/contract.ts'
import type { Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { CheckField, FieldRow, FormProblem, TextField } from '../../ui/fields/Fields.tsx'
import { MoneyField } from '../../ui/fields/NumberField.tsx'
import { SearchSelect } from '../../ui/fields/SearchSelect.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { listLikeness, qualifyLead } from '../contract.ts'
import { Alike } from './Alike.tsx'
import { searchCustomers, useLeadOptions } from './choices.ts'
import classes from './Leads.module.css'
import type { Lead } from './LeadsPage.tsx'
import { bodyOf, errorsAt, formOfLead, rareFields, type ProfileField, type QualifyForm } from './qualify-form.ts'
import { words } from './words.ts'

/** Of a lead a customer with its contact and, as a rule, a deal: one form, one step, all or nothing. */
export function QualifyDialog({ lead, onClose }: { lead: Lead | undefined; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const navigate = useNavigate()
  const [form, setForm] = useState<QualifyForm>()
  const [problem, setProblem] = useState<Problem>()
  const isDoubted = problem?.code === 'possible-duplicate'
  const likeness = useRead(listLikeness, { params: { id: lead?.id ?? '' } }, { enabled: lead !== undefined }).data
  useEffect(() => {
    if (!lead) return
    setForm(formOfLead(lead))
    setProblem(undefined)
  }, [lead])
  const change = (part: Partial<QualifyForm>): void => setForm((now) => now && { ...now, ...part })
  const { mutate, isPending } = useWrite(qualifyLead, {
    touches: ['customers', 'contacts', 'opportunities', 'boards', 'activities', 'funnel', 'day-lists', 'audit'],
    onProblem: setProblem,
    onDone: ({ company, customer }) => {
      onClose()
      const open = {
        label: t('openCustomer'),
        run: () => void navigate({ to: '/customers/$id', params: { id: customer?.id ?? '' } }),
      }
      notify.done(t('qualifyDone', { name: company }), customer ? { action: open } : {})
    },
  })
  const send = (confirmDuplicate: boolean): void => {
    if (!lead || !form) return
    setProblem(undefined)
    mutate({ params: { id: lead.id }, body: bodyOf(form, confirmDuplicate) })
  }
  const errors = problem ? errorsAt(problem, t('required')) : {}
  const isUndecided = form?.into === 'existing' && !form.existing
  return (
    <Dialog
      opened={lead !== undefined}
      onClose={onClose}
      title={t('qualifyTitle', { name: lead?.company ?? '' })}
      size={680}
      onSubmit={(event) => {
        event.preventDefault()
        send(false)
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          {isDoubted ? (
            <Button loading={isPending} onClick={() => send(true)}>
              {t('notTheSame')}
            </Button>
          ) : (
            <Button type="submit" loading={isPending} disabled={isUndecided}>
              {t('qualify')}
            </Button>
          )}
        </>
      }
    >
      {form && (
        <div className={classes['stack']}>
          {likeness && likeness.candidates.length + likeness.elsewhere > 0 && form.into === 'new' && (
            <Alike likeness={likeness} onAttach={(existing) => change({ into: 'existing', existing })} />
          )}
          <ChoiceField
            label={t('into')}
            value={form.into}
            onChange={(into) => {
              change({ into })
              setProblem(undefined)
            }}
            options={[
              { value: 'new', label: t('newCustomer') },
              { value: 'existing', label: t('existingCustomer') },
            ]}
          />
          {form.into === 'existing' ? (
            <SearchSelect
              name="customer"
              label={t('customer')}
              placeholder={t('customerSearch')}
              required
              value={form.existing && { value: form.existing.id, label: form.existing.name }}
              search={searchCustomers}
              onChange={(choice) => change({ existing: choice && { id: choice.value, name: choice.label } })}
            />
          ) : (
            <CustomerPart form={form} errors={errors} onChange={change} />
          )}
          <PersonPart form={form} errors={errors} onChange={change} />
          <DealPart form={form} errors={errors} onChange={change} />
          <FormProblem problem={problem} />
        </div>
      )}
    </Dialog>
  )
}

interface PartProps {
  form: QualifyForm
  errors: Partial<Record<keyof QualifyForm, string>>
  onChange: (part: Partial<QualifyForm>) => void
}

const rareWords = {
  mainBusiness: 'mainBusiness',
  revenue: 'revenue',
  address: 'address',
  website: 'website',
  phone: 'switchboard',
  socialCreditCode: 'socialCreditCode',
} as const

function CustomerPart({ form, errors, onChange }: PartProps): ReactNode {
  const t = useWords(words)
  const { sources } = useLeadOptions()
  const mandatory: readonly ProfileField[] = useRead(readOrganization, {}, { staleTime: 5 * 60_000 }).data?.mandatoryProfile ?? []
  const needs = (field: ProfileField): boolean => mandatory.includes(field)
  const text = (key: 'name' | 'industry' | 'region') => ({
    value: form[key],
    error: errors[key],
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [key]: event.currentTarget.value }),
  })
  return (
    <section className={classes['part']}>
      <h3 className={classes['heading']}>{t('customerPart')}</h3>
      <TextField label={t('customerName')} required {...text('name')} />
      <FieldRow>
        <TextField label={t('industry')} withAsterisk={needs('industry')} {...text('industry')} />
        <SelectField
          label={t('headcountBand')}
          withAsterisk={needs('headcountBand')}
          data={[...headcountBands]}
          value={form.headcountBand}
          error={errors.headcountBand}
          onChange={(headcountBand) => onChange({ headcountBand })}
        />
      </FieldRow>
      <FieldRow>
        <TextField label={t('region')} withAsterisk={needs('region')} {...text('region')} />
        <SelectField
          label={t('source')}
          withAsterisk={needs('source')}
          data={sources}
          value={form.sourceId}
          error={errors.sourceId}
          onChange={(sourceId) => onChange({ sourceId })}
        />
      </FieldRow>
      {rareFields
        .filter(needs)
        .map((field) =>
          field === 'revenue' ? (
            <MoneyField
              key={field}
              label={t('revenue')}
              withAsterisk
              value={form.revenueMinor}
              error={errors.revenueMinor}
              onChange={(revenueMinor) => onChange({ revenueMinor })}
            />
          ) : (
            <TextField
              key={field}
              label={t(rareWords[field])}
              withAsterisk
              value={form[field]}
              error={errors[field]}
              onChange={(event) => onChange({ [field]: event.currentTarget.value })}
            />
          ),
        )}
    </section>
  )
}

function PersonPart({ form, errors, onChange }: PartProps): ReactNode {
  const t = useWords(words)
  const c = useWords(contactWords)
  const text = (key: 'contactName' | 'contactTitle' | 'contactPhone' | 'contactEmail') => ({
    value: form[key],
    error: errors[key],
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [key]: event.currentTarget.value }),
  })
  return (
    <section className={classes['part']}>
      <h3 className={classes['heading']}>{t('contactPart')}</h3>
      <FieldRow>
        <TextField label={t('contactName')} {...text('contactName')} />
        <TextField label={t('personTitle')} {...text('contactTitle')} />
        <SelectField
          label={t('personRole')}
          clearable
          data={contactRoles.map((value) => ({ value, label: c(`role.${value}`) }))}
          value={form.contactRole}
          error={errors.contactRole}
          onChange={(contactRole) => onChange({ contactRole })}
        />
      </FieldRow>
      <FieldRow>
        <TextField label={t('phone')} type="tel" {...text('contactPhone')} />
        <TextField label={t('email')} type="email" {...text('contactEmail')} />
      </FieldRow>
    </section>
  )
}

function DealPart({ form, onChange }: PartProps): ReactNode {
  const t = useWords(words)
  const { products } = useLeadOptions()
  const pipelines =
    useRead(listPipelines, { query: { limit: 50 } }, { staleTime: 5 * 60_000 }).data?.items.filter(({ active }) => active) ?? []
  const pipeline = form.pipeline ?? pipelines.find(({ isDefault }) => isDefault)?.id ?? null
  return (
    <section className={classes['part']}>
      <h3 className={classes['heading']}>{t('opportunityPart')}</h3>
      <CheckField
        label={t('withOpportunity')}
        checked={form.withOpportunity}
        onChange={(event) => onChange({ withOpportunity: event.currentTarget.checked })}
      />
      {form.withOpportunity && (
        <>
          <TextField
            label={t('opportunityName')}
            placeholder={t('opportunityNameHint')}
            value={form.opportunityName}
            maxLength={200}
            onChange={(event) => onChange({ opportunityName: event.currentTarget.value })}
          />
          <FieldRow>
            <SelectField
              label={t('pipeline')}
              data={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
              value={pipeline}
              onChange={(next) => onChange({ pipeline: next })}
            />
            <SelectField
              label={t('product')}
              clearable
              data={products}
              value={form.productId}
              onChange={(productId) => onChange({ productId })}
            />
          </FieldRow>
          <FieldRow>
            <MoneyField label={t('amount')} value={form.amountMinor} onChange={(amountMinor) => onChange({ amountMinor })} />
            <DayField
              label={t('expectedClose')}
              value={form.expectedCloseOn}
              onChange={(expectedCloseOn) => onChange({ expectedCloseOn })}
            />
          </FieldRow>
          <FieldRow>
            <TextField
              label={t('nextStep')}
              value={form.nextStep}
              maxLength={300}
              onChange={(event) => onChange({ nextStep: event.currentTarget.value })}
            />
            <DayField label={t('nextStepOn')} value={form.nextStepOn} onChange={(nextStepOn) => onChange({ nextStepOn })} />
          </FieldRow>
        </>
      )}
    </section>
  )
}
