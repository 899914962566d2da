import { fitBuying, type BuyingModel } from './buy-till-you-die.ts'
import { expected, historyOf } from './expectation.ts'

/** How the ways of telling would have done on the last stretch, learned from what lies before it. */
export interface HeldOut {
  /** Months that were held out, and customers who had bought before. */
  months: number
  customers: number
  /** Repeat orders that came. */
  came: number
  /** What each way expected in all, and its mean error a customer, in orders. */
  ways: { way: 'bg-nbd' | 'gamma' | 'same-again'; told: number; meanError: number }[]
}

const longestMonths = 12
const shortestMonths = 3
const monthDays = 365.25 / 12

/**
 * Holds out the last year (half of what there is where that is less than two years) and compares: the model, the plain rate, and "as
 * many again as in as many months before". Null where half is less than three months or nobody had bought before.
 */
export function heldOut(customers: readonly (readonly number[])[], today: number, withModel: boolean): HeldOut | null {
  const first = customers.reduce((least, days) => Math.min(least, days[0] ?? today), today)
  const months = Math.min(longestMonths, Math.floor((today - first) / monthDays / 2))
  if (months < shortestMonths) return null
  const cut = Math.round(today - months * monthDays)
  const known = customers.flatMap((days) => {
    const history = historyOf(days, cut)
    return history ? [{ days, history }] : []
  })
  if (known.length === 0) return null
  const model: BuyingModel | null = withModel ? fitBuying(known.map(({ history }) => history)) : null
  const came = known.map(({ days }) => days.filter((day) => day > cut && day <= today).length)
  const judge = (way: HeldOut['ways'][number]['way'], told: readonly number[]): HeldOut['ways'][number] => ({
    way,
    told: sum(told),
    meanError: sum(told.map((each, at) => Math.abs(each - came[at]!))) / known.length,
  })
  const before = cut - months * monthDays
  return {
    months,
    customers: known.length,
    came: sum(came),
    ways: [
      ...(model ? [judge('bg-nbd', known.map(({ history }) => expected('bg-nbd', model, history, months)!))] : []), // prettier-ignore
      judge('gamma', known.map(({ history }) => expected('gamma', null, history, months)!)), // prettier-ignore
      judge('same-again', known.map(({ days }) => days.filter((day) => day > before && day <= cut).length)), // prettier-ignore
    ],
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0)
