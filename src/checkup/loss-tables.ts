import type { Deals } from './deals.ts'
import { endedRows, type EndingsAsked, lossOf } from './endings.ts'
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
  asked: EndingsAsked & { levelOne: (reason: string) => string },
): ReasonTables<LossDimension> & { withoutReason: number; chosen: ChosenReason[] } {
  const { rows, withoutReason } = endedRows(deals, asked)
  const { codes, values } = deals.of.reason
  const reasons = [...new Set(values.flatMap((value) => (value === null ? [] : asked.levelOne(value))))]
  const reasonAt = Uint16Array.from(values, (value) => (value === null ? 0 : reasons.indexOf(asked.levelOne(value))))
  const count = reasons.length
  const [counts, amounts] = [new Float64Array(count), new Float64Array(count)]
  const [ownCounts, ownAmounts] = [new Float64Array(values.length), new Float64Array(values.length)]
  const stages = Array.from({ length: deals.stageCount + 1 }, (_, stage) => (stage === 0 ? null : String(stage)))
  const tables = [...lossDimensions.map((name) => deals.of[name]), { codes: deals.final, values: stages }].map((column) => ({
    codes: column.codes,
    values: column.values,
    both: new Float64Array(column.values.length * count),
  }))
  for (const deal of rows) {
    const own = codes[deal]!
    const amount = lossOf(deals, deal, asked.usualAmount)
    ownCounts[own]!++
    ownAmounts[own]! += amount
    counts[reasonAt[own]!]!++
    amounts[reasonAt[own]!]! += amount
  }
  for (const { codes: own, both } of tables) for (const deal of rows) both[own[deal]! * count + reasonAt[codes[deal]!]!]!++
  const segments = Object.fromEntries(
    [...lossDimensions, 'stage' as const].map((name, index) => [
      name,
      { values: tables[index]!.values, both: tables[index]!.both },
    ]),
  )
  return {
    ended: rows.length,
    withoutReason,
    chosen: values.flatMap((reason, code) =>
      reason === null || ownCounts[code] === 0 ? [] : [{ reason, deals: ownCounts[code]!, amountMinor: ownAmounts[code]! }],
    ),
    reasons,
    counts,
    amounts,
    segments: segments as unknown as ReasonTables<LossDimension>['segments'],
  }
}
