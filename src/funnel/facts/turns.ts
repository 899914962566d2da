import type { Turn } from '../counted.ts'
import type { TurnKind } from '../flow-report.ts'
import { isOpen } from './columns.ts'
import type { Facts } from './facts.ts'
import type { Groups } from './groups.ts'
import { boundOf, unknown } from './moment.ts'
import { type Scan, sumsFor } from './scan.ts'

interface Asked {
  from: Date
  to: Date
  groups: Groups
  currency: string
  /** Is told each stock and flow of a deal. */
  note?: (stageId: string, kind: TurnKind) => void
}

/** By the code of an exit; then what is no exit. */
const kinds: readonly (TurnKind | null)[] = [
  null,
  'advanced',
  'back',
  'won',
  'lost',
  'terminated',
  'held',
  'transferred',
  'reopened',
  'opening',
  'closing',
  'entered',
  'reEntered',
]
const [opening, closing, entered, reEntered] = [9, 10, 11, 12]

/** Stocks and flows of every stage in [from, to). A stay whose end nobody can date is in no number. Twin of `readTurns`. */
export function scanTurns(facts: Facts, { from, to, groups, currency, note }: Asked): Scan<Turn[]> {
  const { deals, spans, dictionaries, positions, standings } = facts
  const [start, end] = [boundOf(from), boundOf(to)]
  const own = dictionaries.currency.codes.get(currency) ?? -1
  const stages = dictionaries.stage.values.length
  const { counts, amounts } = sumsFor(groups.size * stages * kinds.length)
  const ended = standings.all.map(({ state }) => state !== 'open' && state !== 'onHold')
  const finals = standings.all.map(({ final }) => final)

  const {
    first: firstOf,
    spans: length,
    standing: standingOf,
    entered: cameAt,
    closed,
    since: placed,
    currency: currencyOf,
  } = deals
  const { from: fromOf, to: toOf, status, exit, next: nextOf, stage: stageOf } = spans
  const { position: positionOf, clock: clockOf, amount: amountOf } = spans

  // of the deal that is being counted: said out here, for it is done for millions of spans
  let [base, isOwn, finalAt, placedAt] = [0, false, -1, 0]
  function add(stage: number, kind: number, position: number, clock: number, amount: number): void {
    if (position === finalAt && clock === placedAt) return
    note?.(dictionaries.stage.values[stage]!, kinds[kind]!)
    const key = (base + stage) * kinds.length + kind
    counts[key]!++
    if (isOwn && amount === amount) amounts[key]! += amount
  }

  function addDeal(deal: number): void {
    const first = firstOf[deal]!
    const last = first + length[deal]! - 1
    if (last < first) return
    const standing = standingOf[deal]!
    // nothing of it lies in the span: it came later, or had ended before
    if (fromOf[first]! >= end || (fromOf[last]! < start && status[last] !== isOpen)) return
    const isUndated = ended[standing]! && closed[deal] === unknown
    finalAt = isUndated ? finals[standing]! : -1
    placedAt = isUndated ? placed[deal]! : 0
    isOwn = currencyOf[deal] === own
    base = groups.of(deal) * stages
    const came = cameAt[deal]!
    if (came >= start && came < end && came !== unknown)
      add(stageOf[first]!, entered, positionOf[first]!, clockOf[first]!, amountOf[first]!)
    for (let span = first; span <= last; span++) {
      const since = fromOf[span]!
      const until = toOf[span]!
      if (until < start || since >= end) continue
      const stage = stageOf[span]!
      const position = positionOf[span]!
      const clock = clockOf[span]!
      const amount = amountOf[span]!
      if (status[span] === isOpen) {
        if (since < start) add(stage, opening, position, clock, amount)
        if (until >= end) add(stage, closing, position, clock, amount)
      }
      if (until >= end) continue
      if (exit[span] !== 0) add(stage, exit[span]!, position, clock, amount)
      const next = nextOf[span]!
      if (next === 0) continue
      let isAgain = false
      for (let before = first; before <= span && !isAgain; before++) isAgain = stageOf[before] === next
      add(next, isAgain ? reEntered : entered, positions[next]!, until, amount)
    }
  }
  return {
    add: (chosen, from, to) => {
      for (let at = from; at < to; at++) addDeal(chosen[at]!)
    },
    result: () => {
      const turns: Turn[] = []
      counts.forEach((count, key) => {
        if (count === 0) return
        const place = Math.floor(key / kinds.length)
        turns.push({
          group: groups.keys[Math.floor(place / stages)] ?? null,
          stageId: dictionaries.stage.values[place % stages]!,
          kind: kinds[key % kinds.length]!,
          count,
          amountMinor: amounts[key]!,
        })
      })
      return turns
    },
  }
}
