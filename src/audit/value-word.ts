import { words as people } from '../people/words.ts'
import { say, type Locale } from '../platform/words.ts'
import { words } from './words.ts'

/** How a code that stands as the value of a field is said: a stage's status, a role, a theme; what is no known code stays as it is. */
export function valueWord(locale: Locale, code: string): string {
  const value = `value.${code}`
  if (value in words['zh-CN']) return say(locale, words, value as keyof (typeof words)['zh-CN'])
  const role = `role.${code}`
  return role in people['zh-CN'] ? say(locale, people, role as keyof (typeof people)['zh-CN']) : code
}
