import { bytesPer, dealKinds, type Deals, roomFor, spanKinds, type Spans, widened } from './columns.ts'
import { type Dictionary, emptyDictionary } from './dictionary.ts'
import { emptyIndex, type IdIndex, idWords, rowOf } from './id-index.ts'
import { emptyStandings, type Standings } from './standings.ts'

const dictionaryNames = [
  'pipeline',
  'stage',
  'member',
  'source',
  'product',
  'competitor',
  'region',
  'currency',
  'lossReason',
  'band',
  'industry',
  'level',
] as const
export type Dictionaries = Record<(typeof dictionaryNames)[number], Dictionary>

/** All deals of one organisation with all their spans, as columns (docs/decisions/120). */
export interface Facts {
  /** No other facts of this process have it: rows told apart by it are not mixed. */
  serial: number
  index: IdIndex
  deals: Deals
  spans: Spans
  /** Spans written so far, and how many of them no deal uses any more. */
  spanCount: number
  waste: number
  dictionaries: Dictionaries
  standings: Standings
  /** Order number of each stage, by code. */
  positions: number[]
  /** Rows in the order in which they were written, but for the first `forgotten`: what is made of the columns catches up by them. */
  written: { rows: number[]; forgotten: number }
  /** Bytes of what others have made of the columns or keep beside them, by what it is called. */
  beside: Record<string, number>
}

let made = 0

export const emptyFacts = (deals = 1000, spans = 6000): Facts => ({
  serial: ++made,
  index: emptyIndex(deals),
  deals: roomFor(dealKinds, deals),
  spans: roomFor(spanKinds, spans),
  spanCount: 0,
  waste: 0,
  dictionaries: Object.fromEntries(dictionaryNames.map((name) => [name, emptyDictionary()])) as Dictionaries,
  standings: emptyStandings(),
  positions: [0],
  written: { rows: [], forgotten: 0 },
  beside: {},
})

/** So many written rows are remembered; who lags further behind begins anew. */
const mostWritten = 50_000

export function noteWritten({ written }: Facts, deal: number): void {
  if (written.rows.length >= mostWritten) {
    written.forgotten += written.rows.length
    written.rows = []
  }
  written.rows.push(deal)
}

/** A deal's id and its place in the index. */
export const bytesPerDeal = bytesPer(dealKinds) + 16 + 12
export const bytesPerSpan = bytesPer(spanKinds)

export const bytesOf = ({ deals, spans, beside }: Facts): number =>
  deals.pipeline.length * bytesPerDeal +
  spans.from.length * bytesPerSpan +
  Object.values(beside).reduce((sum, bytes) => sum + bytes, 0)

/** Makes sure that a deal's row lies within the columns. */
export function roomForDeal(facts: Facts, deal: number): void {
  const { length } = facts.deals.pipeline
  if (deal >= length) facts.deals = widened(dealKinds, facts.deals, Math.ceil(length * 1.2) + 100)
}

/** Where a deal's `count` spans are to be written: over those it had when they fit, else behind all others. */
export function roomForSpans(facts: Facts, deal: number, count: number): number {
  const { deals } = facts
  const had = deals.spans[deal]!
  if (count <= had) {
    facts.waste += had - count
    deals.spans[deal] = count
    return deals.first[deal]!
  }
  facts.waste += had
  const first = facts.spanCount
  facts.spanCount += count
  const { length } = facts.spans.from
  if (facts.spanCount > length) facts.spans = widened(spanKinds, facts.spans, Math.ceil(facts.spanCount * 1.2) + 600)
  deals.first[deal] = first
  deals.spans[deal] = count
  return first
}

/** A deal that was archived or is gone counts no more. It keeps its row: it may come back. */
export function forget(facts: Facts, id: string): void {
  const deal = rowOf(facts.index, idWords(id))
  if (deal >= 0) facts.deals.alive[deal] = 0
}
