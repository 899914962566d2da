import { useWords } from '../../ui/use-words.ts'
import type { Measure } from '../measure.ts'
import { words } from '../words.ts'

/** What a measure is called. */
export function useMeasureName(): (measure: Measure) => string {
  const t = useWords(words)
  return (measure) => t(`measure.${measure}`)
}
