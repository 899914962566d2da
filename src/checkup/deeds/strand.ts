import { codeOf, type Dictionary } from '../../funnel/facts/dictionary.ts'
import { secondOfSent } from '../../funnel/facts/moment.ts'

/**
 * One kind of thing that is on record about deals, those of a deal side by side. Moments are whole seconds since 2000 (funnel/facts/moment.ts).
 * `who`, where there is one, says which of them are about the same one; a deal's come in its order, those alike in that of their recording.
 */
export interface Strand {
  /** Of each deal: where its own begin, how many there are, and for how many there is room. */
  first: Uint32Array
  count: Uint32Array
  room: Uint32Array
  at: Int32Array
  /** Codes of `words`. */
  what: Uint16Array
  who: Float64Array | null
  words: Dictionary
  used: number
}

/** Things as the database packs them, one value per column, each the values of all rows side by side, largest byte first. */
export interface Told {
  rows: number
  /** Ids of the deals, 16 bytes each. */
  deals: Uint8Array
  /** Microseconds since 2000, 8 bytes. */
  at: Uint8Array
  what: readonly string[]
  /** A hash, 8 bytes. */
  who: Uint8Array
  /** Microseconds of its recording, 8 bytes: the order of those that are about the same one. */
  order: Uint8Array
}

/** The same with deals by their rows. */
export interface Loose {
  deal: Uint32Array
  at: Int32Array
  what: Uint16Array
  who: Float64Array | null
  order: Float64Array | null
  count: number
}

export const emptyLoose = (withWho: boolean): Loose => ({
  deal: new Uint32Array(64),
  at: new Int32Array(64),
  what: new Uint16Array(64),
  who: withWho ? new Float64Array(64) : null,
  order: withWho ? new Float64Array(64) : null,
  count: 0,
})

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView => new DataView(buffer, byteOffset, byteLength)

/** Of a hash the lowest bits may be lost, always the same ones. */
const eightAt = (view: DataView, row: number): number => view.getInt32(row * 8) * 4_294_967_296 + view.getUint32(row * 8 + 4)

/** Puts what was told behind what is there. `rowOf` finds the row of a deal by its id; what is told of a deal without a row is left out. */
export function gather(onto: Loose, told: Told, words: Dictionary, rowOf: (id: Uint32Array) => number): void {
  const [deals, at, who, order] = [told.deals, told.at, told.who, told.order].map(viewOf) as [
    DataView,
    DataView,
    DataView,
    DataView,
  ]
  const id = new Uint32Array(4)
  const needed = onto.count + told.rows
  if (needed > onto.deal.length) {
    const length = Math.max(needed, onto.deal.length * 2)
    onto.deal = longer(onto.deal, length)
    onto.at = longer(onto.at, length)
    onto.what = longer(onto.what, length)
    onto.who &&= longer(onto.who, length)
    onto.order &&= longer(onto.order, length)
  }
  for (let row = 0; row < told.rows; row++) {
    for (let word = 0; word < 4; word++) id[word] = deals.getUint32(row * 16 + word * 4)
    const deal = rowOf(id)
    if (deal < 0) continue
    const place = onto.count++
    onto.deal[place] = deal
    onto.at[place] = secondOfSent(at.getInt32(row * 8), at.getUint32(row * 8 + 4))
    onto.what[place] = codeOf(words, told.what[row]!)
    if (onto.who) onto.who[place] = eightAt(who, row)
    if (onto.order) onto.order[place] = eightAt(order, row)
  }
}

/** Everything there is, put in the order of deals. */
export function strandOf(loose: Loose, words: Dictionary, deals: number): Strand {
  const { deal: dealOf, count } = loose
  const strand: Strand = {
    first: new Uint32Array(deals),
    count: new Uint32Array(deals),
    room: new Uint32Array(deals),
    at: new Int32Array(count),
    what: new Uint16Array(count),
    who: loose.who && new Float64Array(count),
    words,
    used: count,
  }
  for (let row = 0; row < count; row++) strand.room[dealOf[row]!]!++
  for (let deal = 0, next = 0; deal < deals; deal++) {
    strand.first[deal] = next
    next += strand.room[deal]!
  }
  addAll(strand, loose)
  return strand
}

function addAll(strand: Strand, loose: Loose): void {
  // only as long as they are put in order
  const orders = loose.order && new Float64Array(strand.at.length)
  for (let row = 0; row < loose.count; row++) addTo(strand, loose, row, orders)
}

/** Puts one thing at its place among those of its deal, for which there must be room. */
function addTo(strand: Strand, loose: Loose, row: number, orders: Float64Array | null): void {
  const deal = loose.deal[row]!
  const { at, what, who } = strand
  const first = strand.first[deal]!
  let place = first + strand.count[deal]!++
  if (who && orders) {
    const [own, order] = [loose.who![row]!, loose.order![row]!]
    for (; place > first && (who[place - 1]! > own || (who[place - 1]! === own && orders[place - 1]! > order)); place--) {
      at[place] = at[place - 1]!
      what[place] = what[place - 1]!
      who[place] = who[place - 1]!
      orders[place] = orders[place - 1]!
    }
    who[place] = own
    orders[place] = order
  }
  at[place] = loose.at[row]!
  what[place] = loose.what[row]!
}

/** Puts these in the place of everything that was there about these deals: over it when they fit, else behind all others. `size`: rows of deals. */
export function replace(strand: Strand, deals: readonly number[], loose: Loose, size: number): void {
  if (strand.first.length < size)
    for (const name of ['first', 'count', 'room'] as const) strand[name] = longer(strand[name], size)
  const wanted = new Map<number, number>(deals.map((deal) => [deal, 0]))
  for (let row = 0; row < loose.count; row++) wanted.set(loose.deal[row]!, wanted.get(loose.deal[row]!)! + 1)
  for (const [deal, count] of wanted) {
    strand.count[deal] = 0
    if (count <= strand.room[deal]!) continue
    strand.first[deal] = strand.used
    // a deal of which more is told is likely to grow on
    strand.room[deal] = count + 2
    strand.used += count + 2
  }
  if (strand.used > strand.at.length) {
    const length = Math.ceil(strand.used * 1.1) + 1024
    strand.at = longer(strand.at, length)
    strand.what = longer(strand.what, length)
    strand.who &&= longer(strand.who, length)
  }
  addAll(strand, loose)
}

function longer<A extends Uint32Array | Int32Array | Uint16Array | Float64Array>(column: A, length: number): A {
  const wider = new (column.constructor as { new (length: number): A })(length)
  wider.set(column)
  return wider
}

export const bytesOfStrand = ({ first, at, who }: Strand): number => first.length * 12 + at.length * (who ? 14 : 6)
