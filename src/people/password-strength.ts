import { minimumLength, passwordFlaw } from './password.ts'

export interface Strength {
  /** 0 nothing typed, 1 refused by the rule, 2 taken but short, 3 good, 4 strong. */
  level: 0 | 1 | 2 | 3 | 4
  /** The rule's reason (password.ts) when it is refused. */
  flaw: string | null
}

/**
 * How a password looks while it is typed: refused by the same rule that the server asks, or graded by length and variety
 * (length counts most: each of 14 and 18 characters is a grade, three kinds of characters another).
 */
export function passwordStrength(password: string, known: readonly string[]): Strength {
  if (password === '') return { level: 0, flaw: null }
  const refused = passwordFlaw(password, known)
  if (refused) return { level: 1, flaw: String(refused.refusal.facts['reason']) }
  const length = [...password].length
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^\da-zA-Z]/].filter((kind) => kind.test(password)).length
  const grades = Number(length >= minimumLength + 4) + Number(length >= minimumLength + 8) + Number(kinds >= 3)
  return { level: grades >= 2 ? 4 : grades === 1 ? 3 : 2, flaw: null }
}
