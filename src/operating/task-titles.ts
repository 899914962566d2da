import { labelOfRole } from '../account-team/role-label.ts'
import type { AccountRole } from '../account-team/roles.ts'
import type { Tier } from '../key-accounts/score.ts'
import { locales, say, type Locale } from '../platform/words.ts'
import type { Duty } from './duties.ts'
import { words } from './words.ts'

type InLanguages = Record<Locale, string>
const inLanguages = (text: (locale: Locale) => string): InLanguages =>
  Object.fromEntries(locales.map((locale) => [locale, text(locale)])) as InLanguages

/** How the task of a duty is called and what is to come of it, in every language. Answers carry the words of whoever noted them. */
export function titleOf(
  { kind, about }: Pick<Duty, 'kind' | 'about'>,
  { name, tier, roles }: { name: string; tier: Tier | null; roles: readonly AccountRole[] },
): { title: InLanguages; expectedResult: InLanguages } {
  const facts = (locale: Locale) => ({ name, tier: tier ?? '', role: kind === 'role' ? labelOfRole(locale, roles, about) : '' })
  return {
    title: inLanguages((locale) => say(locale, words, `task.${kind}`, facts(locale))),
    expectedResult: inLanguages((locale) => say(locale, words, `task.${kind}.expected`, facts(locale))),
  }
}
