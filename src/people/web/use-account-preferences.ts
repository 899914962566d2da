import { useCallback } from 'react'
import { chosenLocale, forgetChosenLocale, markChoiceTold, prefer, preferences, type Preferences } from '../../ui/preferences.ts'
import { call, type ReplyOf } from '../../ui/api.ts'
import type { Locale } from '../../platform/words.ts'
import { changeMe, type readSession } from '../contract.ts'

type Kept = Pick<Preferences, 'locale' | 'theme' | 'density' | 'directionColours'>

/** Changes how things look at once, and keeps it with the account so that other browsers follow. */
export const useAccountPreferences = (): ((change: Partial<Kept>) => void) =>
  useCallback((change: Partial<Kept>) => {
    prefer(change)
    if (change.locale) forgetChosenLocale()
    const { theme, density, directionColours, locale } = preferences()
    const body = {
      ...(change.locale && { locale }),
      preferences: { theme, density, ...(directionColours !== 'auto' && { directionColours }) },
    }
    // What the account did not take is still kept in this browser; nothing to bother the reader with.
    call(changeMe, { body }).catch(() => undefined)
  }, [])

/**
 * What the account remembers, put on when its owner signs in. A language picked on the way in stays; `onOther` is told once that
 * the account's is another.
 */
export const putOnAccountPreferences = (session: ReplyOf<typeof readSession>, onOther: (chosen: Locale) => void): void => {
  const { theme, density, directionColours } = session.preferences
  const chosen = chosenLocale()
  if (chosen?.locale === session.locale) forgetChosenLocale()
  else if (chosen && !chosen.isTold) {
    markChoiceTold(chosen.locale)
    onOther(chosen.locale)
  }
  prefer({
    locale: chosen?.locale ?? session.locale,
    ...(theme && { theme }),
    ...(density && { density }),
    ...(directionColours && { directionColours }),
  })
}
