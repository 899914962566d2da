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

/**
 * Deals that died, added up by reason of the first level and by every segment, in one pass; `chosen` by the reason itself. `withoutReason`
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
