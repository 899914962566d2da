import { isOpen } from './columns.ts'
import type { Facts } from './facts.ts'
import { boundOf } from './moment.ts'
import { type Scan, sumsFor } from './scan.ts'

/** What was open in a stage just before one of several moments. */
export interface StageStock {
  /** Place in the list of moments. */
  moment: number
  stageId: string
  count: number
  amountMinor: number
}

/** What was open in each stage just before each of the moments, which come in order. Twin of `readStocks`. */
export function scanStocks(
  facts: Facts,
  { moments, currency }: { moments: readonly Date[]; currency: string },
): Scan<StageStock[]> {
  const { deals, spans, dictionaries } = facts
  const bounds = moments.map(boundOf)
  const own = dictionaries.currency.codes.get(currency) ?? -1
  const stages = dictionaries.stage.values.length
  const { counts, amounts } = sumsFor(bounds.length * stages)
  return {
    add: (chosen, from, to) => {
      for (let each = from; each < to; each++) {
        const deal = chosen[each]!
        const isOwn = deals.currency[deal] === own
        const first = deals.first[deal]!
        for (let span = first; span < first + deals.spans[deal]!; span++) {
          if (spans.status[span] !== isOpen) continue
          const [since, until] = [spans.from[span]!, spans.to[span]!]
          for (let moment = firstBehind(bounds, since); moment < bounds.length && bounds[moment]! <= until; moment++) {
            const key = moment * stages + spans.stage[span]!
            counts[key]!++
            if (isOwn && !Number.isNaN(spans.amount[span]!)) amounts[key]! += spans.amount[span]!
          }
        }
      }
    },
    result: () => {
      const found: StageStock[] = []
      counts.forEach((count, key) => {
        if (count > 0)
          found.push({
            moment: Math.floor(key / stages),
            stageId: dictionaries.stage.values[key % stages]!,
            count,
            amountMinor: amounts[key]!,
          })
      })
      return found
    },
  }
}

/** The place of the first moment later than this one. */
function firstBehind(bounds: readonly number[], since: number): number {
  let [low, high] = [0, bounds.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (bounds[middle]! > since) high = middle
    else low = middle + 1
  }
  return low
}
