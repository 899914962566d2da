import type { Outlook, PaceVerdict } from './deal-verdicts.ts'

export const outlookDays = 30
/** From such a chance on, something is said. */
const saidFrom = 0.3

export interface Chances30 {
  win: number
  lose: number
}

/** Chances of 30 days by stage and age, tilted by what is known of the deal: `shift` in log-odds between winning and losing. */
export function tilted({ win, lose }: Chances30, shift: number): Chances30 {
  const lift = Math.exp(shift / 2)
  const [up, down, stay] = [win * lift, lose / lift, Math.max(0, 1 - win - lose)]
  const sum = up + down + stay
  return sum > 0 ? { win: up / sum, lose: down / sum } : { win: 0, lose: 0 }
}

/** Will win, will lose, or nobody can say. */
export function outlookOf({ win, lose }: Chances30): Outlook {
  if (win >= saidFrom && win > lose) return 'will-win'
  return lose >= saidFrom && lose > win ? 'will-lose' : 'undecided'
}

/** Why: a code with what belongs into the sentence. */
export interface Reason {
  code: 'late-stage' | 'early-stage' | 'slow' | 'fast' | 'idle' | 'overdue' | 'earlier-than-ever' | 'element-up' | 'element-down' | 'quarter-end' // prettier-ignore
  facts: Record<string, string | number>
}

export interface ReasonsGiven {
  stageName: string
  stageChance: number
  spentDays: number | null
  pace: PaceVerdict
  medianDays: number | null
  idleDays: number | null
  overdueDays: number | null
  earlierThanEver: boolean
  rush: boolean
  /** Elements that move the chance most, with their part in percentage points. */
  up: readonly { label: string; points: number }[]
  down: readonly { label: string; points: number }[]
}

const idleFrom = 21
const mostReasons = 4
const percent = (share: number): number => Math.round(share * 100)

/** The reasons, those for the outlook first: what lifts a deal that will be won, what weighs on one that will not. */
export function reasonsOf(outlook: Outlook, given: ReasonsGiven): Reason[] {
  const { stageName, stageChance, spentDays, pace, medianDays, idleDays, overdueDays, up, down } = given
  const stage = { stage: stageName, chance: percent(stageChance) }
  const time = { days: Math.round(spentDays ?? 0), usual: Math.round(medianDays ?? 0) }
  const element = ({ label, points }: { label: string; points: number }) => ({ element: label, points: Math.abs(Math.round(points * 1000) / 10) }) // prettier-ignore
  const lifts: Reason[] = [
    ...(stageChance >= 0.5 ? [{ code: 'late-stage' as const, facts: stage }] : []),
    ...up.slice(0, 2).map((each): Reason => ({ code: 'element-up', facts: element(each) })),
    ...(pace === 'faster' ? [{ code: 'fast' as const, facts: time }] : []),
    ...(given.rush && stageChance >= 0.3 ? [{ code: 'quarter-end' as const, facts: {} }] : []),
  ]
  const weighs: Reason[] = [
    ...(pace === 'slow' || pace === 'slower-than-nearly-all' ? [{ code: 'slow' as const, facts: time }] : []),
    ...(idleDays !== null && idleDays >= idleFrom ? [{ code: 'idle' as const, facts: { days: Math.round(idleDays) } }] : []),
    ...(overdueDays !== null ? [{ code: 'overdue' as const, facts: { days: Math.round(overdueDays) } }] : []),
    ...(given.earlierThanEver ? [{ code: 'earlier-than-ever' as const, facts: {} }] : []),
    ...down.slice(0, 2).map((each): Reason => ({ code: 'element-down', facts: element(each) })),
    ...(stageChance < 0.2 ? [{ code: 'early-stage' as const, facts: stage }] : []),
  ]
  const list = outlook === 'will-win' ? [...lifts, ...weighs] : [...weighs, ...lifts]
  return list.slice(0, mostReasons)
}
