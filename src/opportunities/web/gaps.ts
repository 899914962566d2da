import { useCallback, useSyncExternalStore } from 'react'
import type { Missing } from '../../platform/refusal.ts'

/** What the last refused move of a deal said is missing, so that the deal's view can name it beside the fields. */
const gaps = new Map<string, readonly Missing[]>()
const listeners = new Set<() => void>()
const tell = (): void => {
  for (const listener of listeners) listener()
}
const nothing: readonly Missing[] = []

export const rememberGaps = (id: string, missing: readonly Missing[]): void => {
  gaps.set(id, missing)
  tell()
}
export const forgetGaps = (id: string): void => {
  if (gaps.delete(id)) tell()
}
export const useGaps = (id: string): readonly Missing[] =>
  useSyncExternalStore(
    useCallback((listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }, []),
    () => gaps.get(id) ?? nothing,
  )
