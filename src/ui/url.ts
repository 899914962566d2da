import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'

/**
 * Filters, tabs and open drawers live in the URL. A page says what it understands and gets it typed:
 * `const asks = { q: asked.text, tab: asked.oneOf(['a', 'b']) }` at module scope, `const [view, setView] = useUrl(asks)`;
 * `setView({ q: 'x' })` merges, `undefined` removes, `{ push: true }` makes a history entry.
 * No zod here: every page reads its address, and only forms need a schema.
 */

/** Plain `a=1&a=2` addresses (no JSON), so that people can read, type and share them. */
export const parseSearch = (text: string): Record<string, string | string[]> => {
  const search: Record<string, string | string[]> = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const known = search[name]
    search[name] = known === undefined ? value : Array.isArray(known) ? [...known, value] : [known, value]
  }
  return search
}

export const stringifySearch = (search: Record<string, unknown>): string => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') query.append(name, String(one))
    }
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/** What a page may ask of its address; a value that makes no sense is taken as absent. */
export const asked = {
  text: (raw: unknown) => (typeof raw === 'string' ? raw : undefined),
  list: (raw: unknown) => (typeof raw === 'string' ? [raw] : isListOfTexts(raw) ? raw : undefined),
  /** `true` or `false`; links inside the application may carry it as a boolean. */
  flag: (raw: unknown) => (raw === true || raw === 'true' ? true : raw === false || raw === 'false' ? false : undefined),
  day: (raw: unknown) => (typeof raw === 'string' && isDay(raw) ? raw : undefined),
  oneOf:
    <const T extends readonly string[]>(values: T) =>
    (raw: unknown): T[number] | undefined =>
      values.find((value) => value === raw),
}

const isListOfTexts = (raw: unknown): raw is string[] => Array.isArray(raw) && raw.every((one) => typeof one === 'string')

const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const moment = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text)
}

type Readers = Record<string, (raw: unknown) => unknown>
/** What `useUrl(view)` gives: every value may be absent. */
export type ViewOf<R extends Readers> = { [K in keyof R]?: ReturnType<R[K]> | undefined }
export type SetUrl<T> = (change: Partial<T>, how?: { push?: boolean }) => void

/** Absent values are left out, so that the view can be handed on as a query. */
export const readView = <R extends Readers>(readers: R, raw: Record<string, unknown>): ViewOf<R> =>
  Object.fromEntries(
    Object.entries(readers)
      .map(([name, read]) => [name, read(raw[name])] as const)
      .filter(([, value]) => value !== undefined),
  ) as ViewOf<R>

export const useUrl = <R extends Readers>(readers: R): readonly [ViewOf<R>, SetUrl<ViewOf<R>>] => {
  const raw = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const value = useMemo(() => readView(readers, raw), [readers, raw])
  const set = useCallback<SetUrl<ViewOf<R>>>(
    (change, how) =>
      void navigate({
        to: '.',
        search: ((before: Record<string, unknown>) => ({ ...before, ...change })) as never,
        replace: !how?.push,
        resetScroll: false,
      }),
    [navigate],
  )
  return [value, set] as const
}
