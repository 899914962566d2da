import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Tx } from '../database/connect.ts'
import { accept, refuse, type Outcome } from '../refusal.ts'
import type { Caller } from '../session.ts'

export const requestHash = (request: FastifyRequest): Buffer =>
  createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest()

/** A request that may come twice: the key it carries, and what it asked. */
export interface Repeatable {
  key: string
  hash: Buffer
}

/**
 * The answer already given under this key, or null when the request is new. Two requests with the same key wait for
 * each other. Another request under a used key is refused.
 */
export async function answered<T>(
  tx: Tx,
  { orgId, memberId }: Pick<Caller, 'orgId' | 'memberId'>,
  { key, hash }: Repeatable,
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
  return row.request_hash.equals(hash) ? accept(row.reply as T) : refuse('idempotency-key-reused', {}, 422)
}

export async function remember(tx: Tx, caller: Caller, { key, hash }: Repeatable, reply: unknown): Promise<void> {
  await tx
    .insertInto('idempotency_key')
    .values({
      org_id: caller.orgId,
      member_id: caller.memberId,
      key,
      request_hash: hash,
      status: 200,
      reply: JSON.stringify(reply ?? null),
      at: caller.now,
    })
    .execute()
}
