import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { onDemand } from '../../ui/on-demand.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readKeyAccount } from '../contract.ts'
import { useValue, type Account } from './account-view.ts'
import classes from './KeyAccounts.module.css'
import { TierChip } from './TierChip.tsx'
import { words } from './words.ts'

const KnownDialog = onDemand(
  async () => (await import('./KnownDialog.tsx')).KnownDialog,
  ({ opened }) => opened,
)

/** What a customer is worth to us: score and tier, by what, and what nobody knows yet. */
export function KeyAccountCard({ customerId }: { customerId: string }): ReactNode {
  const t = useWords(words)
  const account = useRead(readKeyAccount, { params: { id: customerId } }, { follows: ['key-accounts', 'opportunities'] })
  const [isTelling, setTelling] = useState(false)
  const one = account.data
  if (!one)
    return (
      <Panel title={t('card')}>
        {account.error ? <ErrorPanel problem={account.error} retry={() => void account.refetch()} /> : <TextSkeleton lines={5} />}
      </Panel>
    )
  const closed = one.permissions.edit?.sentence
  return (
    <Panel
      title={t('card')}
      actions={
        <Button size="xs" variant="default" disabled={closed !== undefined} title={closed} onClick={() => setTelling(true)}>
          {t('tellFacts')}
        </Button>
      }
    >
      <div className={classes['card']}>
        <Head one={one} />
        <Indicators one={one} />
        <Told one={one} />
      </div>
      <KnownDialog opened={isTelling} customerId={customerId} account={one} onClose={() => setTelling(false)} />
    </Panel>
  )
}

function Head({ one }: { one: Account }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <div className={classes['line']}>
      <TierChip tier={one.tier} />
      <strong className={classes['score']}>
        {one.score === null ? t('noScore') : format.count(Math.round(one.score * 10) / 10)}
      </strong>
      <span className={classes['hint']} title={t('coverageHint')}>
        {t('coverage', { share: format.share(one.coverage) })}
      </span>
      {one.caps.map((cap) => (
        <StatusChip key={cap} tone="risk1">
          {t(`cap.${cap}`)}
        </StatusChip>
      ))}
      {one.isBeyond && one.place !== null && (
        <StatusChip tone="risk1">
          {t('beyondHint', { place: format.count(one.place), capacity: format.count(one.capacity ?? 0) })}
        </StatusChip>
      )}
      {one.since && <span className={classes['hint']}>{t('since', { day: format.day(one.since) })}</span>}
    </div>
  )
}

function Indicators({ one }: { one: Account }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const value = useValue()
  return (
    <table className={classes['indicators']}>
      <thead>
        <tr>
          <th scope="col">{t('indicator')}</th>
          <th scope="col">{t('value')}</th>
          <th scope="col">{t('points')}</th>
          <th scope="col">{t('weight')}</th>
        </tr>
      </thead>
      <tbody>
        {one.indicators.map(({ indicator, weight, value: known, points, fromDeals }) => (
          <tr key={indicator} data-unknown={points === null || undefined}>
            <th scope="row">
              {t(`indicator.${indicator}`)}
              {fromDeals && <span className={classes['source']}>{t('fromDeals')}</span>}
            </th>
            <td>{value(indicator, known)}</td>
            <td>
              <span className={classes['points']}>
                <span className={classes['bar']} aria-hidden="true">
                  <span style={{ inlineSize: `${points ?? 0}%` }} />
                </span>
                <span className={classes['number']}>{points === null ? '–' : format.count(Math.round(points))}</span>
              </span>
            </td>
            <td>{format.count(weight)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const shownChanges = 4

function Told({ one }: { one: Account }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { by, at, note } = one.facts
  return (
    <>
      {by && at && (
        <p className={classes['hint']}>
          {t('saidBy', { name: by.name, when: format.moment(at) })}
          {note && ` · ${note}`}
        </p>
      )}
      {one.changes.length > 0 && (
        <p className={classes['line']}>
          <span className={classes['hint']}>{t('history')}</span>
          {one.changes.slice(0, shownChanges).map(({ id, day, fromTier, toTier }) => (
            <span key={id}>
              {format.day(day)} {fromTier ? t('change', { from: fromTier, to: toTier }) : t('first', { to: toTier })}
            </span>
          ))}
        </p>
      )}
    </>
  )
}
