import type { Refusal } from '../refusal.ts'

/** What a lost or refused connection says where it has no code: the words of the driver and of its pool. */
const away =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Connection ended)/

/**
 * True for the errors of a database that cannot be reached now and will be again: it starts, ends or has died. Nothing that was
 * asked meanwhile has been acknowledged.
 */
export function isDatabaseAway(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  if (typeof code === 'string' && /^(57P0[123]|08...|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE)$/.test(code)) {
    // a file that is missing is no database
    return code !== 'ENOENT' || (error as { syscall?: string }).syscall === 'connect'
  }
  return away.test(String(message))
}

/** Two writes waited for each other, and this one was ended. */
export const isDeadlock = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === '40P01'

/** What a client caused in the database and no rule caught first; null when it is a fault of ours. */
export function databaseRefusal(error: unknown): Refusal | null {
  const { code, constraint, detail } = (error ?? {}) as { code?: unknown; constraint?: string; detail?: string }
  if (typeof code !== 'string') return null
  // class 22: a value that no check of ours foresaw and the database cannot hold
  if (code.startsWith('22') && code !== '22012')
    return { code: 'invalid-request', facts: { errors: [{ path: '', code: 'unstorable', message: 'a value cannot be stored' }] } }
  if (code === '23505') return { code: 'already-exists', facts: { constraint: constraint ?? '' } }
  if (code === '23503') return { code: 'unknown-reference', facts: { field: /\(org_id, (\w+)\)/.exec(detail ?? '')?.[1] ?? '' } }
  if (code === '40001' || code === '40P01' || code === '57014' || code === '55P03' || code === '53300')
    return { code: 'busy', facts: {} }
  return null
}
