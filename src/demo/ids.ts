import type { Random } from '../platform/random.ts'

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')

/** Ids of version 7 for moments of the past: later moments sort later, and so do later calls for the same moment. */
export function idMaker(random: Random): (at: number) => string {
  const counts = new Map<number, number>()
  return (at) => {
    const count = counts.get(at) ?? 0
    counts.set(at, count + 1)
    const time = hex(at, 12)
    const tail = () => hex(random.whole(0, 0xffff), 4)
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(count & 0xfff, 3)}-${hex(0x8000 | random.whole(0, 0x3fff), 4)}-${tail()}${tail()}${tail()}`
  }
}
