import type { Coded, Deals } from './deals.ts'
import { endedRows, type EndingsAsked } from './endings.ts'
import { live } from './live.ts'
import { added } from './page-sums.ts'
import type { ReasonTables } from './reasons.ts'

export const lossDimensions = ['competitor', 'product', 'owner', 'source', 'band', 'region'] as const
export type LossDimension = (typeof lossDimensions)[number] | 'stage'

/** A reason as it was chosen, of whichever level. */
export interface ChosenReason {
  reason: string
  deals: number
  amountMinor: number
}

/** Deals that died, by what was chosen as their reason. Money of those without an amount is left out: they are counted by their product. */
interface LossSums {
  ended: number
  withoutReason: number
  /** By the code of the reason. */
  counts: Float64Array
  amounts: Float64Array
  /** `[product × 1,024 + reason]`. */
  unpriced: Map<number, number>
  /** Of each dimension: `[value × reasons + reason]`. */
  both: Float64Array[]
  reasons: number
}

const mostReasons = 1024

function sumLosses(deals: Deals, asked: Omit<EndingsAsked, 'usualAmount'>): LossSums {
  const { rows, withoutReason } = endedRows(deals, asked)
  const { codes, values } = deals.of.reason
  const { codes: products } = deals.of.product
  const reasons = values.length
  const [counts, amounts] = [new Float64Array(reasons), new Float64Array(reasons)]
  const unpriced = new Map<number, number>()
  for (const deal of rows) {
    const own = codes[deal]!
    counts[own]!++
    const amount = deals.amountMinor[deal]!
    if (!Number.isNaN(amount)) amounts[own]! += amount
    else if (deals.otherCurrency[deal] === 0) {
      const key = products[deal]! * mostReasons + own
      unpriced.set(key, (unpriced.get(key) ?? 0) + 1)
    }
  }
  const both = columnsOf(deals).map(({ codes: of, values: all }) => {
    const table = new Float64Array(all.length * reasons)
    for (const deal of rows) table[of[deal]! * reasons + codes[deal]!]!++
    return table
  })
  return { ended: rows.length, withoutReason, counts, amounts, unpriced, both, reasons }
}

const columnsOf = (deals: Deals): Coded[] => [
  ...lossDimensions.map((name) => deals.of[name]),
  { codes: deals.final, values: Array.from({ length: deals.stageCount + 1 }, (_, stage) => (stage === 0 ? null : String(stage))) }, // prettier-ignore
]

function addLosses(onto: LossSums, more: LossSums, sign: 1 | -1): void {
  if (more.reasons !== onto.reasons) throw new Error('counted by other reasons')
  onto.ended += sign * more.ended
  onto.withoutReason += sign * more.withoutReason
  onto.counts = added(onto.counts, more.counts, sign)
  onto.amounts = added(onto.amounts, more.amounts, sign)
  for (const [key, count] of more.unpriced) onto.unpriced.set(key, (onto.unpriced.get(key) ?? 0) + sign * count)
  onto.both = onto.both.map((table, at) => added(table, more.both[at]!, sign))
}

/**
 * Deals that died, added up by reason of the first level and by every segment; `chosen` by the reason itself. `withoutReason`
 * are in none of the sums.
 */
export function lossTables(
  deals: Deals,
  { levelOne, usualAmount, filter = null, ...asked }: EndingsAsked & { levelOne: (reason: string) => string; filter?: unknown },
): ReasonTables<LossDimension> & { withoutReason: number; chosen: ChosenReason[] } {
  const { values } = deals.of.reason
  const { stretch, stage } = asked
  const sums = live<LossSums>(deals, asked.picks, filter === null ? null : ['losses', filter, stretch, stage, values.length], {
    count: (some, picks) => sumLosses(some, { stretch, stage, picks }),
    add: addLosses,
  })
  const own = sums.amounts.slice()
  for (const [key, count] of sums.unpriced) own[key % mostReasons]! += count * usualAmount(Math.floor(key / mostReasons))
  const reasons = [...new Set(values.flatMap((value) => (value === null ? [] : levelOne(value))))]
  const reasonAt = values.map((value) => (value === null ? -1 : reasons.indexOf(levelOne(value))))
  const [counts, amounts] = [new Float64Array(reasons.length), new Float64Array(reasons.length)]
  for (const [code, at] of reasonAt.entries())
    if (at >= 0) {
      counts[at]! += sums.counts[code]!
      amounts[at]! += own[code]!
    }
  const segments = columnsOf(deals).map(({ values: all }, place) => {
    const table = sums.both[place]!
    const both = new Float64Array(all.length * reasons.length)
    for (let value = 0; value * sums.reasons < table.length; value++)
      for (const [code, at] of reasonAt.entries())
        if (at >= 0) both[value * reasons.length + at]! += table[value * sums.reasons + code]!
    return { values: all, both }
  })
  return {
    ended: sums.ended,
    withoutReason: sums.withoutReason,
    chosen: values.flatMap((reason, code) =>
      reason === null || sums.counts[code] === 0 ? [] : [{ reason, deals: sums.counts[code]!, amountMinor: own[code]! }],
    ),
    reasons,
    counts,
    amounts,
    segments: Object.fromEntries(
      [...lossDimensions, 'stage' as const].map((name, place) => [name, segments[place]!]),
    ) as unknown as ReasonTables<LossDimension>['segments'],
  }
}
