import type { ReactNode } from 'react'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat, useRegional } from '../../ui/Regional.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readDayPlan, type DayPlanQuery, type DayPlanReply } from '../attainment-contract.ts'
import classes from './Targets.module.css'
import { figureText } from '../figure-text.ts'
import { isMoney } from '../measure.ts'
import { useShown } from './use-plan.ts'
import { words } from './words.ts'

/** A month by days: what each was to bring, what it brought, and what those left must bring. */
export function DayCalendar({ query }: { query: DayPlanQuery }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { currency } = useRegional()
  const shown = useShown({ measure: query.measure, currency })
  const amount = (value: number): string =>
    figureText(value, { ...shown, decimals: value === 0 ? 0 : shown.decimals }, format.locale)
  const read = useRead(readDayPlan, { query }, { follows: ['target', 'opportunities', 'activities', 'calendar'], keep: true })
  const days = read.data?.days ?? []
  const before = days[0] ? (new Date(`${days[0].day}T00:00:00Z`).getUTCDay() + 6) % 7 : 0
  return (
    <Panel
      title={t('days', { month: query.month ?? '' })}
      actions={<small className={classes['who']}>{isMoney(query.measure) ? t('unit.wan') : t('unit.count')}</small>}
    >
      {read.error ? (
        <ErrorPanel problem={read.error} retry={() => void read.refetch()} />
      ) : !read.data ? (
        <TextSkeleton lines={6} />
      ) : (
        <>
          <div className={classes['calendar']}>
            {[...t('weekdays')].map((day, at) => (
              <span key={at} className={classes['weekday']} aria-hidden="true">
                {day}
              </span>
            ))}
            {days.map((day, at) => (
              <Day
                key={day.day}
                day={day}
                today={read.data.today}
                before={at === 0 ? before : 0}
                amount={amount}
                label={format.day(day.day)}
              />
            ))}
          </div>
          <p className={classes['hint']}>{t('days.meaning')}</p>
        </>
      )}
    </Panel>
  )
}

interface DayProps {
  day: DayPlanReply['days'][number]
  today: string
  /** Empty places before the first. */
  before: number
  amount: (value: number) => string
  label: string
}

function Day({ day, today, before, amount, label }: DayProps): ReactNode {
  const t = useWords(words)
  const isPast = day.day < today
  return (
    <div
      className={classes['day']}
      data-off={!day.isWorked || undefined}
      data-today={day.day === today || undefined}
      data-met={(isPast && day.isWorked && (day.actual ?? 0) >= day.planned && day.planned > 0) || undefined}
      style={before > 0 ? { gridColumnStart: before + 1 } : undefined}
      title={t('days.label', {
        day: label,
        planned: amount(day.planned),
        actual: day.actual === null ? '–' : amount(day.actual),
      })}
    >
      <span>{Number(day.day.slice(8))}</span>
      {day.isWorked ? <small>{amount(day.catchUp ?? day.planned)}</small> : <small>{t('days.off')}</small>}
      {day.actual !== null && day.actual > 0 && <strong>{amount(day.actual)}</strong>}
    </div>
  )
}
