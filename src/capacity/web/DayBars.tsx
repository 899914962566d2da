import type { ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import { dayMinutes, plannableShare, type CapacityFigures, type CapacityInputs } from '../model.ts'
import classes from './Capacity.module.css'
import { useFigure } from './use-figure.ts'
import { words } from './words.ts'

interface Part {
  key: 'new' | 'follow' | 'old' | 'admin'
  minutes: number
}

/** A rep's eight hours twice: what the target asks for, and what the records say was done; beyond the day is too much. */
export function DayBars({ given, figures }: { given: CapacityInputs; figures: CapacityFigures }): ReactNode {
  const t = useWords(words)
  if (given.reps <= 0) return null
  const own: Part[] = [
    { key: 'old', minutes: given.oldPerDay * given.minutesOld },
    { key: 'admin', minutes: given.adminMinutes },
  ]
  const partsOf = (fresh: number, followUps: number): Part[] => [
    { key: 'new', minutes: (fresh * given.minutesNew) / given.reps },
    { key: 'follow', minutes: (followUps * given.minutesFollowUp) / given.reps },
    ...own,
  ]
  const needed = partsOf(figures.prospects, figures.followUps)
  const real = partsOf(given.arrivals, given.followUpsDone)
  const longest = Math.max(dayMinutes, ...[needed, real].map(sum))
  return (
    <figure className={classes['day']}>
      <figcaption>{t('dayOfRep')}</figcaption>
      {(
        [
          ['dayNeeded', needed],
          ['dayReal', real],
        ] as const
      ).map(([label, parts]) => (
        <Bar key={label} label={t(label)} parts={parts} longest={longest} />
      ))}
      <ul className={classes['legend']}>
        {needed.map(({ key }) => (
          <li key={key} data-part={key}>
            {t(`part.${key}`)}
          </li>
        ))}
      </ul>
    </figure>
  )
}

const sum = (parts: readonly Part[]): number => parts.reduce((total, { minutes }) => total + minutes, 0)

function Bar({ label, parts, longest }: { label: string; parts: readonly Part[]; longest: number }): ReactNode {
  const t = useWords(words)
  const figure = useFigure()
  const total = t('minutes', { count: figure('number', sum(parts)) })
  const told = parts.map(({ key, minutes }) => `${t(`part.${key}`)} ${figure('number', minutes)}`).join(' · ')
  return (
    <div className={classes['dayRow']}>
      <span>{label}</span>
      <span className={classes['dayTrack']} role="img" aria-label={`${label}: ${total} (${told})`} title={told}>
        {parts.map(({ key, minutes }) => (
          <span key={key} data-part={key} style={{ width: `${(100 * minutes) / longest}%` }} />
        ))}
        <i style={{ insetInlineStart: `${(100 * dayMinutes * plannableShare) / longest}%` }} title={t('dayLimit')} />
        <b style={{ insetInlineStart: `${(100 * dayMinutes) / longest}%` }} />
      </span>
      <strong>{total}</strong>
    </div>
  )
}
