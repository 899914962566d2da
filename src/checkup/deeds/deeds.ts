import { type Dictionary, emptyDictionary } from '../../funnel/facts/dictionary.ts'
import { bytesOfStrand, emptyLoose, gather, type Loose, replace, type Strand, strandOf, type Told } from './strand.ts'

/**
 * What was done for deals and said about them, as far as `why` asks: the activities of each (`call`, or `call!` when it was written down late), the
 * people met with their roles, once for each meeting, and what was said about elements (`budget=confirmed`) with the moment from which it counts.
 */
export const deedKinds = ['activities', 'met', 'elements'] as const
export type DeedKind = (typeof deedKinds)[number]
export type Deeds = Record<DeedKind, Strand>

export interface Gathering {
  loose: Record<DeedKind, Loose>
  words: Record<DeedKind, Dictionary>
}

const hasWho: Record<DeedKind, boolean> = { activities: false, met: true, elements: true }
const each = <T>(make: (kind: DeedKind) => T): Record<DeedKind, T> =>
  Object.fromEntries(deedKinds.map((kind) => [kind, make(kind)])) as Record<DeedKind, T>

const nothingLoose = (): Gathering['loose'] => each((kind) => emptyLoose(hasWho[kind]))
export const emptyGathering = (): Gathering => ({ loose: nothingLoose(), words: each(emptyDictionary) })

export const gatherKind = ({ loose, words }: Gathering, kind: DeedKind, told: Told, rowOf: (id: Uint32Array) => number): void =>
  gather(loose[kind], told, words[kind], rowOf)

/** Everything gathered, of so many deals. */
export const deedsOf = ({ loose, words }: Gathering, deals: number): Deeds =>
  each((kind) => strandOf(loose[kind], words[kind], deals))

/** Nothing yet, to be put in the place of what is known of some deals. */
export const gatheringFor = (deeds: Deeds): Gathering => ({ loose: nothingLoose(), words: each((kind) => deeds[kind].words) })

export function renew(deeds: Deeds, deals: readonly number[], { loose }: Gathering, size: number): void {
  for (const kind of deedKinds) replace(deeds[kind], deals, loose[kind], size)
}

export const bytesOfDeeds = (deeds: Deeds): number => deedKinds.reduce((sum, kind) => sum + bytesOfStrand(deeds[kind]), 0)
