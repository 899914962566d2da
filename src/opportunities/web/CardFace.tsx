import type { ReactNode } from 'react'
import { daysBetween } from '../../ui/format.ts'
import { useFormat, type Format } from '../../ui/Regional.tsx'
import { useWords, type Say } from '../../ui/use-words.ts'
import type { Card } from './board-model.ts'
import classes from './CardFace.module.css'
import { words } from './words.ts'

/**
 * The four lines of a card, on the board and on the phone: name and amount, customer, next step, time in stage and owner.
 * Few elements on purpose: a board holds a hundred of them. The icons come from <CardIcons/>, once per page.
 */
export function CardFace({ card }: { card: Card }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <>
      <span className={classes['name']} title={card.name}>
        {card.name}
      </span>
      <span className={classes['amount']} data-unknown={card.amountMinor === null || undefined}>
        {card.amountMinor === null ? t('noAmount') : format.money(card.amountMinor, 'compact', card.currency)}
      </span>
      <span className={classes['customer']}>{card.customer?.name ?? t('noCustomer')}</span>
      <span className={classes['step']} data-state={card.nextStepState} title={card.nextStep ?? undefined}>
        <svg className={classes['icon']} aria-hidden="true">
          <use href={`#step-${card.nextStepState}`} />
        </svg>
        {nextStepText(card, t, format)}
      </span>
      <span className={classes['age']} data-ageing={card.ageing}>
        {ageText(card, t)}
      </span>
      <span className={classes['owner']}>{shortName(card.owner.name)}</span>
    </>
  )
}

type T = Say<keyof (typeof words)['zh-CN']>

export const nextStepText = (card: Pick<Card, 'nextStep' | 'nextStepOn' | 'nextStepState'>, t: T, format: Format): string => {
  const step = card.nextStep ?? t('stepUnnamed')
  if (card.nextStepState === 'none' || card.nextStepOn === null) return card.nextStep ?? t('stepNone')
  if (card.nextStepState === 'overdue') return t('stepOverdue', { days: daysBetween(card.nextStepOn, format.today()), step })
  if (card.nextStepState === 'today') return t('stepToday', { step })
  return t('stepPlanned', { day: format.day(card.nextStepOn, 'short'), step })
}

/** The day of the next step alone, with what it means today. */
export const nextDayText = ({ nextStepOn, nextStepState }: Pick<Card, 'nextStepOn' | 'nextStepState'>, t: T, format: Format) => {
  const day = nextStepOn === null ? '–' : format.day(nextStepOn, 'weekday')
  if (nextStepState === 'overdue') return t('dayOverdue', { day, days: daysBetween(nextStepOn ?? '', format.today()) })
  return nextStepState === 'today' ? t('dayToday', { day }) : day
}

/** “停留 24 天”, with the word that says whether it is too long. */
export const ageText = ({ daysInStage, ageing }: Pick<Card, 'daysInStage' | 'ageing'>, t: T): string => {
  if (daysInStage === null) return t('ageUnknown')
  const days = Math.floor(daysInStage)
  return ageing === 'critical'
    ? t('ageCritical', { days })
    : ageing === 'warning'
      ? t('ageWarning', { days })
      : t('age', { days })
}

/** Chinese names are short enough to stand; of others the initials. */
export const shortName = (name: string): string => {
  const parts = name.trim().split(/\s+/)
  if (/\p{Script=Han}/u.test(name)) return [...name].length > 4 ? [...name].slice(-2).join('') : name
  return (parts.length > 1 ? `${parts[0]?.[0] ?? ''}${parts.at(-1)?.[0] ?? ''}` : [...name].slice(0, 2).join('')).toUpperCase()
}

/** Shapes differ as well as colours: a warning sign, a clock, a calendar, an empty ring. */
export function CardIcons(): ReactNode {
  return (
    <svg width="0" height="0" className={classes['sprite']} aria-hidden="true">
      <symbol id="step-overdue" viewBox="0 0 16 16">
        <path d="M8 2 15 14H1zM8 6.5v3.4M8 12v.1" />
      </symbol>
      <symbol id="step-today" viewBox="0 0 16 16">
        <path d="M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8M8 4.6V8l2.2 1.6" />
      </symbol>
      <symbol id="step-planned" viewBox="0 0 16 16">
        <path d="M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 1.8v3M10.5 1.8v3" />
      </symbol>
      <symbol id="step-none" viewBox="0 0 16 16">
        <path strokeDasharray="2.4 2.2" d="M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8" />
      </symbol>
      <symbol id="fact-pencil" viewBox="0 0 24 24">
        <path d="M4 20h4L18.5 9.5a2.8 2.8 0 1 0-4-4L4 16v4M13.5 6.5l4 4" />
      </symbol>
    </svg>
  )
}
