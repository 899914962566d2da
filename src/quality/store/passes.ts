import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'

/** The judging of all customers that goes on. */
export interface QualityPass {
  at: Date
  today: string
  /** First day of the month of the past that is judged afterwards; null when the present is judged. */
  month: string | null
  /** Also judges those whose relationship stays and of whom nothing was written. */
  isWhole: boolean
  /** Customers up to this id are done. */
  throughId: string | null
}

/** Waits until no other transaction judges all customers of the organisation: what is read afterwards tells how far that one came. */
export const lockJudging = (tx: Tx, orgId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`standings ${orgId}`}, 0))`.execute(tx)

/** The pass that goes on. */
export async function readPass(tx: Tx, orgId: string): Promise<QualityPass | null> {
  const row = await tx.selectFrom('quality_pass').selectAll().where('org_id', '=', orgId).executeTakeFirst()
  return row ? { at: row.at, today: row.today, month: row.month, isWhole: row.is_whole, throughId: row.through_id } : null
}

export async function savePass(tx: Tx, orgId: string, pass: QualityPass): Promise<void> {
  const values = { at: pass.at, today: pass.today, month: pass.month, is_whole: pass.isWhole, through_id: pass.throughId }
  await tx
    .insertInto('quality_pass')
    .values({ org_id: orgId, ...values })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(values))
    .execute()
}

export const endPass = (tx: Tx, orgId: string) => tx.deleteFrom('quality_pass').where('org_id', '=', orgId).execute()
