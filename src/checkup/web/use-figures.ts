import { useMemo } from 'react'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words } from './words/figures.ts'

export interface Figures {
  count: (value: number) => string
  /** Deals as a model knows them: 11.1. */
  deals: (value: number) => string
  money: (minor: number | null) => string
  /** 0.6431 → 64%; a dash when nobody was there. */
  share: (value: number | null) => string
  /** 71–87% */
  interval: (low: number | null, high: number | null) => string
  /** 12.4 天; a dash when nothing is known; >73 天 when the quantile was never reached. */
  days: (value: number | null, largest?: number | null) => string
  /** 1.4× */
  times: (value: number | null) => string
}

export function useFigures(): Figures {
  const format = useFormat()
  const t = useWords(words)
  return useMemo(() => {
    const rounded = (value: number): string => format.count(value < 10 ? Math.round(value * 10) / 10 : Math.round(value))
    return {
      count: (value) => format.count(value),
      deals: (value) => format.count(Math.abs(value) < 100 ? Math.round(value * 10) / 10 : Math.round(value)),
      money: (minor) => (minor === null ? '–' : format.money(Math.round(minor), 'compact')),
      share: (value) => (value === null ? '–' : format.share(value, value > 0 && value < 0.0995 ? 1 : 0)),
      interval: (low, high) =>
        low === null || high === null ? '' : t('intervalOf', { low: Math.round(low * 100), high: format.share(high, 0) }),
      days: (value, largest = null) =>
        value !== null
          ? t('days', { days: rounded(value) })
          : largest !== null
            ? t('moreThanDays', { days: rounded(largest) })
            : '–',
      times: (value) => (value === null ? '–' : t('times', { times: format.count(Math.round(value * 100) / 100) })),
    }
  }, [format, t])
}
