import { useFormat } from '../../ui/Regional.tsx'
import { isMoney, type Measure } from '../measure.ts'

/** A figure of a measure as people read it: money in 万 or 亿, counts with at most one decimal. */
export function useAmount(measure: Measure): (value: number) => string {
  const format = useFormat()
  return (value) => (isMoney(measure) ? format.money(value, 'compact') : format.count(Math.round(value * 10) / 10))
}
