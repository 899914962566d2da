import { useId, type ReactNode } from 'react'
import { words as contactWords } from '../../contacts/words.ts'
import { contactRoles } from '../../contacts/role.ts'
import { FieldRow, LongTextField, TextField } from '../../ui/fields/Fields.tsx'
import { MoneyField, NumberField } from '../../ui/fields/NumberField.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import type { Fields } from '../../ui/fields/use-fields.ts'
import { useWords } from '../../ui/use-words.ts'
import classes from './Customer.module.css'
import type { CustomerForm } from './customer-form.ts'
import { useCustomerOptions, useFacets, useMandatory } from './customer-options.ts'
import { words } from './words.ts'

type Form = { form: Fields<CustomerForm> }

/** What every customer needs first: name, industry, size, region, source; with what the organisation demands marked. */
export function FirstFields({ form }: Form): ReactNode {
  const t = useWords(words)
  const mandatory = useMandatory()
  const { bands, sources } = useCustomerOptions()
  const { industries, regions } = useFacets()
  const [industryList, regionList] = [useId(), useId()]
  return (
    <>
      <TextField label={t('name')} withAsterisk data-autofocus autoComplete="off" {...form.field('name')} />
      <FieldRow>
        <TextField
          label={t('industry')}
          withAsterisk={mandatory.has('industry')}
          list={industryList}
          className={classes['suggesting']!}
          autoComplete="off"
          {...form.field('industry')}
        />
        <SelectField
          label={t('headcountBand')}
          withAsterisk={mandatory.has('headcountBand')}
          clearable
          data={bands}
          {...form.field('headcountBand')}
        />
      </FieldRow>
      <FieldRow>
        <TextField
          label={t('region')}
          withAsterisk={mandatory.has('region')}
          list={regionList}
          className={classes['suggesting']!}
          autoComplete="off"
          {...form.field('region')}
        />
        <SelectField
          label={t('source')}
          withAsterisk={mandatory.has('source')}
          clearable
          data={sources}
          {...form.field('sourceId')}
        />
      </FieldRow>
      <Suggestions id={industryList} values={industries} />
      <Suggestions id={regionList} values={regions} />
    </>
  )
}

const Suggestions = ({ id, values }: { id: string; values: readonly { value: string }[] }): ReactNode => (
  <datalist id={id}>
    {values.map(({ value }) => (
      <option key={value} value={value} />
    ))}
  </datalist>
)

/** Everything else worth knowing; fields the organisation demands are marked here too. */
export function FurtherFields({ form }: Form): ReactNode {
  const t = useWords(words)
  const mandatory = useMandatory()
  const { trends } = useCustomerOptions()
  const text = (key: 'mainBusiness' | 'address' | 'website' | 'socialCreditCode' | 'phone', label: string): ReactNode => (
    <TextField label={label} withAsterisk={mandatory.has(key)} autoComplete="off" {...form.field(key)} />
  )
  return (
    <>
      {text('mainBusiness', t('mainBusiness'))}
      <FieldRow>
        {text('phone', t('phone'))}
        {text('website', t('website'))}
      </FieldRow>
      <FieldRow>
        {text('socialCreditCode', t('code'))}
        {text('address', t('address'))}
      </FieldRow>
      <FieldRow>
        <MoneyField label={t('revenue')} withAsterisk={mandatory.has('revenue')} {...form.field('revenueMinor')} />
        <SelectField label={t('revenueTrend')} clearable data={trends} {...form.field('revenueTrend')} />
      </FieldRow>
      <FieldRow>
        <NumberField label={t('headcount')} min={0} {...form.field('headcount')} />
        <NumberField label={t('itShare')} min={0} max={100} suffix="%" {...form.field('itPercent')} />
      </FieldRow>
      <TextField label={t('standing')} autoComplete="off" {...form.field('standing')} />
      <LongTextField label={t('goals')} {...form.field('goals')} />
      <LongTextField label={t('note')} {...form.field('note')} />
    </>
  )
}

/** The first contact, taken in together with the customer. */
export function FirstContactFields({ form }: Form): ReactNode {
  const t = useWords(words)
  const c = useWords(contactWords)
  const isDemanded = useMandatory().has('contact')
  return (
    <>
      <h3 className={classes['subtitle']}>{t('firstContact')}</h3>
      <FieldRow>
        <TextField
          label={t('contactName')}
          withAsterisk={isDemanded}
          description={isDemanded ? t('contactHint') : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="off"
          {...form.field('contactName')}
        />
        <TextField label={t('contactTitle')} autoComplete="off" {...form.field('contactTitle')} />
      </FieldRow>
      <FieldRow>
        <TextField label={t('contactPhone')} type="tel" autoComplete="off" {...form.field('contactPhone')} />
        <TextField label={t('contactEmail')} type="email" autoComplete="off" {...form.field('contactEmail')} />
      </FieldRow>
      <SelectField
        label={t('contactRole')}
        clearable
        data={contactRoles.map((value) => ({ value, label: c(`role.${value}`) }))}
        {...form.field('contactRole')}
      />
    </>
  )
}
