import type { Indicator, IndicatorValues } from './score.ts'

/** What is on record of a customer, and what people know beside it. */
export interface Evidence {
  /** Day of the first deal won; null when there is none. */
  firstWonOn: string | null
  /** Won within the last twelve months, and in the twelve before, minor units. */
  wonMinor: number
  wonBeforeMinor: number
  employees: number | null
  facts: Facts
}

/** What people know; null is unknown. Shares 0-1, days, strategic 0-2. */
export interface Facts {
  customerSince: string | null
  walletShare: number | null
  margin: number | null
  daysLate: number | null
  overdueDays: number | null
  strategic: number | null
}
export const nothingSaid: Facts = {
  customerSince: null,
  walletShare: null,
  margin: null,
  daysLate: null,
  overdueDays: null,
  strategic: null,
}

/** Of which indicators deals know the value; people tell the others. */
export const fromDeals: readonly Indicator[] = ['years', 'revenue', 'growth']

const tenThousandInMinor = 1_000_000
const months = (from: string, to: string): number => {
  const [a, b] = [from, to].map((day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))) as [number, number]
  return b - a - (to.slice(8) < from.slice(8) ? 1 : 0)
}

/**
 * The values of the indicators on a day. Tenure counts whole months since the first order, by the earlier of record and word, so that a
 * score moves with the months and not every night; who never bought has none, and no revenue. Growth is this year's revenue against the
 * last one's; unknown where there was none then.
 */
export function valuesOf({ firstWonOn, wonMinor, wonBeforeMinor, employees, facts }: Evidence, today: string): IndicatorValues {
  const first = [firstWonOn, facts.customerSince].filter((day) => day !== null).toSorted()[0]
  return {
    years: first === undefined ? 0 : Math.max(0, months(first, today)) / 12,
    walletShare: facts.walletShare,
    revenue: wonMinor / tenThousandInMinor,
    growth: wonBeforeMinor > 0 ? wonMinor / wonBeforeMinor - 1 : null,
    margin: facts.margin,
    daysLate: facts.daysLate,
    strategic: facts.strategic,
    employees,
  }
}
