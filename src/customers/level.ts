import { bandBounds, type CustomerFields, type Level } from './customer.ts'

/** What a criterion of the target profile can ask about. */
export const profileFields = [
  'industry',
  'mainBusiness',
  'headcount',
  'itShare',
  'revenue',
  'revenueTrend',
  'goals',
  'standing',
  'region',
] as const
export type ProfileField = (typeof profileFields)[number]

export const operators = ['one-of', 'contains', 'at-least', 'at-most', 'filled'] as const
export type Operator = (typeof operators)[number]

/** One thing an ideal customer has. Amounts in minor units, shares 0-1. */
export interface Criterion {
  field: ProfileField
  operator: Operator
  /** For `one-of` and `contains`: any of these will do. */
  values: readonly string[]
  /** For `at-least` and `at-most`. */
  number: number | null
  /** Not negative; 0 counts for nothing (a knock-out may have none). */
  weight: number
  /** Who fails it does not match, whatever else is true. */
  knockOut: boolean
}

export interface TargetProfile {
  /** Fields without which a customer is not identified. */
  mandatory: readonly ProfileField[]
  criteria: readonly Criterion[]
  /** Buying power of a premium customer: yearly revenue, or the amount of one deal, of at least so much. Null asks for nothing of the kind. */
  premium: { revenueMinor: number | null; dealMinor: number | null }
}

/** FUNNEL-SCIENCE §4: all eight questions of the customer profile. */
export const defaultMandatory = [
  'industry',
  'mainBusiness',
  'headcount',
  'itShare',
  'revenue',
  'revenueTrend',
  'goals',
  'standing',
] as const satisfies readonly ProfileField[]

/** Share of the known weight that must be satisfied to be a target. */
export const fitLine = 0.6

/** What is known of a customer when its level is judged. Unknown is null. */
export interface LevelFacts extends Pick<
  CustomerFields,
  | 'industry'
  | 'mainBusiness'
  | 'headcountBand'
  | 'headcount'
  | 'itShare'
  | 'revenueMinor'
  | 'revenueTrend'
  | 'goals'
  | 'standing'
  | 'region'
> {
  /** What it expects of us is reasonable. */
  expectsReasonably: boolean | null
  /** It is likely to buy again. */
  buysAgain: boolean | null
  /** A renowned lighthouse, by the word of somebody who gave a reason. */
  isLighthouse: boolean
  /** Its largest deal that is open or won, minor units. */
  largestDealMinor: number | null
}

export type PremiumTest = 'expectation' | 'power' | 'repeat'

/** Why a level is proposed. */
export type LevelRule =
  | { kind: 'not-identified'; missing: ProfileField[] }
  /** There is nothing to compare with: no criterion has a weight, or none can be answered. */
  | { kind: 'nothing-to-compare' }
  | { kind: 'knocked-out'; criterion: Criterion }
  | { kind: 'below-line'; fit: number }
  | { kind: 'lighthouse'; fit: number }
  | { kind: 'premium'; fit: number }
  | { kind: 'target'; fit: number; lacking: PremiumTest[] }

export interface ProposedLevel {
  level: Level
  rule: LevelRule
  /** Satisfied over known weight, 0-1; null when nothing is known. */
  fit: number | null
  /** Known over all weight, 0-1. */
  known: number
}

/** Whether a customer satisfies a criterion; null when too little is known to say. */
export function satisfies(criterion: Criterion, facts: LevelFacts): boolean | null {
  const { field, operator, values, number } = criterion
  if (field === 'headcount' && operator !== 'filled') return number === null ? null : headcountSays(criterion, facts)
  const value = valueOf(field, facts)
  if (value === null || value === '') return null
  if (operator === 'filled') return true
  if (operator === 'at-least' || operator === 'at-most') {
    if (number === null || typeof value !== 'number') return null
    return operator === 'at-least' ? value >= number : value <= number
  }
  const text = String(value).toLowerCase()
  const asked = values.map((each) => each.toLowerCase())
  return operator === 'one-of' ? asked.includes(text) : asked.some((each) => text.includes(each))
}

const valueOf = (field: ProfileField, facts: LevelFacts): string | number | null =>
  field === 'revenue' ? facts.revenueMinor : field === 'headcount' ? (facts.headcount ?? facts.headcountBand) : facts[field]

/** By the number of employees, else by the size class where all of it lies on one side. */
function headcountSays({ operator, number, values }: Criterion, { headcount, headcountBand }: LevelFacts): boolean | null {
  if (operator === 'one-of') return headcountBand === null ? null : values.includes(headcountBand)
  const [least, most] = headcount !== null ? [headcount, headcount] : headcountBand ? bandBounds(headcountBand) : [null, null]
  if (least === null || most === null || number === null) return null
  if (operator === 'at-least') return least >= number ? true : most < number ? false : null
  if (operator === 'at-most') return most <= number ? true : least > number ? false : null
  return null
}

/**
 * The level the target profile proposes for a customer, with the rule that fired (FUNNEL-SCIENCE §4). Too little known is potential,
 * never a mismatch; strategic asks for a target that is a lighthouse and does not ask what premium asks.
 */
export function proposeLevel(profile: TargetProfile, facts: LevelFacts): ProposedLevel {
  const missing = profile.mandatory.filter((field) => {
    const value = valueOf(field, facts)
    return value === null || value === ''
  })
  const answers = profile.criteria.map((criterion) => ({ criterion, says: satisfies(criterion, facts) }))
  const weigh = (which: (says: boolean | null) => boolean): number =>
    answers.reduce((sum, { criterion, says }) => sum + (which(says) ? criterion.weight : 0), 0)
  const [all, knownWeight, satisfied] = [weigh(() => true), weigh((says) => says !== null), weigh((says) => says === true)]
  const known = all === 0 ? 0 : knownWeight / all
  const fit = knownWeight === 0 ? null : satisfied / knownWeight
  const answer = (level: Level, rule: LevelRule): ProposedLevel => ({ level, rule, fit, known })
  if (missing.length > 0) return answer('potential', { kind: 'not-identified', missing })
  const knocked = answers.find(({ criterion, says }) => criterion.knockOut && says === false)
  if (knocked) return answer('no-match', { kind: 'knocked-out', criterion: knocked.criterion })
  if (fit === null) return answer('potential', { kind: 'nothing-to-compare' })
  if (fit < fitLine) return answer('no-match', { kind: 'below-line', fit })
  if (facts.isLighthouse) return answer('strategic', { kind: 'lighthouse', fit })
  const lacking = premiumLacks(profile, facts)
  return lacking.length === 0 ? answer('premium', { kind: 'premium', fit }) : answer('target', { kind: 'target', fit, lacking })
}

/** Which of the three tests of a premium customer are not passed; unknown is not passed. */
export const premiumLacks = ({ premium }: Pick<TargetProfile, 'premium'>, facts: LevelFacts): PremiumTest[] => [
  ...(facts.expectsReasonably === true ? [] : (['expectation'] as const)),
  ...(hasPower(premium, facts) ? [] : (['power'] as const)),
  ...(facts.buysAgain === true ? [] : (['repeat'] as const)),
]

const hasPower = (
  { revenueMinor, dealMinor }: TargetProfile['premium'],
  facts: Pick<LevelFacts, 'revenueMinor' | 'largestDealMinor'>,
): boolean =>
  (revenueMinor !== null && facts.revenueMinor !== null && facts.revenueMinor >= revenueMinor) ||
  (dealMinor !== null && facts.largestDealMinor !== null && facts.largestDealMinor >= dealMinor) ||
  (revenueMinor === null && dealMinor === null)

/** How well a product's best customer is met, for the playbook of each layer (FUNNEL-SCIENCE §4). */
export type FitLayer = 'best' | 'near' | 'edge'
export const fitLayer = (fit: number): FitLayer | null =>
  fit >= 0.85 ? 'best' : fit >= 0.7 ? 'near' : fit >= fitLine ? 'edge' : null
