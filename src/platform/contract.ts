import { z } from 'zod'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * One HTTP endpoint: the words that server, web page and OpenAPI speak together.
 * `access` is 'public' only where nobody can be signed in yet; everything else needs a caller.
 */
export interface Endpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> {
  method: Method
  /** Below /api/v1, parameters as `:id`. */
  path: string
  summary: string
  tag: string
  params: P
  query: Q
  body: B
  reply: R
  status: 200 | 201 | 202 | 204
  access: 'public' | 'signed-in'
  /** The body comes as multipart/form-data and is read by the handler. */
  multipart: boolean
  /** The reply holds a secret: for a repeated Idempotency-Key it is kept sealed, for nobody but whoever asked. */
  isSecret: boolean
}

type Given<P, Q, B, R> = {
  method: Method
  path: string
  summary: string
  tag: string
  params?: P
  query?: Q
  body?: B
  reply?: R
  status?: 200 | 201 | 202 | 204
  access?: 'public' | 'signed-in'
  multipart?: boolean
  isSecret?: boolean
}

const nothing = z.object({})

export const endpoint = <
  P extends z.ZodType = typeof nothing,
  Q extends z.ZodType = typeof nothing,
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType = z.ZodUndefined,
>(
  given: Given<P, Q, B, R>,
): Endpoint<P, Q, B, R> => ({
  method: given.method,
  path: given.path,
  summary: given.summary,
  tag: given.tag,
  params: given.params ?? (nothing as unknown as P),
  query: given.query ?? (nothing as unknown as Q),
  body: given.body ?? (z.undefined() as unknown as B),
  reply: given.reply ?? (z.undefined() as unknown as R),
  status: given.status ?? (given.reply ? (given.method === 'POST' ? 201 : 200) : 204),
  access: given.access ?? 'signed-in',
  multipart: given.multipart ?? false,
  isSecret: given.isSecret ?? false,
})

/** PostgreSQL refuses U+0000 and half a surrogate pair, so every string that comes in is free of them. */
const storable = (value: string): boolean => !value.includes('\u0000') && !/\p{Cs}/u.test(value)

/** One line of text, trimmed, 1 to `max` characters. */
export const line = (max = 200) => z.string().trim().min(1).max(max).refine(storable, 'nul')
/** Free text over several lines, possibly empty, at most `max` characters. */
export const prose = (max = 10_000) => z.string().trim().max(max).refine(storable, 'nul')
/** A search or filter word. */
export const word = (max = 100) => z.string().trim().max(max).refine(storable, 'nul')

export const id = z.uuid()
/** A business day in the organisation's time zone. */
export const day = z.iso.date()
/** A moment, ISO 8601 with offset. */
export const moment = z.iso.datetime({ offset: true })
/** An amount in the currency's minor unit (分, cents). */
export const amountMinor = z.int().min(-9_000_000_000_000_000).max(9_000_000_000_000_000)
export const currency = z.string().regex(/^[A-Z]{3}$/)
/** 0 to 1. */
export const share = z.number().min(0).max(1)
export const locale = z.enum(['zh-CN', 'zh-TW', 'en'])

/** `?flag=true` in a query string. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true')

/** `?a=x&a=y` or `?a=x,y`: one or many ids. */
export const ids = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : value.split(',')).filter((part) => part !== ''))
  .pipe(z.array(id).max(500))

export const pageQuery = { limit: z.coerce.number().int().min(1).max(200).default(50), cursor: word(1000).optional() }

/** What every list replies: one page and where the next begins. */
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() })

/** Why an action may not be done by this person, sent with the record; null when it may. */
export const verdict = z.object({ code: z.string(), sentence: z.string() }).nullable()

/** A record as others speak of it. */
export const ref = z.object({ id, name: z.string() })
export const idParams = z.object({ id })
