import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'

export async function saveSetting(
  tx: Tx,
  caller: Caller,
  { profile, matrix }: { profile: unknown; matrix: unknown },
): Promise<void> {
  const [own, cells] = [profile, matrix].map((value) => (value === null ? null : JSON.stringify(value)))
  await sql`insert into quality_setting (org_id, profile, matrix, updated_at, updated_by)
    values (${caller.orgId}, ${own}::jsonb, ${cells}::jsonb, ${caller.now}, ${caller.memberId})
    on conflict (org_id) do update set profile = excluded.profile, matrix = excluded.matrix, updated_at = excluded.updated_at,
      updated_by = excluded.updated_by, version = quality_setting.version + 1`.execute(tx)
}

export const lockFacts = (tx: Tx, orgId: string, customerId: string) =>
  tx
    .selectFrom('customer_quality_fact as f')
    .innerJoin('member as m', (join) => join.onRef('m.org_id', '=', 'f.org_id').onRef('m.id', '=', 'f.updated_by'))
    .selectAll('f')
    .select('m.name')
    .where('f.org_id', '=', orgId)
    .where('f.customer_id', '=', customerId)
    .forUpdate('f')
    .executeTakeFirst()

export async function saveFacts(
  tx: Tx,
  caller: Caller,
  customerId: string,
  facts: { expectsReasonably: boolean | null; buysAgain: boolean | null; isLighthouse: boolean; lighthouseReason: string | null },
): Promise<void> {
  await sql`insert into customer_quality_fact (org_id, customer_id, expects_reasonably, buys_again, is_lighthouse, lighthouse_reason, updated_at, updated_by)
    values (${caller.orgId}, ${customerId}, ${facts.expectsReasonably}, ${facts.buysAgain}, ${facts.isLighthouse}, ${facts.lighthouseReason},
      ${caller.now}, ${caller.memberId})
    on conflict (org_id, customer_id) do update set expects_reasonably = excluded.expects_reasonably, buys_again = excluded.buys_again,
      is_lighthouse = excluded.is_lighthouse, lighthouse_reason = excluded.lighthouse_reason, updated_at = excluded.updated_at,
      updated_by = excluded.updated_by, version = customer_quality_fact.version + 1`.execute(tx)
}

export async function insertProof(
  tx: Tx,
  caller: Caller,
  id: string,
  customerId: string,
  { kind, provedOn, note }: { kind: string; provedOn: string; note: string },
): Promise<void> {
  await tx
    .insertInto('customer_trust_proof')
    .values({
      org_id: caller.orgId,
      id,
      customer_id: customerId,
      kind,
      proved_on: provedOn,
      note,
      created_at: caller.now,
      created_by: caller.memberId,
    })
    .execute()
}

/** Takes a proof back; what it was, or undefined when there is none. */
export const removeProof = (tx: Tx, caller: Caller, customerId: string, id: string) =>
  tx
    .updateTable('customer_trust_proof')
    .set({ deleted_at: caller.now })
    .where('org_id', '=', caller.orgId)
    .where('customer_id', '=', customerId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .returning(['kind', 'proved_on', 'note'])
    .executeTakeFirst()
