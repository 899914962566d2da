import { createHmac } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Tx } from '../database/connect.ts'
import { accept, refuse, type Outcome } from '../refusal.ts'
import { sealed, unsealed } from '../secrets.ts'
import type { Caller } from '../session.ts'

/** A request that may come twice: the key it carries, and what it asked. */
export interface Repeatable {
  key: string
  hash: Buffer
  /** What seals the kept answer, which holds a secret; null where answers are kept as they are. */
  seal: Buffer | null
}

/**
 * What this request is remembered by; null when it carries no key. Passwords are in what is asked, and secrets in some answers:
 * so the hash is made with the server's own secret, and such an answer is sealed with that of the caller besides, of which only
 * a fingerprint is stored. The database alone tells neither.
 */
export function repeatable(request: FastifyRequest, serverSecret: string, shown: string, isSecret: boolean): Repeatable | null {
  const key = request.method === 'GET' ? undefined : request.headers['idempotency-key']
  if (typeof key !== 'string') return null
  const made = (text: string) => createHmac('sha256', serverSecret).update(text).digest()
  return {
    key,
    hash: made(`asked ${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`),
    seal: isSecret ? made(`answer ${shown}`) : null,
  }
}

/**
 * The answer already given under this key, or null when the request is new. Two requests with the same key wait for
 * each other. Another request under a used key is refused.
 */
export async function answered<T>(
  tx: Tx,
  { orgId, memberId }: Pick<Caller, 'orgId' | 'memberId'>,
  { key, hash, seal }: Repeatable,
): Promise<Outcome<T> | null> {
  if (key.length > 200 || key.includes('\u0000'))
    return refuse('invalid-request', {
      errors: [{ path: 'Idempotency-Key', code: 'too_long', message: 'at most 200 characters' }],
    })
  const [, row] = await Promise.all([
    sql`select pg_advisory_xact_lock(hashtextextended(${memberId + key}, 7))`.execute(tx),
    tx
      .selectFrom('idempotency_key')
      .select(['request_hash', 'reply'])
      .where('org_id', '=', orgId)
      .where('member_id', '=', memberId)
      .where('key', '=', key)
      .executeTakeFirst(),
  ])
  if (!row) return null
  const reply = seal ? opened(row.reply, seal) : { value: row.reply }
  return reply && row.request_hash.equals(hash) ? accept(reply.value as T) : refuse('idempotency-key-reused', {}, 422)
}

/** What was sealed for whoever asked; null for another session or token of the same person. */
const opened = (kept: unknown, seal: Buffer): { value: unknown } | null => {
  const text = typeof kept === 'string' ? unsealed(kept, seal) : null
  return text === null ? null : { value: JSON.parse(text) }
}

export async function remember(tx: Tx, caller: Caller, { key, hash, seal }: Repeatable, reply: unknown): Promise<void> {
  const text = JSON.stringify(reply ?? null)
  await tx
    .insertInto('idempotency_key')
    .values({
      org_id: caller.orgId,
      member_id: caller.memberId,
      key,
      request_hash: hash,
      status: 200,
      reply: seal ? JSON.stringify(sealed(text, seal)) : text,
      at: caller.now,
    })
    .execute()
}
