import { useMemo } from 'react'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words } from '../words.ts'

export interface Figures {
  /** 0.6431 → 64%; a dash when nobody was there. */
  share: (value: number | null) => string
  /** 71–87% */
  interval: (low: number | null, high: number | null) => string
  /** 12.4 天; >73 天 when the quantile was never reached; a dash when nothing is known. */
  days: (value: number | null, largest: number | null) => string
}

export function useFigures(): Figures {
  const format = useFormat()
  const t = useWords(words)
  return useMemo(() => {
    const plainDays = (value: number): string => format.count(value < 10 ? Math.round(value * 10) / 10 : Math.round(value))
    return {
      share: (value) => (value === null ? '–' : format.share(value, value > 0 && value < 0.0995 ? 1 : 0)),
      interval: (low, high) =>
        low === null || high === null ? '' : t('intervalOf', { low: Math.round(low * 100), high: format.share(high, 0) }),
      days: (value, largest) =>
        value !== null
          ? t('days', { days: plainDays(value) })
          : largest !== null
            ? t('moreThanDays', { days: plainDays(largest) })
            : '–',
    }
  }, [format, t])
}
