/** Rows by ids of 16 bytes: four words each, found by a hash with open addressing. */
export interface IdIndex {
  words: Uint32Array
  count: number
  slots: Int32Array
}

export const emptyIndex = (room: number): IdIndex => ({
  words: new Uint32Array(4 * Math.max(16, room)),
  count: 0,
  slots: new Int32Array(sizeFor(room)).fill(-1),
})

/** A power of two, at most half of it used. */
const sizeFor = (room: number): number => 2 ** Math.ceil(Math.log2(Math.max(32, room * 2)))

/** The row of an id; -1 when there is none. */
export function rowOf({ words, slots }: IdIndex, id: Uint32Array): number {
  const mask = slots.length - 1
  for (let at = hashOf(id, 0) & mask; ; at = (at + 1) & mask) {
    const row = slots[at]!
    if (row < 0 || isSame(words, row * 4, id)) return row
  }
}

/** The row of an id, a new one when it is not there yet. */
export function placeOf(index: IdIndex, id: Uint32Array): number {
  const found = rowOf(index, id)
  if (found >= 0) return found
  const row = index.count++
  if (index.words.length < 4 * index.count) {
    const wider = new Uint32Array(Math.ceil(index.words.length * 1.25) + 16)
    wider.set(index.words)
    index.words = wider
  }
  index.words.set(id, row * 4)
  if (index.count * 2 > index.slots.length) {
    index.slots = new Int32Array(index.slots.length * 2).fill(-1)
    for (let each = 0; each < row; each++) enter(index, each)
  }
  enter(index, row)
  return row
}

function enter({ words, slots }: IdIndex, row: number): void {
  const mask = slots.length - 1
  let at = hashOf(words, row * 4) & mask
  while (slots[at]! >= 0) at = (at + 1) & mask
  slots[at] = row
}

/** Ids of version 7 begin with the time: what is random stands behind. */
const hashOf = (words: Uint32Array, at: number): number => {
  const mixed = Math.imul(words[at + 3]! ^ Math.imul(words[at + 2]!, 0x85ebca6b) ^ words[at + 1]!, 0xc2b2ae35)
  return mixed ^ (mixed >>> 15)
}

const isSame = (words: Uint32Array, at: number, id: Uint32Array): boolean =>
  words[at + 3] === id[3] && words[at + 2] === id[2] && words[at + 1] === id[1] && words[at] === id[0]

export function idWords(id: string): Uint32Array {
  const hex = id.replaceAll('-', '')
  return Uint32Array.from([0, 8, 16, 24], (at) => Number.parseInt(hex.slice(at, at + 8), 16))
}

export function idAt({ words }: Pick<IdIndex, 'words'>, row: number): string {
  let hex = ''
  for (let word = 0; word < 4; word++) hex += words[row * 4 + word]!.toString(16).padStart(8, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
