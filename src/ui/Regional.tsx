import { createContext, useContext, useMemo, type ReactNode } from 'react'
import type { Locale } from '../platform/words.ts'
import * as format from './format.ts'
import { useLocale } from './use-words.ts'

/**
 * The organisation's time zone and currency for everything below, and `useFormat()`: the formatters of format.ts with
 * language, time zone and currency filled in, for places that need a string (labels, titles, chart ticks).
 */
interface Regional {
  timeZone: string
  currency: string
}

const RegionalContext = createContext<Regional>({ timeZone: 'Asia/Shanghai', currency: 'CNY' })

export function RegionalProvider({ timeZone, currency, children }: Regional & { children: ReactNode }): ReactNode {
  const value = useMemo(() => ({ timeZone, currency }), [timeZone, currency])
  return <RegionalContext value={value}>{children}</RegionalContext>
}

export const useRegional = (): Regional => useContext(RegionalContext)

export interface Format {
  locale: Locale
  /** Today in the organisation's time zone, `YYYY-MM-DD`. */
  today: () => string
  money: (amountMinor: number, style?: 'exact' | 'compact', currency?: string) => string
  count: (value: number, style?: 'exact' | 'compact') => string
  share: (value: number, digits?: number) => string
  day: (value: string, style?: format.DayStyle) => string
  moment: (value: string, style?: 'minute' | 'second' | 'clock') => string
  ago: (value: string) => string
  bytes: (size: number) => string
}

export const useFormat = (): Format => {
  const locale = useLocale()
  const { timeZone, currency } = useRegional()
  return useMemo(() => {
    const today = (): string => format.dayOf(new Date(), timeZone)
    return {
      locale,
      today,
      money: (amountMinor, style, other) => format.money(amountMinor, other ?? currency, locale, style),
      count: (value, style) => format.count(value, locale, style),
      share: (value, digits) => format.share(value, locale, digits),
      day: (value, style) => format.day(value, locale, style, today()),
      moment: (value, style) => format.moment(value, timeZone, style),
      ago: (value) => format.ago(value, new Date(), locale, timeZone),
      bytes: (size) => format.bytes(size, locale),
    }
  }, [locale, timeZone, currency])
}
