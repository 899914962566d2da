import { usePhone } from './use-phone.ts'
import { usePreferences } from './preferences.ts'

const heights = { compact: 28, normal: 34, wide: 42 }

/** Pixels of one table row for this reader's density; the same numbers as `--row` in tokens.css. */
export const useRowHeight = (): number => {
  const { density } = usePreferences()
  return usePhone() ? 48 : heights[density]
}
