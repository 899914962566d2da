import type { Tx } from './database/connect.ts'

/**
 * An expected "no": a code that the reader's language explains, and the facts behind it.
 * `code` is the `type` of the RFC 9457 reply (kebab case, stable); `facts` fill its sentence and are sent with it.
 */
export interface Refusal {
  code: string
  facts: Record<string, unknown>
  /** HTTP status when the code's usual one (see http/problem.ts) does not fit. */
  status?: number
  /** What is written down all the same, in a transaction of its own after everything else was rolled back. */
  afterwards?: (tx: Tx) => Promise<void>
}

export interface Accepted<T> {
  ok: true
  value: T
}
export interface Refused {
  ok: false
  refusal: Refusal
}
export type Outcome<T> = Accepted<T> | Refused

export const accept = <T>(value: T): Accepted<T> => ({ ok: true, value })

export const refuse = (code: string, facts: Record<string, unknown> = {}, status?: number): Refused => ({
  ok: false,
  refusal: status === undefined ? { code, facts } : { code, facts, status },
})

/** One thing that is not there yet; every refusal that lists gaps lists them in this shape. */
export interface Missing {
  kind: string
  key: string
  label: string
}
