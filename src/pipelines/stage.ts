/** A text in the three languages of the product. */
export interface Named {
  'zh-CN': string
  'zh-TW': string
  en: string
}

/** Phases common to all pipelines: stages of different pipelines are only ever compared through them. */
export const phases = ['lead', 'qualify', 'propose', 'negotiate', 'close', 'care'] as const
export type Phase = (typeof phases)[number]

/** Ways to end besides moving to the next stage. */
export const outcomes = ['won', 'lost', 'terminated', 'on-hold'] as const
export type StageOutcome = (typeof outcomes)[number]

/** Phases in which a proposal has been made, so that it can be refused or left without an answer. */
const proposed: readonly Phase[] = ['propose', 'negotiate', 'close']

/** May another round of the proposal (方案调整) be written down in this stage? Where the stage does not say so: from the proposal to the signature. */
export const allowsRework = ({ phase, rework }: { phase: Phase; rework?: boolean | undefined }): boolean =>
  rework ?? proposed.includes(phase)
