import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { QualityPass } from '../store/passes.ts'
import { endPass, savePass } from '../store/passes.ts'
import { judgeCustomers } from './judge.ts'
import { forgetSums, sumContacts, type Moment } from './measure.ts'

/** Organisations with more customers than `above` are judged in passes, `together` customers in a transaction. */
export interface PassSize {
  above: number
  together: number
}
export const usualPass: PassSize = { above: 40_000, together: 10_000 }

export async function isLarge(tx: Tx, orgId: string, { above }: PassSize): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select count(*) > ${above} as is from (select from customer where org_id = ${orgId} limit ${above + 1}) first_ones`.execute(
    tx,
  )
  return rows[0]!.is
}

/** Begins to judge all customers for a moment: their contacts are read once. What goes on already is given up. */
export async function beginPass(tx: Tx, orgId: string, pass: Omit<QualityPass, 'throughId'>): Promise<void> {
  await sumContacts(tx, orgId, pass.at)
  await savePass(tx, orgId, { ...pass, throughId: null })
}

/** Judges the next part of the customers; false when that was the last one. */
export async function continuePass(
  tx: Tx,
  orgId: string,
  pass: QualityPass,
  now: Moment,
  { together }: PassSize,
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    select id from customer where org_id = ${orgId} and ${pass.throughId === null ? sql`true` : sql`id > ${pass.throughId}::uuid`}
    order by id limit ${together}`.execute(tx)
  const through = rows.at(-1)?.id
  if (through !== undefined)
    await judgeCustomers(tx, orgId, pass, { after: pass.throughId, through }, {
      now, isSummed: true, onlyUnsettled: !pass.isWhole, ...(pass.month === null ? {} : { why: { afterwards: true } }),
    }) // prettier-ignore
  if (through !== undefined && rows.length === together) {
    await savePass(tx, orgId, { ...pass, throughId: through })
    return true
  }
  await Promise.all([forgetSums(tx, orgId), endPass(tx, orgId)])
  return false
}
