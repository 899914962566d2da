import type { Fate } from '../counted.ts'
import { type Bucket, buckets } from '../standing.ts'
import type { State } from '../visits.ts'
import { isOpen, statuses } from './columns.ts'
import type { Facts } from './facts.ts'
import type { Groups } from './groups.ts'
import { boundOf } from './moment.ts'
import { type Scan, sumsFor } from './scan.ts'

interface Asked {
  from: Date
  to: Date
  groups: Groups
  currency: string
  /** Is told what became of each deal that was open. */
  note?: (stageId: string, bucket: Bucket, state: State) => void
}

const states: readonly State[] = ['open', 'onHold', 'won', 'lost', 'terminated', 'transferred']
const won = statuses.indexOf('won')
const bucketOf = (state: State): Bucket | null => buckets.find((bucket) => bucket === state && state !== 'open') ?? null
const endsIn = states.map(bucketOf)
const numbers = Object.fromEntries(buckets.map((bucket, number) => [bucket, number])) as Record<Bucket, number>

/** The span of a deal that holds just before a moment; -1 when there is none. */
export function spanAt({ deals, spans }: Facts, deal: number, at: number): number {
  const first = deals.first[deal]!
  for (let span = first + deals.spans[deal]! - 1; span >= first; span--)
    if (spans.from[span]! < at) return spans.to[span]! >= at ? span : -1
  return -1
}

/** What became until `to` of every deal that was open at `from`. Twin of `readFates` and of `snapshotFate`. */
export function scanFates(facts: Facts, { from, to, groups, currency, note }: Asked): Scan<Fate[]> {
  const { deals, spans, dictionaries } = facts
  const [start, end] = [boundOf(from), boundOf(to)]
  const own = dictionaries.currency.codes.get(currency) ?? -1
  const stages = dictionaries.stage.values.length
  const kinds = buckets.length * states.length
  const { counts, amounts } = sumsFor(groups.size * stages * kinds)

  const addDeal = (deal: number): void => {
    const there = spanAt(facts, deal, start)
    if (there < 0 || spans.status[there] !== isOpen) return
    const position = spans.position[there]!
    const past = deals.first[deal]! + deals.spans[deal]!
    let wentOn = false
    let last = there
    for (let span = there; span < past && spans.from[span]! < end; span++) {
      wentOn ||= spans.position[span]! > position || spans.status[span] === won
      if (spans.to[span]! >= end) last = span
    }
    const status = spans.status[last]!
    const bucket = wentOn ? 'advanced' : (endsIn[status] ?? (spans.position[last]! < position ? 'movedBack' : 'open'))
    note?.(dictionaries.stage.values[spans.stage[there]!]!, bucket, states[status]!)
    const key = (groups.of(deal) * stages + spans.stage[there]!) * kinds + numbers[bucket] * states.length + status
    counts[key]!++
    const amount = spans.amount[there]!
    if (deals.currency[deal] === own && !Number.isNaN(amount)) amounts[key]! += amount
  }
  return {
    add: (chosen, from, to) => {
      for (let at = from; at < to; at++) addDeal(chosen[at]!)
    },
    result: () => {
      const fates: Fate[] = []
      counts.forEach((count, key) => {
        if (count === 0) return
        const place = Math.floor(key / kinds)
        fates.push({
          group: groups.keys[Math.floor(place / stages)] ?? null,
          stageId: dictionaries.stage.values[place % stages]!,
          bucket: buckets[Math.floor((key % kinds) / states.length)]!,
          state: states[key % states.length]!,
          count,
          amountMinor: amounts[key]!,
        })
      })
      return fates
    },
  }
}
