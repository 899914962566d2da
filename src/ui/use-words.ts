import { useMemo } from 'react'
import { say, type Locale, type Words } from '../platform/words.ts'
import { usePreferences } from './preferences.ts'

/**
 * The words of a slice in the reader's language: `const t = useWords(words)`, then `t('title')` or `t('moved', { name })`.
 * Keys are checked by the compiler.
 */
export type Say<K extends string> = (key: K, facts?: Record<string, unknown>) => string

export const useWords = <K extends string>(words: Words<K>): Say<K> => {
  const { locale } = usePreferences()
  return useMemo(() => (key: K, facts?: Record<string, unknown>) => say(locale, words, key, facts), [locale, words])
}

export const useLocale = (): Locale => usePreferences().locale

/** For a record that carries its own names in three languages, e.g. a seeded stage. */
export const useNamed = (): ((names: Partial<Record<Locale, string>>) => string) => {
  const locale = useLocale()
  return (names) => names[locale] ?? names['zh-CN'] ?? names.en ?? ''
}
