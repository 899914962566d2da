import { factorAt, type CurrencyRates } from '../people/rates.ts'
import { exits, statuses } from '../funnel/facts/columns.ts'

// The histories of deals as columns: what a forecast of any moment is made of. Times are milliseconds since 1970.

export const statusCode = Object.fromEntries(statuses.map((status, code) => [status, code])) as Record<
  (typeof statuses)[number],
  number
>
export const exitCode = Object.fromEntries(exits.map((exit, code) => [exit ?? 'none', code])) as Record<string, number>

/** What was true of a deal between two moments. */
export interface PastSpan {
  /** -Infinity where nobody knows. */
  from: number
  /** Infinity: still so. */
  to: number
  /** When it was written down that this began; never before it began. */
  known: number
  /** Start of the stage's clock, time on hold taken out; not a number where nobody knows. */
  clock: number
  /** Stage number from 0. */
  stage: number
  status: number
  exit: number
  /** Stage after, -1 for none. */
  next: number
  /** Minor units; not a number where nobody said. */
  amount: number
  /** Expected day of signing, at its start; not a number where nobody said. */
  due: number
}

/** Something said of an element: its value −1 to 1, when it was found out (-Infinity: nobody knows) and when it was written down. */
export interface PastElement {
  element: number
  value: number
  occurred: number
  recorded: number
}

export interface PastDeal {
  id: string
  /** Number of its pipeline. */
  pipeline: number
  /** Numbers of what it is about and whose it is; 0 none. */
  traits: readonly number[]
  /** When the record was made: what came with it was not on record before. */
  created: number
  /** Number of its currency among the rates; absent or 0: the organisation's own. */
  currency?: number
  spans: readonly PastSpan[]
  elements: readonly PastElement[]
}

/** What a deal may be told apart by, in the order of its traits. */
export const traitNames = ['product', 'source', 'industry', 'region', 'owner'] as const
export type TraitName = (typeof traitNames)[number]

/** Columns by deal, by span and by element entry; the spans of a deal stand side by side in order. */
export interface PastDeals {
  count: number
  ids: string[]
  pipeline: Uint16Array
  /** 0: the own; n: that of rates[n − 1]. */
  currency: Uint8Array
  rates: readonly CurrencyRates[]
  traits: Uint16Array
  created: Float64Array
  first: Uint32Array
  spans: Uint16Array
  from: Float64Array
  to: Float64Array
  known: Float64Array
  clock: Float64Array
  amount: Float64Array
  due: Float64Array
  stage: Uint8Array
  status: Uint8Array
  exit: Uint8Array
  next: Int8Array
  firstElement: Uint32Array
  elements: Uint16Array
  element: Uint8Array
  value: Float32Array
  occurred: Float64Array
  recorded: Float64Array
}

const roomFor = (deals: number, spans: number, entries: number): PastDeals => ({
  count: 0,
  ids: [],
  pipeline: new Uint16Array(deals),
  currency: new Uint8Array(deals),
  rates: [],
  traits: new Uint16Array(deals * traitNames.length),
  created: new Float64Array(deals),
  first: new Uint32Array(deals),
  spans: new Uint16Array(deals),
  from: new Float64Array(spans),
  to: new Float64Array(spans),
  known: new Float64Array(spans),
  clock: new Float64Array(spans),
  amount: new Float64Array(spans),
  due: new Float64Array(spans),
  stage: new Uint8Array(spans),
  status: new Uint8Array(spans),
  exit: new Uint8Array(spans),
  next: new Int8Array(spans),
  firstElement: new Uint32Array(deals),
  elements: new Uint16Array(deals),
  element: new Uint8Array(entries),
  value: new Float32Array(entries),
  occurred: new Float64Array(entries),
  recorded: new Float64Array(entries),
})

const perDeal = ['pipeline', 'currency', 'created', 'first', 'spans', 'firstElement', 'elements'] as const
const perSpan = ['from', 'to', 'known', 'clock', 'amount', 'due', 'stage', 'status', 'exit', 'next'] as const
const perEntry = ['element', 'value', 'occurred', 'recorded'] as const

/** Collects deals one after the other; room grows as it is needed. */
export function collecting(rates: readonly CurrencyRates[] = []): { add: (deal: PastDeal) => void; done: () => PastDeals } {
  let [deals, spans, entries] = [1024, 8192, 8192]
  let columns = roomFor(deals, spans, entries)
  let [count, spanCount, entryCount] = [0, 0, 0]
  const widen = (): void => {
    const wider = roomFor(deals, spans, entries)
    for (const name of [...perDeal, ...perSpan, ...perEntry]) wider[name].set(columns[name])
    wider.traits.set(columns.traits)
    wider.ids = columns.ids
    columns = wider
  }
  return {
    add: (deal) => {
      const full = count === deals || spanCount + deal.spans.length > spans || entryCount + deal.elements.length > entries
      if (full) {
        deals = count === deals ? deals * 2 : deals
        while (spanCount + deal.spans.length > spans) spans *= 2
        while (entryCount + deal.elements.length > entries) entries *= 2
        widen()
      }
      columns.ids.push(deal.id)
      columns.pipeline[count] = deal.pipeline
      columns.created[count] = deal.created
      columns.currency[count] = deal.currency ?? 0
      columns.traits.set(deal.traits, count * traitNames.length)
      columns.first[count] = spanCount
      columns.spans[count] = deal.spans.length
      for (const span of deal.spans) {
        for (const name of perSpan) columns[name][spanCount] = span[name]
        spanCount++
      }
      columns.firstElement[count] = entryCount
      columns.elements[count] = deal.elements.length
      for (const entry of deal.elements) {
        for (const name of perEntry) columns[name][entryCount] = entry[name]
        entryCount++
      }
      count++
    },
    done: () => Object.assign(columns, { count, rates }),
  }
}

export function pastDealsOf(list: readonly PastDeal[], rates: readonly CurrencyRates[] = []): PastDeals {
  const { add, done } = collecting(rates)
  for (const deal of list) add(deal)
  return done()
}

/** The span that was known to be true of a deal at a moment; -1 when nothing was known of it. */
export function spanAt({ first, spans, from, known }: PastDeals, deal: number, at: number): number {
  const start = first[deal]!
  for (let span = start + spans[deal]! - 1; span >= start; span--) if (from[span]! <= at && known[span]! <= at) return span
  return -1
}

/** Amount of a span in the organisation's currency, at the rate of a moment; minor units, not a number where nobody said. */
export function amountAt({ amount, currency, rates }: PastDeals, deal: number, span: number, at: number): number {
  const own = amount[span]!
  const number = currency[deal]!
  return number === 0 ? own : own * factorAt(rates[number - 1]!, at)
}

export const lastSpan = ({ first, spans }: PastDeals, deal: number): number => first[deal]! + spans[deal]! - 1
export const hasEnded = (status: number): boolean => status >= statusCode.won
export const traitOf = ({ traits }: PastDeals, deal: number, trait: number): number => traits[deal * traitNames.length + trait]!

/** When a deal ended for good, as is known now; Infinity while it has not. Unknown ends count from when they were written down. */
export function endedAt(past: PastDeals, deal: number): number {
  const span = lastSpan(past, deal)
  if (span < past.first[deal]! || !hasEnded(past.status[span]!)) return Infinity
  return past.from[span]! === -Infinity ? past.known[span]! : past.from[span]!
}

/** Whether a deal came with its end already known, as an import brings it: what it says of itself was then written at the end. */
export const cameEnded = (past: PastDeals, deal: number): boolean => past.created[deal]! >= endedAt(past, deal)

/** Entry into the pipeline; -Infinity where nobody knows. */
export const enteredAt = (past: PastDeals, deal: number): number =>
  past.spans[deal]! === 0 ? -Infinity : past.from[past.first[deal]!]!
