import type { Grouping } from '../contract.ts'
import { dayOf, startOfDay } from '../../platform/time.ts'
import type { Facts } from './facts.ts'
import { boundOf, millisecondsOf, unknown } from './moment.ts'

/** Into which group each deal falls: a number below `size`, and what the group is called. */
export interface Groups {
  of: (deal: number) => number
  size: number
  keys: readonly (string | null)[]
}

const one: Groups = { of: () => 0, size: 1, keys: [null] }

const columns = { owner: ['credit', 'member'], team: ['credit', 'member'], source: ['source', 'source'], product: ['product', 'product'], region: ['region', 'region'] } as const // prettier-ignore

/** Twin of `groupColumn` in queries/stands.ts. Months and quarters are cut in the organisation's time zone. */
export function groupsOf(facts: Facts, groupBy: Grouping | undefined, timeZone: string): Groups {
  if (groupBy === undefined) return one
  if (groupBy === 'month' || groupBy === 'quarter') return spansOfTime(facts, groupBy === 'month' ? 1 : 3, timeZone)
  const [column, name] = columns[groupBy]
  const codes = facts.deals[column]
  const { values } = facts.dictionaries[name]
  return { of: (deal) => codes[deal]!, size: values.length, keys: values }
}

/** Group 0 is that of unknown entry, then one for each month or quarter from the first to the last. */
function spansOfTime({ deals, index }: Facts, months: number, timeZone: string): Groups {
  let [first, last] = [Infinity, -Infinity]
  for (let deal = 0; deal < index.count; deal++) {
    const entered = deals.entered[deal]!
    if (entered === unknown) continue
    if (entered < first) first = entered
    if (entered > last) last = entered
  }
  if (first > last) return one
  const keys: (string | null)[] = [null]
  const starts: number[] = []
  const firstDay = dayOf(new Date(millisecondsOf(first)), timeZone)
  let year = Number(firstDay.slice(0, 4))
  let month = Math.floor((Number(firstDay.slice(5, 7)) - 1) / months) * months
  for (let start = startOf(year, month, timeZone); start <= last; start = startOf(year, month, timeZone)) {
    starts.push(start)
    keys.push(months === 1 ? `${year}-${two(month + 1)}` : `${year}-Q${month / 3 + 1}`)
    month += months
    if (month >= 12) [year, month] = [year + 1, 0]
  }
  // deals lie roughly in the order of their entry: the group of the one before is the likeliest
  let at = 0
  const of = (deal: number): number => {
    const entered = deals.entered[deal]!
    if (entered === unknown) return 0
    while (at > 0 && starts[at]! > entered) at--
    while (at + 1 < starts.length && starts[at + 1]! <= entered) at++
    return at + 1
  }
  return { of, size: keys.length, keys }
}

const two = (value: number): string => String(value).padStart(2, '0')
const startOf = (year: number, month: number, timeZone: string): number =>
  boundOf(startOfDay(`${String(year).padStart(4, '0')}-${two(month + 1)}-01`, timeZone))
