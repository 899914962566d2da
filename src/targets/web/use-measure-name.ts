import { useLocale } from '../../ui/use-words.ts'
import { measureName } from '../measure-name.ts'
import type { Measure } from '../measure.ts'

/** What a measure is called. */
export function useMeasureName(): (measure: Measure) => string {
  const locale = useLocale()
  return (measure) => measureName(locale, measure)
}
