import type { ReactNode } from 'react'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readDealForecast, type DealForecastReply } from '../contract.ts'
import classes from './Forecast.module.css'
import { useTold } from './use-told.ts'
import { words } from './words/forecast.ts'

const useDealForecast = (opportunityId: string) =>
  useRead(
    readDealForecast,
    { params: { id: opportunityId } },
    { follows: ['opportunities', 'activities', 'forecast'], keep: true },
  )

/** On a deal's page: its chance and why, when it would be won, its pace against the winners. */
export function DealForecast({ opportunityId }: { opportunityId: string }): ReactNode {
  const forecast = useDealForecast(opportunityId)
  if (forecast.error) return <ErrorPanel problem={forecast.error} retry={() => void forecast.refetch()} />
  if (!forecast.data) return <TextSkeleton lines={4} />
  return <Told deal={forecast.data} />
}

interface ForecastChanceProps {
  opportunityId: string
  show: (told: { chance: number; traits: number } | null) => ReactNode
}

/** Gives the chance that the forecast counts a deal with to whoever shows it; null while nobody knows it. */
export function ForecastChance({ opportunityId, show }: ForecastChanceProps): ReactNode {
  const { data } = useDealForecast(opportunityId)
  const traits = data && [...data.up, ...data.down].find(({ key }) => key === 'traits')
  return show(data ? { chance: data.chance, traits: traits?.points ?? 0 } : null)
}

function Told({ deal }: { deal: DealForecastReply }): ReactNode {
  const t = useWords(words)
  const told = useTold()
  const format = useFormat()
  const { close, pace } = deal
  return (
    <div className={classes['body']}>
      <p className={classes['dealChance']}>
        <strong>{told.share(deal.chance)}</strong>
        <span>
          {t('inPeriod')} {told.share(deal.chanceInPeriod)}
        </span>
        <span>
          {t('win30')} {told.share(deal.win30)} · {t('lose30')} {told.share(deal.lose30)}
        </span>
        <span className={classes['quiet']}>{t('stageChance', { share: told.share(deal.stageChance) })}</span>
      </p>
      {deal.text.map(({ code, sentence }) => (
        <p key={code} className={classes['honest']}>
          {sentence}
        </p>
      ))}
      <ul className={classes['notes']}>
        <li>{close.sentence}</li>
        {close.p10On !== null && close.p90On !== null && close.p50On !== null && (
          <li className={classes['quiet']}>
            {t('closeRange', { from: format.day(close.p10On), to: format.day(close.p90On), mid: format.day(close.p50On) })}
          </li>
        )}
        <li>{pace.sentence}</li>
      </ul>
    </div>
  )
}
