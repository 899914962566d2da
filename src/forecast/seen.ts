import { enoughForPar } from '../opportunities/elements.ts'
import { type ElementWeights, elementWeights, type Ground } from './ground.ts'
import {
  amountAt,
  cameEnded,
  endedAt,
  enteredAt,
  lastSpan,
  type PastDeals,
  spanAt,
  statusCode,
  traitNames,
  traitOf,
} from './past-deals.ts'

/** A deal that was known to be open at a moment, as it was known then. Milliseconds, minor units; not a number: unknown. */
export interface SeenDeal {
  /** Row of the deal. */
  row: number
  pipeline: number
  stage: number
  /** Time spent in the stage, time on hold taken out. */
  spent: number
  amount: number
  due: number
  /** Time since anything about it changed. */
  idle: number
  traits: readonly number[]
  /** What its elements add to the log-odds, with the configured weights. */
  shift: number
}

const cameWithin = 1000

/** What was known of an attribute that a record was made with: nothing before the record was made, where it tells the end. */
const mayUse = ({ past, refused }: Ground, row: number, at: number, column: 'amount' | 'due' | 'elements'): boolean =>
  at >= past.created[row]! || !refused.has(column)

/** Deals known to be open at a moment. Deals on hold are in no forecast. */
export function seenAt(
  ground: Ground,
  at: number,
  weights: readonly ElementWeights[] = ground.pipelines.map(elementWeights),
  only?: (row: number) => boolean,
): SeenDeal[] {
  const { past } = ground
  const seen: SeenDeal[] = []
  for (let row = 0; row < past.count; row++) {
    if (enteredAt(past, row) > at || (only && !only(row))) continue
    const span = spanAt(past, row, at)
    if (span < 0 || past.status[span] !== statusCode.open) continue
    // nobody knows when it came: it cannot have been known before there was a record of it
    if (past.from[span] === -Infinity && past.created[row]! > at) continue
    seen.push(seenDeal(ground, weights, row, span, at))
  }
  return seen
}

/** One deal as it was known to stand at a moment; null when it was not known to be open. */
export function seenOne(ground: Ground, weights: readonly ElementWeights[], row: number, at: number): SeenDeal | null {
  const span = spanAt(ground.past, row, at)
  return span < 0 || ground.past.status[span] !== statusCode.open ? null : seenDeal(ground, weights, row, span, at)
}

/** A moment at midnight is the end of the day before: its rate holds. */
function seenDeal(ground: Ground, weights: readonly ElementWeights[], row: number, span: number, at: number): SeenDeal {
  const { past } = ground
  const pipeline = past.pipeline[row]!
  const stage = past.stage[span]!
  return {
    row,
    pipeline,
    stage,
    spent: at - past.clock[span]!,
    amount: mayUse(ground, row, at, 'amount') ? amountAt(past, row, span, at - 1) : Number.NaN,
    due: mayUse(ground, row, at, 'due') ? past.due[span]! : Number.NaN,
    idle: at - past.from[span]!,
    traits: traitNames.map((name, trait) =>
      at >= past.created[row]! || !ground.refused.has(name) ? traitOf(past, row, trait) : 0,
    ),
    shift: shiftAt(ground, weights[pipeline]!, row, stage, at),
  }
}

/** What the elements of a deal, as known at a moment, add to the log-odds of a stage. */
export function shiftAt(ground: Ground, { count, beta, par }: ElementWeights, row: number, stage: number, at: number): number {
  if (count === 0) return 0
  const values = elementsAt(ground, count, row, at)
  let shift = 0
  for (let element = 0; element < count; element++)
    shift += beta[stage * count + element]! * (values[element]! - par[stage * count + element]!)
  return shift
}

/** The values of a deal's elements as known at a moment; 0 where nothing was said. */
function elementsAt(ground: Ground, count: number, row: number, at: number): Float64Array {
  const { past } = ground
  const values = new Float64Array(count)
  const first = past.firstElement[row]!
  const came = past.created[row]! + cameWithin
  for (let entry = first; entry < first + past.elements[row]!; entry++) {
    const recorded = past.recorded[entry]!
    const wasThere = recorded <= at || (recorded <= came && past.occurred[entry]! <= at && mayUse(ground, row, at, 'elements'))
    if (wasThere) values[past.element[entry]!] = past.value[entry]!
  }
  return values
}

/** From so many deals on, what they really knew on entering a stage replaces the rule of thumb. */
const enough = enoughForPar

/** Weights of the elements as configured, against what a normal deal had on entering each stage, as far as that was known at a moment. */
export function weightsAt(ground: Ground, at: number): ElementWeights[] {
  const { past } = ground
  const first = firstKept(ground, at)
  const sums = ground.pipelines.map(({ stages, elements }) => ({
    values: new Float64Array(stages.length * elements.length),
    entered: new Float64Array(stages.length),
  }))
  for (let row = 0; row < past.count; row++) {
    const { values, entered } = sums[past.pipeline[row]!]!
    const count = ground.pipelines[past.pipeline[row]!]!.elements.length
    if (count === 0) continue
    for (let span = past.first[row]!, began = -1; span < past.first[row]! + past.spans[row]!; span++) {
      const from = past.from[span]!
      const stage = past.stage[span]!
      if (past.status[span] !== statusCode.open || stage === began || from > at || from < first) continue
      began = stage
      entered[stage]!++
      const had = elementsAt(ground, count, row, from)
      for (let element = 0; element < count; element++) values[stage * count + element]! += had[element]!
    }
  }
  return ground.pipelines.map((pipeline, number) => {
    const own = elementWeights(pipeline)
    const { values, entered } = sums[number]!
    const par = own.par.map((rule, place) => {
      const stage = Math.floor(place / own.count)
      return entered[stage]! >= enough ? values[place]! / entered[stage]! : rule
    })
    return { ...own, par }
  })
}

/** Since when tables of elements were kept, as far as a moment knows. What was written when a deal had ended says nothing of it. */
function firstKept({ past }: Ground, at: number): number {
  let first = Infinity
  for (let row = 0; row < past.count; row++) {
    const end = endedAt(past, row)
    for (let entry = past.firstElement[row]!; entry < past.firstElement[row]! + past.elements[row]!; entry++) {
      const recorded = past.recorded[entry]!
      if (recorded <= at && recorded < Math.max(end, past.created[row]! + cameWithin)) first = Math.min(first, recorded)
    }
  }
  return first
}

/** A deal whose end was known at a moment, with how it ended. */
export interface SeenEnd {
  row: number
  won: boolean
  /** Found to be no deal at all (终止), rather than lost. */
  terminated: boolean
  at: number
  amount: number
  entered: number
  /** Furthest stage it came to, and the one it ended in. */
  furthest: number
  last: number
}

/** Deals known at a moment to have been won, lost or terminated. What was archived later is among them: history keeps it. */
export function endsBy({ past }: { past: PastDeals }, at: number): SeenEnd[] {
  const ends: SeenEnd[] = []
  for (let row = 0; row < past.count; row++) {
    const end = endedAt(past, row)
    if (end > at) continue
    const span = lastSpan(past, row)
    if (past.known[span]! > at || past.status[span] === statusCode.transferred) continue
    let furthest = 0
    for (let each = past.first[row]!; each <= span; each++) furthest = Math.max(furthest, past.stage[each]!)
    ends.push({
      row,
      won: past.status[span] === statusCode.won,
      terminated: past.status[span] === statusCode.terminated,
      at: end,
      amount: amountAt(past, row, span, end),
      entered: enteredAt(past, row),
      furthest,
      last: past.stage[span]!,
    })
  }
  return ends
}

/** Values of a column on deals that are open now and on those that came with their end: what the leak screen looks at. */
export function columnFor({ past }: Ground, valueOf: (row: number, span: number) => string | null) {
  const column = { open: [] as (string | null)[], ended: [] as (string | null)[] }
  for (let row = 0; row < past.count; row++) {
    const span = lastSpan(past, row)
    if (span < past.first[row]!) continue
    if (past.status[span] === statusCode.open) column.open.push(valueOf(row, span))
    else if (cameEnded(past, row)) column.ended.push(valueOf(row, span))
  }
  return column
}
