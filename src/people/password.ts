import { refuse, type Refused } from '../platform/refusal.ts'

/** Shortest password taken. */
export const minimumLength = 10

/**
 * Why a password is not taken, or null. It must be long and not be guessable from what everybody can see:
 * the person's e-mail or name, the organisation's name, one repeated character or a run like 1234567890.
 */
export function passwordFlaw(password: string, known: readonly string[]): Refused | null {
  const flaw = (reason: string) => refuse('password-too-weak', { reason, minimumLength })
  const folded = password.toLowerCase()
  if ([...password].length < minimumLength) return flaw('too-short')
  if (new Set(folded).size < 4) return flaw('repeated-characters')
  if ('01234567890123456789abcdefghijklmnopqrstuvwxyzqwertyuiopasdfghjklzxcvbnm'.includes(folded)) return flaw('a-run')
  if (/^(password|admin|sluice|letmein|welcome|iloveyou)[\d!@#$%^&*.]*$/.test(folded)) return flaw('common')
  for (const text of known) {
    const part = text.toLowerCase().split('@')[0] ?? ''
    if (part.length >= 4 && folded.replace(part, '').length < 4) return flaw('names-you')
  }
  return null
}
