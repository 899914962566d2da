import { useSyncExternalStore } from 'react'
import { locales, type Locale } from '../platform/words.ts'

/**
 * What this person likes to look at, kept in this browser: language, theme, row height, colours of change.
 * `usePreferences()` reads, `prefer({ theme: 'dark' })` changes. before-paint.js applies the same record before the first paint.
 */
export interface Preferences {
  locale: Locale
  theme: 'light' | 'dark' | 'auto'
  density: 'compact' | 'normal' | 'wide'
  /** 'auto': red is up for Chinese readers, green is up for English ones. */
  directionColours: 'auto' | 'red-up' | 'green-up'
  /** Whether the navigation is folded to icons. */
  navigation: 'wide' | 'narrow'
  /** Groups of the navigation that are folded to their headings. */
  folded: readonly string[]
}

const key = 'sluice-preferences'

const browserLocale = (): Locale => {
  for (const language of navigator.languages) {
    if (/^zh\b.*(hant|tw|hk|mo)/i.test(language)) return 'zh-TW'
    if (/^zh\b/i.test(language)) return 'zh-CN'
    if (/^en\b/i.test(language)) return 'en'
  }
  return 'zh-CN'
}

const read = (): Partial<Preferences> => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Preferences>
  } catch {
    return {}
  }
}

const complete = (given: Partial<Preferences>): Preferences => ({
  locale: given.locale && locales.includes(given.locale) ? given.locale : browserLocale(),
  theme: given.theme ?? 'auto',
  density: given.density ?? 'normal',
  directionColours: given.directionColours ?? 'auto',
  navigation: given.navigation ?? 'wide',
  folded: Array.isArray(given.folded) ? given.folded : ['care'],
})

let current = complete(read())
const listeners = new Set<() => void>()

const apply = (): void => {
  const root = document.documentElement
  root.lang = current.locale
  root.dataset['density'] = current.density
}

const choiceKey = 'sluice-language-chosen'

/**
 * A language picked on a page before signing in. Who picks one means it: it holds in this browser until they sign out or set
 * another, and the account's language does not replace it unasked.
 */
export const chosenLocale = (): { locale: Locale; isTold: boolean } | null => {
  try {
    const [locale, told] = (localStorage.getItem(choiceKey) ?? '').split(' ')
    const known = locales.find((one) => one === locale)
    return known ? { locale: known, isTold: told === 'told' } : null
  } catch {
    return null
  }
}

export const chooseLocale = (locale: Locale): void => {
  prefer({ locale })
  keepChoice(locale)
}

/** The reader knows by now that the account's language is another. */
export const markChoiceTold = (locale: Locale): void => keepChoice(`${locale} told`)
export const forgetChosenLocale = (): void => keepChoice(null)

const keepChoice = (value: string | null): void => {
  try {
    if (value === null) localStorage.removeItem(choiceKey)
    else localStorage.setItem(choiceKey, value)
  } catch {
    // As above: without storage the choice lasts as long as the page.
  }
}

export const preferences = (): Preferences => current

export const prefer = (change: Partial<Preferences>): void => {
  current = { ...current, ...change }
  try {
    localStorage.setItem(key, JSON.stringify({ ...read(), ...change }))
  } catch {
    // Private windows refuse storage; the choice then lasts as long as the page.
  }
  apply()
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, preferences)

/** Other tabs of this browser follow; and the page starts with what was kept. */
export const startPreferences = (): void => {
  apply()
  window.addEventListener('storage', (event) => {
    if (event.key !== key) return
    current = complete(read())
    apply()
    for (const listener of listeners) listener()
  })
}
