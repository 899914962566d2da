import { useMemo } from 'react'
import { useFormat } from '../../ui/Regional.tsx'

export interface Told {
  money: (minor: number | null | undefined, currency?: string) => string
  /** Whole percent, one digit below 10 %. */
  share: (value: number | null | undefined) => string
  /** A signed share: +5%, −3%. */
  signed: (value: number | null | undefined) => string
  number: (value: number | null | undefined, digits?: number) => string
}

/** Figures of the forecast as texts; a dash where nothing is known. */
export function useTold(): Told {
  const format = useFormat()
  return useMemo(() => {
    const share = (value: number): string => format.share(value, Math.abs(value) > 0 && Math.abs(value) < 0.0995 ? 1 : 0)
    const given = <T>(value: T | null | undefined, text: (value: T) => string): string =>
      value === null || value === undefined ? '–' : text(value)
    return {
      money: (minor, currency) => given(minor, (it) => format.money(Math.round(it), 'compact', currency)),
      share: (value) => given(value, share),
      signed: (value) => given(value, (it) => `${it > 0 ? '+' : it < 0 ? '−' : ''}${share(Math.abs(it))}`),
      number: (value, digits = 2) => given(value, (it) => it.toFixed(digits)),
    }
  }, [format])
}
