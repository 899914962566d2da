export const causeNumber = { advanced: 0, lost: 1, censored: 2 } as const

/** From so many deals on, lengths are counted by the quarter of an hour instead of being put in order one by one. */
export const manyDeals = 12_000

/** How long stays are, one by one or, of very many, how many there are of each length. */
export type Lengths = EachLength | CountedLengths

/** Lengths of stay in one stage, in seconds, growing as they are met. */
export interface EachLength {
  /** Seconds × 4 + number of the cause: sorted, ends come in order of length. */
  ends: Uint32Array
  /** Seconds after which those were met that had begun before they were watched; only of these. */
  entries: Uint32Array
  count: number
  late: number
}

export const noLengths = (): EachLength => ({ ends: new Uint32Array(256), entries: new Uint32Array(16), count: 0, late: 0 })

/** Lengths beyond 34 years count as so long. */
const longest = 2 ** 30 - 1

/** A stay of `seconds`, watched from the age of `from` seconds on; `cause` is a number of `causeNumber`. One that was never watched is left out. */
export function addLength(lengths: EachLength, seconds: number, cause: number, from = 0): void {
  if (from > 0 && from >= seconds) return
  if (lengths.count === lengths.ends.length) lengths.ends = doubled(lengths.ends)
  lengths.ends[lengths.count++] = Math.min(longest, seconds) * 4 + cause
  if (from === 0) return
  if (lengths.late === lengths.entries.length) lengths.entries = doubled(lengths.entries)
  lengths.entries[lengths.late++] = from
}

function doubled(numbers: Uint32Array): Uint32Array {
  const wider = new Uint32Array(numbers.length * 2)
  wider.set(numbers)
  return wider
}

/** Stays by their length in quarters of an hour: hardly any have to be put in order. */
export interface CountedLengths {
  /** Place: quarters × 4 + number of the cause. */
  counts: Uint32Array
  /** Places of those that lasted longer than there is room for, one by one. */
  long: Uint32Array
  longCount: number
  count: number
}

/** A quarter of an hour is a hundredth of a day. */
export const quarter = 900
/** Most stays are over by then; with room for each length there ever was, memory would be passed over that nobody counts in. */
const roomFor = 128 * 96 * 4

export const noCounts = (): CountedLengths => ({
  counts: new Uint32Array(roomFor),
  long: new Uint32Array(64),
  longCount: 0,
  count: 0,
})

/** Lengths of stays of so many deals, not yet any. */
export const lengthsFor = (deals: number): Lengths => (deals > manyDeals ? noCounts() : noLengths())

/** A stay that was watched from its beginning; `cause` is a number of `causeNumber`. */
export function noteLength(lengths: Lengths, seconds: number, cause: number): void {
  if ('counts' in lengths) return noteCount(lengths, seconds, cause)
  if (lengths.count === lengths.ends.length) lengths.ends = doubled(lengths.ends)
  lengths.ends[lengths.count++] = Math.min(longest, seconds) * 4 + cause
}

/** The same where lengths are counted: said apart, for this is done for millions of stays. */
export function noteCount(lengths: CountedLengths, seconds: number, cause: number): void {
  const place = ((Math.min(longest, seconds) / quarter) | 0) * 4 + cause
  lengths.count++
  if (place < roomFor) {
    lengths.counts[place]!++
    return
  }
  if (lengths.longCount === lengths.long.length) lengths.long = doubled(lengths.long)
  lengths.long[lengths.longCount++] = place
}

/** Lengths of many deals' stays; null of few. */
export const countedOf = (lengths: readonly Lengths[]): CountedLengths[] | null =>
  lengths.every((one) => 'counts' in one) ? (lengths as CountedLengths[]) : null

/** Takes in the lengths of other stays, watched from their beginning, or takes back those that were once taken in. */
export function addLengths(onto: Lengths, { ends, count }: EachLength, sign: 1 | -1): void {
  for (let at = 0; at < count; at++)
    if (sign === 1) noteLength(onto, ends[at]! >>> 2, ends[at]! & 3)
    else takeLength(onto, ends[at]!)
}

/** `end`: seconds × 4 + number of the cause. */
function takeLength(lengths: Lengths, end: number): void {
  if (!('counts' in lengths)) return void (lengths.count = without(lengths.ends, lengths.count, end))
  const place = (((end >>> 2) / quarter) | 0) * 4 + (end & 3)
  lengths.count--
  if (place < roomFor) lengths.counts[place]!--
  else lengths.longCount = without(lengths.long, lengths.longCount, place)
}

/** The last one takes the place of the one that goes; answers how many are left. */
function without(numbers: Uint32Array, count: number, gone: number): number {
  const at = numbers.subarray(0, count).indexOf(gone)
  if (at < 0) throw new Error('a length that was never taken in')
  numbers[at] = numbers[count - 1]!
  return count - 1
}
