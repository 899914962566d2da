import { useSyncExternalStore } from 'react'

const query = '(max-width: 48em)'
const subscribe = (listener: () => void): (() => void) => {
  const media = window.matchMedia(query)
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}

/** True on a screen as narrow as a phone (≤ 768 px): cards instead of tables, sheets instead of drawers. */
export const usePhone = (): boolean => useSyncExternalStore(subscribe, () => window.matchMedia(query).matches)
