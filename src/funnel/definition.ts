import { addDays } from '../platform/time.ts'
import { type Locale, say } from '../platform/words.ts'
import type { Basis, FunnelQuery } from './contract.ts'
import { words } from './words.ts'

/**
 * What the numbers mean, in the caller's language, with the parameters really used: printed next to them, because the same data
 * has seven honest answers. `sentence` says which deals and how they reached a stage, `conversion` how the share was counted.
 */
export function defined(
  { basis, counting, from, to }: Pick<FunnelQuery, 'basis' | 'counting' | 'from' | 'to'>,
  { locale, pipeline, asOf }: { locale: Locale; pipeline: string; asOf: string | null },
): { code: string; sentence: string; conversion: string } {
  const facts = { pipeline, from, last: to === undefined ? undefined : addDays(to, -1) }
  const known = asOf === null ? [] : [say(locale, words, 'knownAt', { asOf })]
  const how = basis === 'cohort' ? [say(locale, words, `counting.${counting}.sentence`)] : []
  const sentences = [say(locale, words, `who.${basis}.${extent(basis, from, to)}` as 'who.cohort.all', facts), ...how, ...known]
  return {
    code: basis === 'cohort' ? `cohort-${counting}` : basis,
    sentence: sentences.join(locale === 'en' ? ' ' : ''),
    conversion: say(locale, words, `conversion.${basis}`),
  }
}

const extent = (basis: Basis, from: string | undefined, to: string | undefined): string =>
  basis !== 'cohort' || (from !== undefined && to !== undefined)
    ? 'between'
    : from !== undefined
      ? 'from'
      : to !== undefined
        ? 'to'
        : 'all'
