import type { Attitude, ContactRole } from '../contacts/role.ts'

export const influences = ['high', 'middle', 'low'] as const
export type Influence = (typeof influences)[number]

/** A person of a customer as the decision chain sees them. */
export interface ChainPerson {
  id: string
  /** In the purchase, the main one first; a person may have several. */
  roles: readonly ContactRole[]
  attitude: Attitude | null
  influence: Influence | null
  reportsToId: string | null
  counterpartId: string | null
  /** Days since the last contact of any kind; null when there was none. */
  silentDays: number | null
}

/** A contact is fresh for so many days. */
export const touchDays = 180

export const gapCodes = [
  'no-decider',
  'detractors-at-top',
  'single-thread',
  'decider-untouched',
  'decider-unread',
  'no-supporter',
  'no-counterpart',
  'unconnected',
] as const
export type GapCode = (typeof gapCodes)[number]

/** What is missing in a chain, and the people it is about. */
export interface Gap {
  code: GapCode
  ids: string[]
}

/**
 * What a seller must mend, worst first: nobody decides; only opponents at the top (deciders, else whoever has people below and nobody
 * above; people whose attitude is unknown do not count, one who is not against us is enough); contact with one person only within
 * 180 days; a decider without contact in that time or whose attitude nobody knows; no supporter; a decider without somebody of ours;
 * people outside every reporting line. Nobody known at all is one gap: no decider.
 */
export function gapsOf(people: readonly ChainPerson[]): Gap[] {
  const deciders = people.filter(({ roles }) => roles.includes('decider'))
  const bosses = new Set(people.map(({ reportsToId }) => reportsToId))
  const heads = people.filter(({ id, reportsToId }) => reportsToId === null && bosses.has(id))
  const top = deciders.length > 0 ? deciders : heads
  const read = top.filter(({ attitude }) => attitude !== null && attitude !== 'unknown')
  const touched = people.filter(isTouched)
  const connected = people.some(({ reportsToId }) => reportsToId !== null)
  const found: [GapCode, readonly ChainPerson[] | null][] = [
    ['no-decider', deciders.length === 0 ? [] : null],
    ['detractors-at-top', read.length > 0 && read.every(({ attitude }) => attitude === 'opponent') ? read : null],
    ['single-thread', touched.length === 1 || people.length === 1 ? (touched.length === 1 ? touched : people) : null],
    ['decider-untouched', some(deciders.filter((person) => !isTouched(person)))],
    ['decider-unread', some(deciders.filter(({ attitude }) => attitude === null || attitude === 'unknown'))],
    ['no-supporter', people.length > 0 && !people.some(({ attitude }) => attitude === 'supporter') ? [] : null],
    ['no-counterpart', some(deciders.filter(({ counterpartId }) => counterpartId === null))],
    ['unconnected', connected ? some(people.filter(({ id, reportsToId }) => reportsToId === null && !bosses.has(id))) : null],
  ]
  return found.flatMap(([code, about]) => (about === null ? [] : [{ code, ids: about.map(({ id }) => id) }]))
}

const some = <T>(list: readonly T[]): readonly T[] | null => (list.length > 0 ? list : null)
const isTouched = ({ silentDays }: ChainPerson): boolean => silentDays !== null && silentDays <= touchDays

type Line = Pick<ChainPerson, 'id' | 'reportsToId'>

/**
 * The circle that reporting lines run in, as ids from a person up to the same person; null when there is none.
 * Lines to people who are not among these end there.
 */
export function circleOf(people: readonly Line[]): string[] | null {
  const above = new Map(people.map(({ id, reportsToId }) => [id, reportsToId]))
  const done = new Set<string>()
  for (const { id: start } of people) {
    const trail: string[] = []
    for (let at: string | null | undefined = start; at && above.has(at) && !done.has(at); at = above.get(at)) {
      const seen = trail.indexOf(at)
      if (seen >= 0) return [...trail.slice(seen), at]
      trail.push(at)
    }
    for (const id of trail) done.add(id)
  }
  return null
}

/** The circle that would come about if the person reported to this boss; null when there would be none. */
export const circleBy = (people: readonly Line[], id: string, bossId: string): string[] | null =>
  circleOf(people.map((one) => (one.id === id ? { id, reportsToId: bossId } : one)))
