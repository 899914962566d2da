import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { onDemand } from '../../ui/on-demand.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { Sparkline } from '../../ui/Sparkline.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useLocale, useWords } from '../../ui/use-words.ts'
import { readHealth } from '../contract.ts'
import classes from './Health.module.css'
import { ColourChip, useBasis, useTrend, type OneHealth } from './health-view.tsx'
import { words } from './words.ts'

const follows = ['health', 'customers', 'opportunities', 'activities', 'surveys', 'complaints', 'key-accounts']

const UsageDialog = onDemand(
  async () => (await import('./UsageDialog.tsx')).UsageDialog,
  ({ opened }) => opened,
)

/** How healthy a customer is: by what, how it went, which alarms, and what would raise it. */
export function HealthCard({ customerId }: { customerId: string }): ReactNode {
  const t = useWords(words)
  const health = useRead(readHealth, { params: { id: customerId } }, { follows })
  const one = health.data
  const [isTelling, setTelling] = useState(false)
  return (
    <Panel
      title={t('card')}
      actions={
        <Button size="xs" variant="default" onClick={() => setTelling(true)}>
          {t('usage.title')}
        </Button>
      }
    >
      {!one ? (
        health.error ? (
          <ErrorPanel problem={health.error} retry={() => void health.refetch()} />
        ) : (
          <TextSkeleton lines={5} />
        )
      ) : one.score === null ? (
        <p className={classes['hint']}>{t('scoreNone')}</p>
      ) : (
        <div className={classes['card']}>
          <Head one={one} score={one.score} />
          <Drivers one={one} />
          <Raises one={one} />
        </div>
      )}
      <UsageDialog opened={isTelling} customerId={customerId} onClose={() => setTelling(false)} />
    </Panel>
  )
}

function Head({ one, score }: { one: OneHealth; score: number }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const trend = useTrend()
  const first = one.months[0]
  // the trend is that of half a year: what has turned since is said beside it
  const rebound = (one.months.at(-1)?.score ?? 0) - (one.months.at(-2)?.score ?? 100)
  return (
    <>
      <div className={classes['line']}>
        <strong className={classes['score']}>{format.count(Math.floor(score))}</strong>
        {one.colour && <ColourChip colour={one.colour} />}
        <span className={classes['hint']} title={t('coverageHint')}>
          {t('coverage', { share: format.share(one.coverage) })}
        </span>
        {one.flags.map((flag) => (
          <StatusChip key={flag} tone="risk2">
            {t(`flag.${flag}`)}
          </StatusChip>
        ))}
        {one.isCapped && <span className={classes['hint']}>{t('capped')}</span>}
      </div>
      {one.months.length > 1 && first && (
        <div className={classes['line']}>
          <Sparkline
            values={one.months.map((month) => month.score)}
            label={t('curve', { count: one.months.length })}
            width={180}
            height={34}
          />
          <span>{trend(one.slope)}</span>
          {one.isFalling && <StatusChip tone="risk1">{t('falling')}</StatusChip>}
          {one.isFalling && rebound >= 1 && <span>{t('rebound', { points: format.count(Math.round(rebound)) })}</span>}
          <span className={classes['hint']}>
            {t('curveFrom', { from: format.day(first.month) })}
            {one.months.some(({ isAfterwards }) => isAfterwards) && ` · ${t('afterwards')}`}
          </span>
        </div>
      )}
    </>
  )
}

function Drivers({ one }: { one: OneHealth }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const basis = useBasis()
  return (
    <table className={classes['drivers']}>
      <thead>
        <tr>
          <th scope="col">{t('driver')}</th>
          <th scope="col">{t('points')}</th>
          <th scope="col">{t('weight')}</th>
          <th scope="col">{t('basis')}</th>
        </tr>
      </thead>
      <tbody>
        {one.drivers.map(({ driver, weight, points }) => (
          <tr key={driver} data-unknown={points === null || undefined}>
            <th scope="row" title={t(`hint.${driver}`)}>
              {t(`driver.${driver}`)}
            </th>
            <td>
              <span className={classes['points']}>
                <span className={classes['bar']} aria-hidden="true">
                  <span style={{ inlineSize: `${points ?? 0}%` }} />
                </span>
                {points === null ? '–' : format.count(Math.round(points))}
              </span>
            </td>
            <td>{format.count(weight)}</td>
            <td className={classes['hint']}>{points === null ? t('unknown') : basis(one, driver)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Raises({ one }: { one: OneHealth }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const list = new Intl.ListFormat(useLocale(), { type: 'conjunction' })
  const whole = (value: number): string => format.count(Math.floor(value))
  return (
    <div>
      <div className={classes['hint']}>{t('raises')}</div>
      <ul className={classes['raises']}>
        {one.raises.map((raise) =>
          raise.kind === 'flag' ? (
            <li key={raise.flag}>{t('raise.flag', { flag: t(`flag.${raise.flag}`), score: whole(raise.score) })}</li>
          ) : (
            <li key={raise.driver}>{t('raise.driver', { driver: t(`driver.${raise.driver}`), score: whole(raise.score) })}</li>
          ),
        )}
        {one.raises.length === 0 && <li>{t('raise.none')}</li>}
      </ul>
      {one.unknown.length > 0 && (
        <p className={classes['hint']}>
          {t('ask', { drivers: list.format(one.unknown.map((driver) => t(`driver.${driver}`))) })}
        </p>
      )}
    </div>
  )
}
