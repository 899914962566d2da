import { z } from 'zod'
import type { Refusal } from '../refusal.ts'
import { say, type Locale, type Words } from '../words.ts'
import { words as ownWords } from './words.ts'

/** RFC 9457 body of every refusal. */
export const problemShape = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  missing: z.array(z.looseObject({ kind: z.string(), key: z.string(), label: z.string() })).optional(),
  errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
})

const statuses: Record<string, number> = {
  'invalid-request': 400,
  'not-signed-in': 401,
  'wrong-password': 401,
  forbidden: 403,
  'override-not-yours': 403,
  'csrf-token-invalid': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'already-exists': 409,
  'already-set-up': 409,
  'possible-duplicate': 409,
  'version-conflict': 412,
  'payload-too-large': 413,
  'unsupported-media-type': 415,
  'too-many-requests': 429,
  internal: 500,
  busy: 503,
  'database-away': 503,
}

/** Every slice's refusal sentences: keys `refusal.CODE` (title) and `refusal.CODE.detail`. */
const sentences: Words[] = [ownWords]
export const speakRefusals = (words: Words): void => void sentences.push(words)

const sentence = (locale: Locale, key: string, facts: Record<string, unknown>): string | undefined => {
  const words = sentences.find((candidate) => key in candidate['zh-CN'])
  return words && say(locale, words, key, facts)
}

/**
 * Where a code is shared, a fact `about` picks the sentences of one noun, and `ability` those of what the caller's role lacks:
 * `refusal.CODE.ABOUT` and its detail instead of `refusal.CODE`.
 */
function spoken({ code, facts }: Refusal, locale: Locale): { title: string; detail: string | undefined } {
  const [broad, narrow] = [`refusal.${code}`, `refusal.${code}.${String(facts['about'] ?? facts['ability'])}`]
  const own = sentence(locale, narrow, facts)
  return {
    title: own ?? sentence(locale, broad, facts) ?? code,
    detail: sentence(locale, `${own === undefined ? broad : narrow}.detail`, facts),
  }
}

/** The reply for a refusal in the caller's language. */
export function problem(refusal: Refusal, locale: Locale) {
  const { code, facts, status } = refusal
  const { title, detail } = spoken(refusal, locale)
  return {
    ...facts,
    type: code,
    title,
    status: status ?? statuses[code] ?? 422,
    ...(detail === undefined ? {} : { detail }),
  }
}

/** Why an action is closed to this caller, as sent with records: the same sentence that a try would be refused with. */
export const verdictOf = (refusal: Refusal | null, locale: Locale): { code: string; sentence: string } | null =>
  refusal && { code: refusal.code, sentence: spoken(refusal, locale).title }

/** The language asked for by a caller who is not known yet. */
export function preferredLocale(header: string | undefined): Locale {
  for (const tag of (header ?? '').toLowerCase().split(',')) {
    const language = tag.trim().split(';')[0] ?? ''
    if (/^zh-(tw|hk|mo|hant)/.test(language)) return 'zh-TW'
    if (language.startsWith('zh')) return 'zh-CN'
    if (language.startsWith('en')) return 'en'
  }
  return 'zh-CN'
}
