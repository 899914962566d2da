import { keepingValue, type Grade } from '../customers/quality-matrix.ts'

/** Customers of one kind, to be contacted at one rhythm. */
export interface RhythmGroup {
  grade: Exclude<Grade, null>
  count: number
  /** Their health falls: losing them is twice as near. */
  isFalling?: boolean
}

/** The shortest and the longest rhythm of each grade, in working days. */
export type RhythmBounds = Record<Exclude<Grade, null>, readonly [shortest: number, longest: number]>
export const rhythmBounds: RhythmBounds = {
  1: [5, 15],
  2: [10, 30],
  3: [20, 60],
  4: [10, 45],
  5: [40, 130],
}

const rootOf = ({ grade, isFalling }: RhythmGroup): number => Math.sqrt(keepingValue[grade] * (isFalling ? 2 : 1))

/**
 * Working days between two contacts of each group under a budget of so many contacts a day, by the square-root rule
 * (FUNNEL-SCIENCE §7): 1/τ = B·√(Vδ)/Σ√(Vδ). Without bounds the budget is used exactly; with them the worst violated bound is
 * fixed and the rest solved again. A budget too small for the longest rhythms is exceeded: `contactsADay` tells by how much.
 */
export function rhythms(groups: readonly RhythmGroup[], budget: number, bounds: RhythmBounds | null = rhythmBounds): number[] {
  const fixed = new Map<number, number>()
  for (;;) {
    const days = solve(groups, budget, fixed)
    if (!bounds) return days
    const worst = days
      .map((each, at) => ({ at, ...violation(each, bounds[groups[at]!.grade]) }))
      .filter(({ at }) => !fixed.has(at))
      .reduce((most, each) => (each.by > most.by ? each : most), { at: -1, by: 1, bound: 0 })
    if (worst.at === -1) return days
    fixed.set(worst.at, worst.bound)
  }
}

function solve(groups: readonly RhythmGroup[], budget: number, fixed: ReadonlyMap<number, number>): number[] {
  const left = groups.reduce((sum, { count }, at) => sum - (fixed.has(at) ? count / fixed.get(at)! : 0), budget)
  const roots = groups.reduce((sum, group, at) => sum + (fixed.has(at) ? 0 : group.count * rootOf(group)), 0)
  return groups.map((group, at) => fixed.get(at) ?? (left <= 0 ? Number.POSITIVE_INFINITY : roots / (left * rootOf(group))))
}

/** How many times a rhythm is out of its bounds; 1 or less when it is not. */
function violation(days: number, [shortest, longest]: readonly [number, number]): { by: number; bound: number } {
  return days > longest ? { by: days / longest, bound: longest } : { by: shortest / days, bound: shortest }
}

/** Contacts a working day that the rhythms take. */
export const contactsADay = (groups: readonly RhythmGroup[], days: readonly number[]): number =>
  groups.reduce((sum, { count }, at) => sum + count / days[at]!, 0)
