import type { LogForm } from './log-form.ts'

/** A form closed by accident is there again when it is opened for the same thing. Kept in this browser, per person, for two weeks. */
const keyOf = (memberId: string, about: string): string => `sluice.log.${memberId}.${about}`
const lasts = 14 * 86_400_000

export function readDraft(memberId: string, about: string, now: number): LogForm | null {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(memberId, about)) ?? 'null') as { at: number; form: LogForm } | null
    return kept && now - kept.at < lasts && typeof kept.form.content === 'string' ? kept.form : null
  } catch {
    return null
  }
}

export function keepDraft(memberId: string, about: string, form: LogForm, now: number): void {
  try {
    localStorage.setItem(keyOf(memberId, about), JSON.stringify({ at: now, form }))
  } catch {
    // A browser that keeps nothing keeps no draft either.
  }
}

export const dropDraft = (memberId: string, about: string): void => {
  try {
    localStorage.removeItem(keyOf(memberId, about))
  } catch {
    // As above.
  }
}
