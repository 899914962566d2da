import { say, type Locale } from '../platform/words.ts'
import { isOwnRole, type AccountRole } from './roles.ts'
import { words } from './words.ts'

/** How a role is called; one that is gone by its key. */
export function labelOfRole(locale: Locale, roles: readonly AccountRole[], key: string): string {
  const name = roles.find((role) => role.key === key)?.name
  return name ?? (isOwnRole(key) ? say(locale, words, `role.${key}`) : key)
}
