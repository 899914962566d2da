import type { Standing } from '../standing.ts'

/** The few hundred ways in which deals stand, each once. */
export interface Standings {
  all: Standing[]
  codes: Map<number, number>[]
}

const states = ['open', 'onHold', 'won', 'lost', 'terminated', 'transferred'] as const

export const emptyStandings = (): Standings => ({ all: [], codes: states.map(() => new Map()) })

/** The number of a way to stand. `status` is a code of `statuses`; stages are numbered up to 31. */
export function standingOfDeal(
  standings: Standings,
  status: number,
  highest: number,
  final: number,
  entered: number,
  entryKnown: boolean,
): number {
  const codes = standings.codes[status]!
  const key = ((entered >>> 0) * 64 + highest) * 128 + final * 2 + Number(entryKnown)
  const known = codes.get(key)
  if (known !== undefined) return known
  const code = standings.all.length
  codes.set(key, code)
  standings.all.push({ state: states[status]!, highest, final, entered, entryKnown })
  return code
}

export const standingNumber = (standings: Standings, { state, highest, final, entered, entryKnown }: Standing): number =>
  standingOfDeal(standings, states.indexOf(state), highest, final, entered, entryKnown)
