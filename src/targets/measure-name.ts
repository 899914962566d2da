import { say, type Locale } from '../platform/words.ts'
import { activityKindsOf, type Measure, type SingleMeasure } from './measure.ts'
import { words } from './words.ts'

/** What a measure is called; several kinds of activities by all their names: 电话数和拜访数. */
export function measureName(locale: Locale, measure: Measure): string {
  const kinds = activityKindsOf(measure)
  if (kinds.length < 2) return say(locale, words, `measure.${measure as SingleMeasure}`)
  const names = kinds.map((kind) => say(locale, words, `measure.activity-${kind}`))
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names)
}
