import { partsOfDay, splitOfDay, type PartOfDay } from '../activities/upkeep-list.ts'

/** Something that could be done: what it is expected to bring (minor units) and the minutes it takes. */
export interface Work {
  value: number
  minutes: number
}

export interface PartCurve {
  part: PartOfDay
  /** Minutes that the split gives it. */
  minutes: number
  /** What the minutes spent so far are expected to bring, every block of 15 minutes. */
  curve: { minutes: number; value: number }[]
}

const block = 15

/** The best first: after so many minutes the next block brings what is left of the work it falls on. */
export function marginOf(works: readonly Work[]): (spent: number) => number {
  const steps = worthFirst(works)
  return (spent) => valueUntil(steps, spent + block) - valueUntil(steps, spent)
}

const worthFirst = (works: readonly Work[]): Work[] =>
  works.filter(({ value, minutes }) => value > 0 && minutes > 0).toSorted((a, b) => b.value / b.minutes - a.value / a.minutes)

function valueUntil(steps: readonly Work[], minutes: number): number {
  let [left, sum] = [minutes, 0]
  for (const { value, minutes: takes } of steps) {
    if (left <= 0) break
    sum += value * Math.min(1, left / takes)
    left -= takes
  }
  return sum
}

/** How a day of so many minutes is best split between the three parts (FUNNEL-SCIENCE §7), with the curve of each: shown, never forced. */
export function splitTheDay(minutes: number, works: Record<PartOfDay, readonly Work[]>): PartCurve[] {
  const next = Object.fromEntries(partsOfDay.map((part) => [part, marginOf(works[part])])) as Record<PartOfDay, (spent: number) => number> // prettier-ignore
  const split = splitOfDay(minutes, next)
  return partsOfDay.map((part) => {
    const steps = worthFirst(works[part])
    const blocks = Math.floor(minutes / block)
    const curve = Array.from({ length: blocks + 1 }, (_, at) => ({
      minutes: at * block,
      value: Math.round(valueUntil(steps, at * block)),
    }))
    return { part, minutes: split[part], curve }
  })
}
