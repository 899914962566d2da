import { codeOf, type Dictionary } from './dictionary.ts'
import { type Dictionaries, type Facts, noteWritten, roomForDeal, roomForSpans } from './facts.ts'
import { placeOf } from './id-index.ts'
import { secondOfSent, unknown } from './moment.ts'
import { standingOfDeal } from './standings.ts'

type Bytes = Uint8Array

/** Deals with their spans as the database packs them: one value per column, each the values of all rows side by side, largest byte first. */
export interface Batch {
  deals: number
  /** 16 bytes each. */
  ids: Bytes
  /** Hashes of ids, 8 bytes each; 0 where there is none. */
  pipeline: Bytes
  stage: Bytes
  owner: Bytes
  credit: Bytes
  source: Bytes
  product: Bytes
  competitor: Bytes
  region: (string | null)[]
  currency: (string | null)[]
  lossReason: (string | null)[]
  band: (string | null)[]
  industry: (string | null)[]
  level: (string | null)[]
  /** Microseconds since 2000, 8 bytes. */
  entered: Bytes
  since: Bytes
  closed: Bytes
  /** Minor units, 8 bytes; -1 where there is none. */
  amount: Bytes
  /** Furthest stage, stage and status: 8 bits each. */
  place: Bytes
  stagesEntered: Bytes
  /** 0 where it was archived, 1 else: one byte. */
  alive: Bytes
  spans: number
  /** Ids of the deals in the order in which their spans come, 16 bytes each. */
  heads: Bytes
  spanFrom: Bytes
  spanTo: Bytes
  spanClock: Bytes
  spanAmount: Bytes
  spanOwner: Bytes
  spanStage: Bytes
  spanNext: Bytes
  /** Days since 2000-01-01, 4 bytes; 0 is none. */
  spanDue: Bytes
  /** Number among the deal's spans << 13, order number of the stage << 7, status << 4, exit: 4 bytes. */
  spanPlace: Bytes
}

/** Codes by the hash of an id. */
export type Coders = Record<'pipeline' | 'stage' | 'member' | 'source' | 'product' | 'competitor', Map<number, number>>

const viewOf = (bytes: Bytes): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
/** Eight bytes as a number; of a hash the lowest bits may be lost, always the same ones. */
const bigAt = (view: DataView, at: number): number => view.getInt32(at * 8) * 4_294_967_296 + view.getUint32(at * 8 + 4)

const dealIds = { pipeline: 'pipeline', stage: 'stage', owner: 'member', credit: 'member', source: 'source', product: 'product', competitor: 'competitor' } as const // prettier-ignore
const spanIds = { spanOwner: 'member', spanStage: 'stage', spanNext: 'stage' } as const
const texts = ['region', 'currency', 'lossReason', 'band', 'industry', 'level'] as const

/** A batch with its ids as codes; null when one of them was never met: then dictionaries are behind. */
export type Coded = { batch: Batch; codes: Record<keyof typeof dealIds | keyof typeof spanIds, Uint16Array> }

export function coded(batch: Batch, coders: Coders): Coded | null {
  const codes = {} as Coded['codes']
  for (const [column, kind] of Object.entries({ ...dealIds, ...spanIds }) as [keyof Coded['codes'], keyof Coders][]) {
    const found = codesOf(batch[column], coders[kind])
    if (!found) return null
    codes[column] = found
  }
  return { batch, codes }
}

function codesOf(bytes: Bytes, coder: Map<number, number>): Uint16Array | null {
  const view = viewOf(bytes)
  const codes = new Uint16Array(bytes.length / 8)
  let [last, code] = [0, 0]
  for (let at = 0; at < codes.length; at++) {
    const hash = bigAt(view, at)
    if (hash !== last) {
      const known = hash === 0 ? 0 : coder.get(hash)
      if (known === undefined) return null
      last = hash
      code = known
    }
    codes[at] = code
  }
  return codes
}

/** Writes deals into the facts, over what stood there of them. Deals of which nothing was sent stay as they are. */
export function put(facts: Facts, { batch, codes }: Coded): void {
  const words = new Uint32Array(4)
  const ids = viewOf(batch.ids)
  const [entered, since, closed, amount, place, stagesEntered] = [
    batch.entered,
    batch.since,
    batch.closed,
    batch.amount,
    batch.place,
    batch.stagesEntered,
  ].map(viewOf) as [DataView, DataView, DataView, DataView, DataView, DataView]
  const text = Object.fromEntries(texts.map((name) => [name, textCodes(facts.dictionaries[name], batch[name])]))
  for (let at = 0; at < batch.deals; at++) {
    readId(ids, at, words)
    const deal = placeOf(facts.index, words)
    roomForDeal(facts, deal)
    noteWritten(facts, deal)
    const { deals } = facts
    for (const name of Object.keys(dealIds) as (keyof typeof dealIds)[]) deals[name][deal] = codes[name][at]!
    for (const name of texts) deals[name][deal] = text[name]![at]!
    deals.entered[deal] = timeAt(entered, at)
    deals.since[deal] = timeAt(since, at)
    deals.closed[deal] = timeAt(closed, at)
    deals.amount[deal] = amountAt(amount, at)
    deals.alive[deal] = batch.alive[at]!
    const packed = place.getInt32(at * 4)
    deals.standing[deal] = standingOfDeal(
      facts.standings,
      packed & 255,
      packed >> 16,
      (packed >> 8) & 255,
      stagesEntered.getInt32(at * 4),
      deals.entered[deal]! !== unknown,
    )
  }
  putSpans(facts, { batch, codes })
}

function putSpans(facts: Facts, { batch, codes }: Coded): void {
  const words = new Uint32Array(4)
  const heads = viewOf(batch.heads)
  const place = viewOf(batch.spanPlace)
  let head = 0
  for (let start = 0; start < batch.spans;) {
    let end = start + 1
    while (end < batch.spans && place.getInt32(end * 4) >> 13 !== 0) end++
    for (let at = start; at < end; at++)
      if (place.getInt32(at * 4) >> 13 !== at - start) throw new Error('spans of a deal came out of order')
    readId(heads, head++, words)
    writeSpans(facts, placeOf(facts.index, words), { batch, codes }, start, end)
    start = end
  }
}

function writeSpans(facts: Facts, deal: number, { batch, codes }: Coded, start: number, end: number): void {
  roomForDeal(facts, deal)
  const first = roomForSpans(facts, deal, end - start)
  const { spans } = facts
  const [from, to, clock, amount, due, place] = [
    batch.spanFrom,
    batch.spanTo,
    batch.spanClock,
    batch.spanAmount,
    batch.spanDue,
    batch.spanPlace,
  ].map(viewOf) as [DataView, DataView, DataView, DataView, DataView, DataView]
  for (let at = start; at < end; at++) {
    const span = first + at - start
    spans.from[span] = timeAt(from, at)
    spans.to[span] = timeAt(to, at)
    spans.clock[span] = timeAt(clock, at)
    spans.amount[span] = amountAt(amount, at)
    spans.owner[span] = codes.spanOwner[at]!
    spans.stage[span] = codes.spanStage[at]!
    spans.next[span] = codes.spanNext[at]!
    spans.due[span] = Math.min(65_535, Math.max(0, due.getInt32(at * 4)))
    const packed = place.getInt32(at * 4)
    spans.position[span] = (packed >> 7) & 63
    spans.status[span] = (packed >> 4) & 7
    spans.exit[span] = packed & 15
  }
}

const timeAt = (view: DataView, at: number): number => secondOfSent(view.getInt32(at * 8), view.getUint32(at * 8 + 4))

function amountAt(view: DataView, at: number): number {
  const amount = bigAt(view, at)
  return amount < 0 ? Number.NaN : amount
}

function readId(view: DataView, at: number, words: Uint32Array): void {
  for (let word = 0; word < 4; word++) words[word] = view.getUint32(at * 16 + word * 4)
}

const textCodes = (dictionary: Dictionary, values: readonly (string | null)[]): number[] =>
  values.map((value) => codeOf(dictionary, value))

/** Ids that rows may refer to, with their hashes as the database makes them: enters those that were not known yet. */
export function learnIds(
  dictionaries: Dictionaries,
  coders: Coders,
  kind: keyof Coders,
  known: readonly { id: string; hash: number }[],
): void {
  for (const { id, hash } of known) coders[kind].set(hash, codeOf(dictionaries[kind], id))
}
