import { addDays, dayOf } from '../platform/time.ts'
import { type Locale, say } from '../platform/words.ts'
import { millisecondsPerDay } from '../funnel/visits.ts'
import type { Stretch } from './pick.ts'
import { told } from './telling.ts'
import type { Verdict } from './verdict.ts'
import { words } from './words.ts'

type Key = keyof (typeof words)['en']

export const label = (judgement: Verdict, locale: Locale): string => say(locale, words, `label.${judgement}`)

/** What a number means, and when it lies. */
export const definition = (locale: Locale, key: Key, facts: Record<string, unknown> = {}) => ({
  key,
  sentence: say(locale, words, key, facts),
  lies: say(locale, words, `${key}.lies` as Key, facts),
})

/** What a report counts: deals at gates (matured, or all as they stand), deals that ended, stays in stages. */
export type Counted = 'matured' | 'all' | 'ended' | 'stays'

interface AboutAsked {
  counted: Counted
  from: string | undefined
  to: string | undefined
  asOf: string | undefined
  pipeline: string
}

/** Which deals a report is about, as a sentence, and when that choice lies. */
export function aboutSentence(
  locale: Locale,
  { counted, from, to, asOf, pipeline }: AboutAsked,
): { sentence: string; lies: string } {
  const extent =
    from !== undefined && to !== undefined ? 'between' : from !== undefined ? 'from' : to !== undefined ? 'to' : 'all'
  const facts = { pipeline, from, last: to === undefined ? undefined : addDays(to, -1) }
  const known = asOf === undefined ? [] : [say(locale, words, 'about.known', { asOf })]
  return {
    sentence: [say(locale, words, `about.${counted}.${extent}`, facts), ...known].join(locale === 'en' ? ' ' : ''),
    lies: say(locale, words, `about.${counted}.lies`),
  }
}

/** The stretch in which flows, exits and snapshots are counted: the span asked for, the last 90 days where it is open. */
export function window({ from, to }: Stretch, now: number): { from: number; to: number } {
  const end = Math.min(to ?? now, now)
  return { from: from ?? end - 90 * millisecondsPerDay, to: end }
}

/** Its first and last day as people read them. */
export const windowDays = ({ from, to }: { from: number; to: number }, timeZone: string) => ({
  from: dayOf(new Date(from), timeZone),
  last: dayOf(new Date(Math.max(from, to - 1)), timeZone),
})

export const benchmarkSentence = (
  locale: Locale,
  { source, share, n, successes }: { source: 'typed' | 'history' | 'others'; share: number; n?: number; successes?: number },
): string => say(locale, words, `benchmark.${source}`, { share: told.share(share), of: n, passed: successes })
