import { Button } from '@mantine/core'
import { useMemo, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { CheckField, FormProblem, TextField } from '../../ui/fields/Fields.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { localeOptions } from '../../ui/locale-names.ts'
import { notify } from '../../ui/Notices.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useSession } from '../../ui/session.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useLocale, useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { changeOrganization, profileFields, readOrganization } from '../contract.ts'
import { ExchangeRates } from './ExchangeRates.tsx'
import { currencyOptions, timeZoneOptions } from './regional-options.ts'
import classes from './Settings.module.css'
import { words } from './words/organization.ts'

/** The company's name, zone, currency, and what a customer record must hold. */
export function OrganizationPage(): ReactNode {
  const t = useWords(words)
  const organization = useRead(readOrganization, {})
  return (
    <Page title={t('organization')} narrow>
      {organization.error && <ErrorPanel problem={organization.error} retry={() => void organization.refetch()} />}
      {organization.isPending && <TextSkeleton lines={8} />}
      {organization.data && <OrganizationForm key={organization.data.version} given={organization.data} />}
      <ExchangeRates />
    </Page>
  )
}

function OrganizationForm({ given }: { given: ReplyOf<typeof readOrganization> }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const locale = useLocale()
  const { can } = useSession()
  const disabled = !can('organisation.manage')
  const zones = useMemo(() => timeZoneOptions(), [])
  const currencies = useMemo(() => currencyOptions(locale), [locale])
  const form = useFields(changeOrganization.body, {
    name: given.name,
    locale: given.locale,
    timeZone: given.timeZone,
    currency: given.currency,
    mandatoryProfile: given.mandatoryProfile,
  })
  const save = useWrite(changeOrganization, {
    touches: ['sessions'],
    onDone: () => notify.done(t('saved')),
    onProblem: form.refuse,
  })
  const mandatory = form.values.mandatoryProfile || []
  const toggle = (field: (typeof profileFields)[number], on: boolean): void =>
    form.set({ mandatoryProfile: profileFields.filter((one) => (one === field ? on : mandatory.includes(one))) })
  return (
    <form
      noValidate
      className={classes['stack']}
      onSubmit={form.submit((body) => save.mutateAsync({ body, ifMatch: given.version }))}
    >
      <Panel title={t('organization')}>
        <div className={classes['form']}>
          <TextField label={t('organizationName')} required disabled={disabled} {...form.field('name')} />
          <SelectField label={t('defaultLocale')} disabled={disabled} data={[...localeOptions]} {...form.field('locale')} />
          <SelectField label={t('timeZone')} disabled={disabled} data={zones} limit={100} {...form.field('timeZone')} />
          <SelectField label={t('currency')} disabled={disabled} data={currencies} {...form.field('currency')} />
        </div>
      </Panel>
      <Panel title={t('mandatoryProfile')}>
        <p className={classes['hint']}>{t('mandatoryProfileHint')}</p>
        <div className={classes['checks']}>
          {profileFields.map((field) => (
            <CheckField
              key={field}
              label={t(`field.${field}`)}
              disabled={disabled || field === 'name'}
              checked={field === 'name' || mandatory.includes(field)}
              onChange={(event) => toggle(field, event.currentTarget.checked)}
            />
          ))}
        </div>
      </Panel>
      <FormProblem problem={form.problem} />
      {disabled ? (
        <p className={classes['hint']}>{t('readOnly')}</p>
      ) : (
        <div>
          <Button type="submit" loading={form.isSending} disabled={!form.isDirty()}>
            {k('save')}
          </Button>
        </div>
      )}
    </form>
  )
}
