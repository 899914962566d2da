import type { TextInputProps } from '@mantine/core'
import { lazyField } from './lazy-field.tsx'

export interface Choice {
  value: string
  label: string
  /** A second line: city, code, owner. */
  hint?: string | undefined
}

export interface SearchSelectProps extends Omit<TextInputProps, 'value' | 'onChange' | 'name'> {
  /** Names the search in the cache. */
  name: string
  value: Choice | null
  onChange: (choice: Choice | null) => void
  search: (q: string, signal: AbortSignal) => Promise<Choice[]>
  onCreate?: (typed: string) => void
  createLabel?: (typed: string) => string
}

/**
 * Picks one record among many by searching on the server:
 * `<SearchSelect name="customer" label={t('customer')} value={{ value: id, label }} onChange={…} search={(q) => …Promise<Choice[]>} />`.
 * Names match in pinyin where the server does; nothing is chosen while an input method composes. `onCreate` offers to make what was typed.
 */
export const SearchSelect = lazyField<SearchSelectProps>(async () => (await import('./SearchSelectBox.tsx')).SearchSelectBox)
