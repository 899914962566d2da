import type { Locale } from '../platform/words.ts'

/** How figures are written in a grid: money in 万 or thousands, as people plan; counts as they are. Units of minor units each. */
export interface Shown {
  /** What 1 in the grid stands for. */
  unit: number
  /** Decimals that are shown. */
  decimals: number
}

export const shownAs = (isMoney: boolean, locale: Locale, minorDigits: number): Shown =>
  isMoney
    ? { unit: 10 ** minorDigits * (locale === 'en' ? 1000 : 10_000), decimals: locale === 'en' ? 0 : 1 }
    : { unit: 1, decimals: 0 }

/** A figure as the grid shows it. */
export const figureText = (value: number, { unit, decimals }: Shown, locale: Locale): string =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value / unit)

/** A figure as it is typed: exact, without separators. */
export const typedText = (value: number, { unit }: Shown): string => String(Number((value / unit).toPrecision(15)))

const multiples: Record<string, number> = { 万: 1e4, 萬: 1e4, w: 1e4, 亿: 1e8, 億: 1e8, k: 1e3, m: 1e6, 元: 1, 千: 1e3 }

/**
 * Reads a figure as people type it: 35 in the grid's unit, 35万, 1.2亿, 350000元, 350k, +5, -5 and =… no formulas. A leading + or − changes
 * `before`. Null when it is no figure from 0, or not whole in what is counted.
 */
export function readFigure(text: string, before: number, { unit }: Shown, minorDigits: number, isMoney: boolean): number | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[,\s¥$]/g, '')
    .toLowerCase()
  const found = /^([+-]?)(\d+(?:\.\d+)?|\.\d+)(万元?|萬元?|亿元?|億元?|千元?|元|w|k|m)?$/.exec(plain)
  if (!found) return null
  const [, sign, number, suffix] = found
  const of = suffix === undefined ? unit : multiples[suffix[0]!]! * (isMoney ? 10 ** minorDigits : 1)
  const size = Number((Number(number) * of).toPrecision(15))
  const value = sign === '' ? size : sign === '+' ? before + size : before - size
  const whole = isMoney ? Math.round(value) : value
  return Number.isSafeInteger(whole) && whole >= 0 ? whole : null
}
