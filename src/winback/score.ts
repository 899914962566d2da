/** How much of a loss of some kind can be undone, 0-1. */
export interface Recoverability {
  share: number
  /** Until what was missing exists, the share is this one; null where nothing had to be built. */
  until: number | null
  /** Since when it exists, YYYY-MM-DD; null not yet. */
  readyOn: string | null
}
export type RecoverabilityTable = Record<string, Recoverability>

const plain = (share: number): Recoverability => ({ share, until: null, readyOn: null })

/** FUNNEL-SCIENCE §8; 需求变更, 资质, 其他 are decisions of ours. Every organisation edits its own. */
export const defaultRecoverability: RecoverabilityTable = {
  'no-decision': plain(0.8),
  'budget-cancelled': plain(0.8),
  'product-gap': { share: 0.7, until: 0.1, readyOn: null },
  price: plain(0.6),
  relationship: plain(0.6),
  'need-changed': plain(0.4),
  competitor: plain(0.4),
  delivery: plain(0.3),
  qualification: plain(0.2),
  'invalid-lead': plain(0),
  other: plain(0.4),
}
/** Of a loss whose reason nobody wrote down, or one the table does not know. */
export const unknownRecoverability = 0.4

/** How well a customer of a level fits what we offer, 0-1; nobody has looked at a potential one yet, and who does not match hardly does. */
export const defaultFit: Record<string, number> = { potential: 0.7, 'no-match': 0.3, target: 1, premium: 1, strategic: 1 }

/** The share that holds on a day (YYYY-MM-DD). */
export const recoverable = ({ share, until, readyOn }: Recoverability, today: string): number =>
  until !== null && (readyOn === null || readyOn > today) ? until : share

/** Months since the loss and how good a moment that is; straight lines between, the ends stay. */
export const windowNodes: readonly (readonly [months: number, factor: number])[] = [
  [0, 0.2],
  [3, 1],
  [9, 1],
  [24, 0.3],
  [48, 0.1],
]
/** The contract with whoever won instead is best spoken of from 4 to 1 months before it ends. */
export const contractWindow = { from: 4, to: 1 } as const

export const daysPerMonth = 365.25 / 12

/** How good a moment it is, 0-1. `monthsToContractEnd` is negative once the contract has ended, null when nobody knows. */
export function momentFactor(months: number, monthsToContractEnd: number | null = null): number {
  if (monthsToContractEnd !== null && monthsToContractEnd <= contractWindow.from && monthsToContractEnd >= contractWindow.to)
    return 1
  const after = windowNodes.findIndex(([at]) => months < at)
  if (after === 0) return windowNodes[0]![1]
  if (after === -1) return windowNodes[windowNodes.length - 1]![1]
  const [from, low] = windowNodes[after - 1]!
  const [to, high] = windowNodes[after]!
  return low + ((high - low) * (months - from)) / (to - from)
}

/** What a lost deal's score is made of; shares 0-1, strength 0-100. */
export interface ScoreParts {
  recoverability: number
  moment: number
  /** Relationship strength when it was lost. */
  strength: number
  /** Its amount's place among all lost deals, 0 the smallest, 1 the largest. */
  valueRank: number
  fit: number
}

/**
 * 0-100: recoverability × moment × (.4 + .6·strength/100) × (.5 + .5·value rank) × fit (FUNNEL-SCIENCE §8).
 * Example: .8, 6 months, 55, .7, 1 ⇒ 49.64.
 */
export const winBackScore = ({ recoverability, moment, strength, valueRank, fit }: ScoreParts): number =>
  100 * recoverability * moment * (0.4 + (0.6 * strength) / 100) * (0.5 + 0.5 * valueRank) * fit
