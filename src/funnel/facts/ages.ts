import { isOpen } from './columns.ts'
import type { Facts } from './facts.ts'
import { boundOf, unknown } from './moment.ts'
import type { Scan } from './scan.ts'

/** Open deals of a stage that have been in it for `weeks` whole weeks. */
export interface AgeBand {
  stageId: string
  /** Null where nobody knows since when. */
  weeks: number | null
  count: number
  amountMinor: number
}

/** How long the open deals have stood where they stand. Twin of `readAges`. */
export function scanAges(
  { deals, spans, dictionaries }: Facts,
  { now, currency }: { now: Date; currency: string },
): Scan<AgeBand[]> {
  const at = boundOf(now)
  const own = dictionaries.currency.codes.get(currency) ?? -1
  const bands = new Map<number, AgeBand>()
  return {
    add: (chosen, from, to) => {
      for (let each = from; each < to; each++) {
        const deal = chosen[each]!
        const last = deals.first[deal]! + deals.spans[deal]! - 1
        if (last < deals.first[deal]! || spans.status[last] !== isOpen) continue
        const stage = deals.stage[deal]!
        const since = deals.since[deal]!
        const weeks = since === unknown ? null : Math.max(0, Math.floor((at - since) / 604_800))
        const key = stage * 10_000 + (weeks === null ? 9_999 : Math.min(9_998, weeks))
        let band = bands.get(key)
        if (!band) bands.set(key, (band = { stageId: dictionaries.stage.values[stage]!, weeks, count: 0, amountMinor: 0 }))
        band.count++
        const amount = deals.amount[deal]!
        if (deals.currency[deal] === own && !Number.isNaN(amount)) band.amountMinor += amount
      }
    },
    result: () => [...bands.values()].sort((a, b) => (a.weeks ?? Infinity) - (b.weeks ?? Infinity)),
  }
}
