/**
 * A QR code (ISO/IEC 18004, byte mode, error correction M) as rows of dark modules, without its quiet zone; texts up to 213 bytes.
 * Null for a longer one.
 */
export function qrOf(text: string): boolean[][] | null {
  const bytes = new TextEncoder().encode(text)
  const version = layouts.findIndex((layout, at) => bytes.length <= capacityOf(layout, at + 1)) + 1
  if (version === 0) return null
  const bits = codewords(bytes, version).flatMap((word) => bitsOf(word, 8))
  const candidates = masks.map((_, mask) => drawn(version, bits, mask))
  return candidates.reduce((best, each) => (penalty(each) < penalty(best) ? each : best))
}

/** By version: error-correction words a block, then blocks and data words of each group. */
const layouts: readonly (readonly [number, ...number[]])[] = [[10, 1, 16], [16, 1, 28], [26, 1, 44], [18, 2, 32], [24, 2, 43], [16, 4, 27], [18, 4, 31], [22, 2, 38, 2, 39], [22, 3, 36, 2, 37], [26, 4, 43, 1, 44]] // prettier-ignore
const alignments: readonly (readonly number[])[] = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]] // prettier-ignore
const masks: readonly ((row: number, column: number) => boolean)[] = [
  (r, c) => (r + c) % 2 === 0,
  (r) => r % 2 === 0,
  (_, c) => c % 3 === 0,
  (r, c) => (r + c) % 3 === 0,
  (r, c) => (Math.floor(r / 2) + Math.floor(c / 3)) % 2 === 0,
  (r, c) => ((r * c) % 2) + ((r * c) % 3) === 0,
  (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2 === 0,
  (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2 === 0,
]

const blocksOf = ([, ...groups]: readonly number[]): number[] =>
  groups.flatMap((count, at) => (at % 2 === 0 ? Array.from({ length: count }, () => groups[at + 1]!) : []))
const dataWords = (layout: readonly number[]): number => blocksOf(layout).reduce((sum, words) => sum + words, 0)
const lengthBits = (version: number): number => (version < 10 ? 8 : 16)
const capacityOf = (layout: readonly number[], version: number): number =>
  Math.floor((dataWords(layout) * 8 - 4 - lengthBits(version)) / 8)
const bitsOf = (value: number, count: number): number[] =>
  Array.from({ length: count }, (_, at) => (value >> (count - 1 - at)) & 1)

/** Data and error-correction words in the order in which they are drawn. */
function codewords(bytes: Uint8Array, version: number): number[] {
  const layout = layouts[version - 1]!
  const all = dataWords(layout)
  const bits = [0, 1, 0, 0, ...bitsOf(bytes.length, lengthBits(version)), ...[...bytes].flatMap((byte) => bitsOf(byte, 8))]
  bits.push(...Array.from({ length: Math.min(4, all * 8 - bits.length) }, () => 0))
  while (bits.length % 8 > 0) bits.push(0)
  const words: number[] = []
  for (let at = 0; at < bits.length; at += 8) words.push(Number.parseInt(bits.slice(at, at + 8).join(''), 2))
  for (let pad = 0; words.length < all; pad++) words.push(pad % 2 === 0 ? 0xec : 0x11)
  let from = 0
  const data = blocksOf(layout).map((length) => words.slice(from, (from += length)))
  const correction = data.map((block) => remainder(block, layout[0]))
  const woven = (blocks: number[][]): number[] =>
    Array.from({ length: Math.max(...blocks.map(({ length }) => length)) }, (_, at) => blocks.flatMap((block) => (at < block.length ? [block[at]!] : []))).flat() // prettier-ignore
  return [...woven(data), ...woven(correction)]
}

/** Powers of 2 in the field of 256 elements with x⁸ + x⁴ + x³ + x² + 1. */
const powers = Array.from({ length: 255 }).reduce<number[]>((list) => [...list, ((list.at(-1)! << 1) ^ (list.at(-1)! > 127 ? 0x11d : 0)) & 0x1ff], [1]) // prettier-ignore
const logs = new Map(powers.slice(0, 255).map((value, at) => [value, at]))
const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : powers[(logs.get(a)! + logs.get(b)!) % 255]!)

/** Reed-Solomon words of a block. */
function remainder(block: readonly number[], count: number): number[] {
  let generator = [1]
  for (let at = 0; at < count; at++)
    generator = [...generator, 0].map((value, index) => value ^ times(generator[index - 1] ?? 0, powers[at]!))
  const rest = [...block, ...Array.from({ length: count }, () => 0)]
  for (let at = 0; at < block.length; at++) {
    const factor = rest[at]!
    generator.forEach((value, index) => void (rest[at + index]! ^= times(value, factor)))
  }
  return rest.slice(block.length)
}

function drawn(version: number, bits: readonly number[], mask: number): boolean[][] {
  const size = 17 + 4 * version
  const modules = Array.from({ length: size }, () => Array.from({ length: size }, (): boolean | null => null))
  const put = (row: number, column: number, dark: boolean): void => {
    if (row >= 0 && column >= 0 && row < size && column < size) modules[row]![column] = dark
  }
  const square = (row: number, column: number, reach: number, isDark: (distance: number) => boolean): void => {
    for (let r = -reach; r <= reach; r++)
      for (let c = -reach; c <= reach; c++) put(row + r, column + c, isDark(Math.max(Math.abs(r), Math.abs(c))))
  }
  for (const [row, column] of [[3, 3], [3, size - 4], [size - 4, 3]] as const) square(row, column, 4, (far) => far < 2 || far === 3) // prettier-ignore
  const centres = alignments[version - 1]!
  const last = centres.at(-1)
  for (const row of centres)
    for (const column of centres)
      if (!((row === 6 && column === 6) || (row === 6 && column === last) || (row === last && column === 6)))
        square(row, column, 2, (far) => far !== 1)
  for (let at = 8; at < size - 8; at++) {
    modules[6]![at] ??= at % 2 === 0
    modules[at]![6] ??= at % 2 === 0
  }
  put(size - 8, 8, true)
  // error correction M is 00
  const format = (checked(mask, 10, 0x537) ^ 0x5412) >>> 0
  for (let at = 0; at < 15; at++) {
    const dark = ((format >> at) & 1) === 1
    put(at < 6 ? at : at < 8 ? at + 1 : size - 15 + at, 8, dark)
    put(8, at < 8 ? size - 1 - at : at === 8 ? 7 : 14 - at, dark)
  }
  if (version > 6)
    for (let at = 0; at < 18; at++) {
      const dark = ((checked(version, 12, 0x1f25) >> at) & 1) === 1
      put(Math.floor(at / 3), size - 11 + (at % 3), dark)
      put(size - 11 + (at % 3), Math.floor(at / 3), dark)
    }
  let next = 0
  for (let right = size - 1, isUp = true; right > 0; right -= 2, isUp = !isUp) {
    if (right === 6) right = 5
    for (let step = 0; step < size; step++)
      for (const column of [right, right - 1]) {
        const row = isUp ? size - 1 - step : step
        if (modules[row]![column] === null) modules[row]![column] = (bits[next++] === 1) !== masks[mask]!(row, column)
      }
  }
  return modules as boolean[][]
}

/** A value with the remainder of its division behind it. */
function checked(value: number, bits: number, divisor: number): number {
  let rest = value << bits
  const top = 31 - Math.clz32(divisor)
  while (rest !== 0 && 31 - Math.clz32(rest) >= top) rest ^= divisor << (31 - Math.clz32(rest) - top)
  return (value << bits) | rest
}

/** How hard a code is to read: long runs, blocks, what looks like a finder, more dark than light. */
function penalty(modules: readonly boolean[][]): number {
  const size = modules.length
  const text = (line: readonly boolean[]): string => line.map((dark) => (dark ? '1' : '0')).join('')
  const lines = [...modules.map(text), ...modules.map((_, column) => text(modules.map((row) => row[column]!)))]
  let sum = 0
  for (const line of lines) {
    for (const run of line.match(/0{5,}|1{5,}/g) ?? []) sum += run.length - 2
    sum += 40 * (line.match(/(?=10111010000|00001011101)/g) ?? []).length
  }
  for (let r = 1; r < size; r++)
    for (let c = 1; c < size; c++) {
      const dark = modules[r]![c]
      if (modules[r - 1]![c] === dark && modules[r]![c - 1] === dark && modules[r - 1]![c - 1] === dark) sum += 3
    }
  const share = modules.flat().filter(Boolean).length / size ** 2
  return sum + 10 * Math.floor(Math.abs(share - 0.5) / 0.05)
}
