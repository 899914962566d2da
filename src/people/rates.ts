// What amounts in other currencies are worth in the organisation's own, at the rate of the day.

/** Rates of a currency: `from` (milliseconds, ascending) is when each begins to hold, `factor` what one smallest unit is worth in the own. */
export interface CurrencyRates {
  from: readonly number[]
  factor: readonly number[]
}

/** Digits that a currency has after the point: 2 for most, 0 for yen. */
export const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/** The rate of whole units as one of smallest units: 1 yen = .048 yuan ⇒ 4.8 fen. */
export const minorFactor = (rate: number, currency: string, into: string): number =>
  rate * 10 ** (digitsOf(into) - digitsOf(currency))

/** What one smallest unit was worth at a moment: the rate that held; the first one before there was any. */
export function factorAt({ from, factor }: CurrencyRates, at: number): number {
  let [low, high] = [0, from.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (from[middle]! <= at) low = middle + 1
    else high = middle
  }
  return factor[Math.max(0, low - 1)] ?? Number.NaN
}
