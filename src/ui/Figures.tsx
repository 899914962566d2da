import type { ReactNode } from 'react'
import { duration } from './format.ts'
import classes from './Figures.module.css'
import { usePreferences } from './preferences.ts'
import { useFormat } from './Regional.tsx'
import { useWords } from './use-words.ts'
import { words } from './words.ts'

/**
 * Figures in running text and cells: <Money/>, <Count/>, <Share/>, <Duration/>, <Day/>, <Moment/>, <Ago/>, <ChangeMark/>.
 * null or undefined shows as a dash. Red and green appear only in <ChangeMark/>, as direction, never as good or bad.
 */

const Dash = (): ReactNode => <span className={classes['dash']}>–</span>
type Maybe<T> = T | null | undefined
const isGiven = <T,>(value: Maybe<T>): value is T => value !== null && value !== undefined

export function Money({
  minor,
  currency,
  compact = false,
}: {
  minor: Maybe<number>
  currency?: string
  compact?: boolean
}): ReactNode {
  const format = useFormat()
  if (!isGiven(minor)) return <Dash />
  const exact = format.money(minor, 'exact', currency)
  return (
    <span className={classes['figure']} title={compact ? exact : undefined}>
      {compact ? format.money(minor, 'compact', currency) : exact}
    </span>
  )
}

export function Count({ value, compact = false }: { value: Maybe<number>; compact?: boolean }): ReactNode {
  const format = useFormat()
  if (!isGiven(value)) return <Dash />
  return <span className={classes['figure']}>{format.count(value, compact ? 'compact' : 'exact')}</span>
}

export function Share({ value, digits }: { value: Maybe<number>; digits?: number }): ReactNode {
  const format = useFormat()
  if (!isGiven(value)) return <Dash />
  return <span className={classes['figure']}>{format.share(value, digits)}</span>
}

export function Duration({ days }: { days: Maybe<number> }): ReactNode {
  const { locale } = useFormat()
  const t = useWords(words)
  if (!isGiven(days)) return <Dash />
  const { unit, value } = duration(days, locale)
  return <span className={classes['figure']}>{t(unit, { [unit]: value })}</span>
}

export function Day({ on, style = 'iso' }: { on: Maybe<string>; style?: 'short' | 'full' | 'iso' }): ReactNode {
  const format = useFormat()
  if (!isGiven(on)) return <Dash />
  return (
    <time dateTime={on} className={classes['figure']} title={format.day(on, 'full')}>
      {format.day(on, style)}
    </time>
  )
}

export function Moment({ at, style = 'minute' }: { at: Maybe<string>; style?: 'minute' | 'second' | 'clock' }): ReactNode {
  const format = useFormat()
  if (!isGiven(at)) return <Dash />
  return (
    <time dateTime={at} className={classes['figure']}>
      {format.moment(at, style)}
    </time>
  )
}

/** “3 天前”, with the exact time as its title. */
export function Ago({ at }: { at: Maybe<string> }): ReactNode {
  const format = useFormat()
  if (!isGiven(at)) return <Dash />
  return (
    <time dateTime={at} title={format.moment(at)}>
      {format.ago(at)}
    </time>
  )
}

/** ▲ 12 or ▼ 3: direction by mark and colour (红涨绿跌 for Chinese readers unless they chose otherwise). `by` is signed, `text` its figure without sign. */
export function ChangeMark({ by, text }: { by: number; text: ReactNode }): ReactNode {
  const t = useWords(words)
  const { directionColours, locale } = usePreferences()
  const redIsUp = directionColours === 'red-up' || (directionColours === 'auto' && locale !== 'en')
  if (by === 0) return <span className={classes['flat']}>{t('unchanged')}</span>
  const colour = by > 0 === redIsUp ? classes['red'] : classes['green']
  return (
    <span className={`${classes['figure']} ${colour}`}>
      <span aria-hidden="true">{by > 0 ? '▲' : '▼'}</span>
      <span className={classes['hidden']}>{by > 0 ? t('up', { by: '' }) : t('down', { by: '' })}</span> {text}
    </span>
  )
}
