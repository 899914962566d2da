import type { Level } from '../customers/customer.ts'
import type { Grade } from '../customers/quality-matrix.ts'
import { neglectedDays } from '../quality/neglected.ts'

/** What can be said of a customer in a stocktake. */
export const verdicts = ['keep', 'level', 'pool', 'note'] as const
export type Verdict = (typeof verdicts)[number]

/** Why a customer comes where it comes in the round. */
export const whys = ['unjudged', 'neglected', 'rest'] as const
export type Why = (typeof whys)[number]

/** More customers than these are no round that somebody walks. */
export const mostCustomers = 5000

/** Unjudged ones first, then good ones whom nobody has spoken to for long, then the rest. The SQL twin orders the round (store.ts). */
export function whyOf({ level, grade, silentDays }: { level: Level; grade: Grade; silentDays: number | null }): Why {
  if (level === 'potential') return 'unjudged'
  if (grade === null || grade > 3) return 'rest'
  return silentDays === null || silentDays > neglectedDays[grade as 1 | 2 | 3] ? 'neglected' : 'rest'
}

interface Word {
  verdict: Verdict
  level?: Level | undefined
  note: string
}

/** What a verdict lacks: a level to propose that differs from the present one, or why. Null when it is whole. */
export function lackOf({ verdict, level, note }: Word, present: Level): 'level' | 'note' | null {
  if (verdict === 'level' && (level === undefined || level === present)) return 'level'
  return verdict !== 'keep' && note.trim() === '' ? 'note' : null
}
