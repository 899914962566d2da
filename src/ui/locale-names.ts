import { locales, type Locale } from '../platform/words.ts'

/** Each language in its own script: a reader finds it without knowing any other. */
export const localeNames: Record<Locale, string> = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' }

export const localeOptions: readonly { value: Locale; label: string }[] = locales.map((value) => ({
  value,
  label: localeNames[value],
}))
