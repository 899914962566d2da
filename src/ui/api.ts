import type { z } from 'zod'
import type { Endpoint } from '../platform/contract.ts'
import type { Missing } from '../platform/refusal.ts'

/**
 * The one way from a page to the server: `await call(endpoint, { params, query, body, ifMatch })`, typed by the shared endpoint.
 * An expected "no" arrives as a thrown `Problem` (RFC 9457) whose `title` and `detail` are already in the reader's language.
 */

export type AnyEndpoint = Endpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType>
export type ReplyOf<E extends AnyEndpoint> = z.output<E['reply']>

type Part<Name extends string, T> = [T] extends [undefined]
  ? { [K in Name]?: undefined }
  : Record<string, never> extends T
    ? { [K in Name]?: T }
    : { [K in Name]: T }

export type Given<E extends AnyEndpoint> = Part<'params', z.input<E['params']>> &
  Part<'query', z.input<E['query']>> &
  Part<'body', z.input<E['body']>> & {
    /** The version that the caller has seen; a stale one is refused with 412. */
    ifMatch?: number | string
    /** Names this write once and for all: sending it again does nothing twice. */
    idempotencyKey?: string
    signal?: AbortSignal
    /** Instead of `body` for endpoints that take a file. */
    form?: FormData
    /** 0 to 1, while a form is being sent. */
    onProgress?: (share: number) => void
  }

export interface FieldError {
  path: string
  code: string
  message: string
}

export class Problem extends Error {
  /** Stable code such as `gate-not-passed`; `unreachable` when no answer came, `unexpected` when it was not a problem document. */
  code: string
  title: string
  detail: string
  status: number
  missing: Missing[]
  errors: FieldError[]
  facts: Record<string, unknown>

  constructor(status: number, document: Record<string, unknown>) {
    const text = (value: unknown): string => (typeof value === 'string' ? value : '')
    super(text(document['detail']) || text(document['title']) || text(document['type']))
    this.name = 'Problem'
    this.status = status
    this.code = text(document['type']).replace(/^.*[/:#]/, '') || 'unexpected'
    this.title = text(document['title'])
    this.detail = text(document['detail'])
    this.missing = Array.isArray(document['missing']) ? (document['missing'] as Missing[]) : []
    this.errors = Array.isArray(document['errors']) ? (document['errors'] as FieldError[]) : []
    this.facts = document
  }
}

export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem(0, { type: 'unexpected', detail: error instanceof Error ? error.message : '' })

const base = '/api/v1'

interface Wiring {
  /** Fetches the token that unsafe requests must carry; asked once and after a refusal for its sake. */
  csrfToken: () => Promise<string | undefined>
  /** Called when the server says that nobody is signed in. */
  onSignedOut: () => void
  locale: () => string
}

let wiring: Wiring = { csrfToken: async () => undefined, onSignedOut: () => {}, locale: () => document.documentElement.lang }
let token: string | undefined

export const wireApi = (given: Partial<Wiring>): void => {
  wiring = { ...wiring, ...given }
}
/** Remembers the token that came with the session; `undefined` forgets it (after signing in or out). */
export const rememberCsrfToken = (given: string | undefined): void => {
  token = given
}

/** Random 128 bits in UUID form; also on plain http, where crypto.randomUUID does not exist. */
export const newKey = (): string => {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}

/** The address of an endpoint, e.g. for a download link. Empty query values are left out, lists are repeated. */
export const addressOf = <E extends AnyEndpoint>(endpoint: E, given: Pick<Given<E>, 'params' | 'query'>): string => {
  const params = (given.params ?? {}) as Record<string, unknown>
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries((given.query ?? {}) as Record<string, unknown>)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') query.append(name, String(one))
    }
  }
  const search = query.toString()
  return `${base}${path}${search ? `?${search}` : ''}`
}

export const call = async <E extends AnyEndpoint>(endpoint: E, given: Given<E>): Promise<ReplyOf<E>> => {
  const unsafe = endpoint.method !== 'GET'
  const needsToken = unsafe && endpoint.access === 'signed-in'
  if (needsToken && token === undefined) token = await wiring.csrfToken()
  try {
    return await once(endpoint, given)
  } catch (error) {
    // Another tab has signed in anew: its session has another token. Ask for it and try once more.
    if (needsToken && error instanceof Problem && error.status === 403 && error.code.includes('csrf')) {
      token = await wiring.csrfToken()
      return await once(endpoint, given)
    }
    if (error instanceof Problem && error.status === 401 && endpoint.access === 'signed-in') wiring.onSignedOut()
    throw error
  }
}

const once = async <E extends AnyEndpoint>(endpoint: E, given: Given<E>): Promise<ReplyOf<E>> => {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': wiring.locale() }
  const body = given.form ?? (given.body === undefined ? undefined : JSON.stringify(given.body))
  if (typeof body === 'string') headers['content-type'] = 'application/json'
  if (endpoint.method !== 'GET' && token !== undefined) headers['x-csrf-token'] = token
  if (given.ifMatch !== undefined) headers['if-match'] = `"${given.ifMatch}"`
  if (given.idempotencyKey !== undefined) headers['idempotency-key'] = given.idempotencyKey
  const address = addressOf(endpoint, given as Pick<Given<E>, 'params' | 'query'>)
  const answer = await send(endpoint.method, address, headers, body, given.signal, given.onProgress)
  if (answer.status >= 200 && answer.status < 300) return answer.json as ReplyOf<E>
  throw new Problem(
    answer.status,
    isRecord(answer.json) ? answer.json : { type: answer.status === 404 ? 'not-found' : 'unexpected' },
  )
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

interface Answer {
  status: number
  json: unknown
}

const parsed = (text: string): unknown => {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

const send = async (
  method: string,
  address: string,
  headers: Record<string, string>,
  body: string | FormData | undefined,
  signal: AbortSignal | undefined,
  onProgress: ((share: number) => void) | undefined,
): Promise<Answer> => {
  if (onProgress) return sendWithProgress(method, address, headers, body, signal, onProgress)
  try {
    const response = await fetch(address, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body && { body }),
      ...(signal && { signal }),
    })
    return { status: response.status, json: parsed(await response.text()) }
  } catch (error) {
    if (signal?.aborted) throw error
    throw new Problem(0, { type: 'unreachable' })
  }
}

/** fetch cannot say how much it has sent. */
const sendWithProgress = (
  method: string,
  address: string,
  headers: Record<string, string>,
  body: string | FormData | undefined,
  signal: AbortSignal | undefined,
  onProgress: (share: number) => void,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method, address)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total)
    request.onload = () => resolve({ status: request.status, json: parsed(request.responseText) })
    request.onerror = () => reject(new Problem(0, { type: 'unreachable' }))
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'))
    signal?.addEventListener('abort', () => request.abort())
    request.send(body ?? null)
  })
