import type { ReactNode } from 'react'
import { shownPhone } from '../../contacts/phone-display.ts'
import { Ago, Count, Moment, Money, Share } from '../../ui/Figures.tsx'
import { Facts, Panel } from '../../ui/Page.tsx'
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx'
import { useLocale, useWords } from '../../ui/use-words.ts'
import { words as customerWords } from '../words.ts'
import classes from './Customer.module.css'
import type { Customer } from './customer-slots.ts'
import { words } from './words.ts'

const tones: Record<Customer['level'], Tone> = {
  potential: 'quiet',
  'no-match': 'quiet',
  target: 'plain',
  premium: 'primary',
  strategic: 'done',
}

export function LevelChip({ level }: Pick<Customer, 'level'>): ReactNode {
  const c = useWords(customerWords)
  return <StatusChip tone={tones[level]}>{c(`level.${level}`)}</StatusChip>
}

/** Only an address of the web becomes a link. */
function Website({ website }: Pick<Customer, 'website'>): ReactNode {
  if (!website) return '–'
  const address = /^https?:\/\//i.test(website)
    ? website
    : /^[\w.-]+\.[a-z]{2,}([/?#]|$)/i.test(website)
      ? `https://${website}`
      : null
  return address ? (
    <a href={address} target="_blank" rel="noreferrer">
      {website}
    </a>
  ) : (
    website
  )
}

/** Deals, last contact and what is on record, in figures. */
export function CustomerFigures({ customer }: { customer: Customer }): ReactNode {
  const t = useWords(words)
  const { counts, lastActivityAt } = customer
  const rows = [
    { key: 'open', label: t('openDeals'), value: <Count value={counts.openOpportunities} /> },
    { key: 'won', label: t('wonDeals'), value: <Count value={counts.wonOpportunities} /> },
    { key: 'activities', label: t('activities'), value: <Count value={counts.activities} /> },
    { key: 'last', label: t('lastContact'), value: lastActivityAt ? <Ago at={lastActivityAt} /> : t('never') },
  ]
  return (
    <div className={classes['figures']}>
      {rows.map(({ key, label, value }) => (
        <div key={key} className={classes['figure']}>
          <strong>{value}</strong>
          <span>{label}</span>
        </div>
      ))}
    </div>
  )
}

/** Who this company is; what the mandatory profile lacks stands on top. */
export function CustomerFacts({ customer }: { customer: Customer }): ReactNode {
  const t = useWords(words)
  const c = useWords(customerWords)
  const list = new Intl.ListFormat(useLocale(), { style: 'short', type: 'unit' })
  const { profile } = customer
  const row = (key: string, label: string, value: ReactNode) => ({ key, label, value: value ?? '–' })
  // of what is rarely known only what is known: a page of dashes hides the people below
  const known = [
    ...(customer.mainBusiness ? [row('business', t('mainBusiness'), customer.mainBusiness)] : []),
    ...(customer.headcount !== null ? [row('headcount', t('headcount'), <Count value={customer.headcount} />)] : []),
    ...(customer.itShare !== null ? [row('it', t('itShare'), <Share value={customer.itShare} />)] : []),
    ...(customer.revenueMinor !== null ? [row('revenue', t('revenue'), <Money minor={customer.revenueMinor} compact />)] : []),
    ...(customer.revenueTrend ? [row('trend', t('revenueTrend'), c(`trend.${customer.revenueTrend}`))] : []),
    ...(customer.standing ? [row('standing', t('standing'), customer.standing)] : []),
    ...(customer.goals ? [row('goals', t('goals'), customer.goals)] : []),
  ]
  return (
    <Panel title={t('facts')}>
      {!profile.complete && (
        <div className={classes['warning']} role="status">
          {t('missing', { fields: list.format(profile.missing.map(({ label }) => label)) })}
        </div>
      )}
      <Facts
        rows={[
          row('owner', t('owner'), customer.owner.name),
          row('level', t('level'), <LevelChip level={customer.level} />),
          row('industry', t('industry'), customer.industry),
          row('region', t('region'), customer.region),
          row('source', t('source'), customer.source?.name),
          row('band', t('headcountBand'), customer.headcountBand && t('people', { band: customer.headcountBand })),
          row('phone', t('phone'), customer.phone && <a href={`tel:${customer.phone}`}>{shownPhone(customer.phone)}</a>),
          row('website', t('website'), <Website website={customer.website} />),
          row('address', t('address'), customer.address),
          row('code', t('code'), customer.socialCreditCode),
          row('created', t('created'), <Moment at={customer.createdAt} />),
          ...(customer.externalId ? [row('external', t('externalId'), customer.externalId)] : []),
        ]}
      />
      {known.length > 0 && (
        <>
          <h3 className={classes['subtitle']}>{t('profile')}</h3>
          <Facts rows={known} />
        </>
      )}
      {customer.note && (
        <>
          <h3 className={classes['subtitle']}>{t('note')}</h3>
          <p className={classes['note']}>{customer.note}</p>
        </>
      )}
    </Panel>
  )
}
