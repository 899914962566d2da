import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { z } from 'zod'

/**
 * Filters, tabs and open drawers live in the URL. A page says what it understands and gets it typed:
 * `const [view, setView] = useUrl(viewSchema)`; `setView({ q: 'x' })` merges, `undefined` removes, `{ push: true }` makes a history entry.
 * Everything in the schema must survive a hand-typed address: use `asked.text`, `asked.oneOf`, … below.
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
  text: z.string().optional().catch(undefined),
  list: z
    .union([z.string().transform((one) => [one]), z.array(z.string())])
    .optional()
    .catch(undefined),
  flag: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .or(z.boolean())
    .optional()
    .catch(undefined),
  day: z.iso.date().optional().catch(undefined),
  number: z.coerce.number().optional().catch(undefined),
  oneOf: <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values).optional().catch(undefined),
}

export type SetUrl<T> = (change: Partial<T>, how?: { push?: boolean }) => void

export const useUrl = <S extends z.ZodType<Record<string, unknown>>>(schema: S): readonly [z.output<S>, SetUrl<z.output<S>>] => {
  const raw = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const value = useMemo(() => schema.parse(raw), [schema, raw])
  const set = useCallback<SetUrl<z.output<S>>>(
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
