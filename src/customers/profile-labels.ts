import type { Missing } from '../platform/refusal.ts'
import { say, type Locale } from '../platform/words.ts'
import type { ProfileGap } from './profile-completeness.ts'
import { words } from './words.ts'

/** The gaps in the reader's language, as every refusal lists them. */
export const labelled = (locale: Locale, gaps: readonly ProfileGap[]): Missing[] =>
  gaps.map(({ kind, key }) => ({ kind, key, label: say(locale, words, `profile.${key}`) }))
