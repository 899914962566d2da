export type Locale = 'zh-CN' | 'zh-TW' | 'en'
export const locales: readonly Locale[] = ['zh-CN', 'zh-TW', 'en']

export type Words<K extends string = string> = Record<Locale, Record<K, string>>

/**
 * A slice's words in three languages. zh-CN is the source: a key that another language lacks,
 * or has too many, does not compile. `{{name}}` marks where a fact goes.
 */
export const defineWords = <const T extends Record<string, string>>(words: {
  'zh-CN': T
  'zh-TW': Record<keyof T, string>
  en: Record<keyof T, string>
}): Words<keyof T & string> => words as Words<keyof T & string>

/**
 * The sentence for `key` with its facts filled in: `{{name}}`, or of two words by number `{{count|deal|deals}}` (the first for 1).
 * An unknown fact stays visible as `{{name}}`.
 */
export const say = <K extends string>(locale: Locale, words: Words<K>, key: K, facts: Record<string, unknown> = {}): string =>
  (words[locale][key] ?? words['zh-CN'][key]).replace(
    /\{\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}\}/g,
    (whole, name: string, one?: string, many?: string) => {
      const fact = facts[name]
      if (one !== undefined && fact !== undefined && fact !== null) return String(fact) === '1' ? one : many!
      return fact === undefined || fact === null
        ? whole
        : Array.isArray(fact)
          ? fact.join(locale === 'en' ? ', ' : '、')
          : String(fact)
    },
  )
