import { assetIndex, grades, type Grade } from './quality-matrix.ts'

/** The states a customer migrates between from one month's end to the next: grades 1 to 5, then none. */
export const migrationStates: readonly Grade[] = [...grades, null]

/** What is believed of every row before anything was seen: customers mostly stay. 2 on staying, 0.1 on each other state. */
const prior = { stays: 2, moves: 0.1 } as const

/** Rows of chances (0-1) from counted transitions, each row smoothed by a Dirichlet prior of mass 2.5 (FUNNEL-SCIENCE §4). */
export const migrationChances = (counts: readonly (readonly number[])[]): number[][] =>
  counts.map((row, from) => {
    const believed = row.map((count, to) => count + (from === to ? prior.stays : prior.moves))
    const mass = believed.reduce((sum, each) => sum + each, 0)
    return believed.map((each) => each / mass)
  })

/** How many customers each state is expected to hold a month later: now · P, in the order of `migrationStates`. */
export const afterOneMonth = (now: readonly number[], chances: readonly (readonly number[])[]): number[] =>
  now.map((_, to) => now.reduce((sum, count, from) => sum + count * chances[from]![to]!, 0))

/** Asset index of so many customers per state. */
export const indexOfStates = (counts: readonly number[]): number =>
  assetIndex(counts.map((count, at) => ({ grade: migrationStates[at]!, count })))
