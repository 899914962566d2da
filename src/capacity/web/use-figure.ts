import { useCallback } from 'react'
import { useFormat } from '../../ui/Regional.tsx'
import type { Shown } from './inputs-shown.ts'

/** A number of the model as people read it: at most three digits that matter. */
export const useFigure = (): ((unit: Shown['unit'], value: number) => string) => {
  const { locale, money, share } = useFormat()
  return useCallback(
    (unit, value) => {
      if (unit === 'money') return money(Math.round(value), 'compact')
      if (unit === 'share') return share(value, 1)
      const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
      return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)
    },
    [locale, money, share],
  )
}
