import { say, type Locale } from '../platform/words.ts'
import { words } from './words/forecast.ts'

type Key = keyof (typeof words)['zh-CN']

/** A sentence by a key that is put together of a kind and a code; the codes' types see to it that it is there. */
export const sayText = (locale: Locale, key: string, facts: Record<string, unknown> = {}): string =>
  say(locale, words, key as Key, facts)
