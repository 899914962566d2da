import { sql } from 'kysely'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { duplicateReasons, type DuplicateReason, type Marks } from '../duplicate.ts'

interface CandidateRow {
  id: string
  name: string
  core_key: string
  social_credit_code: string | null
  phones: string[]
  owner_id: string
  owner_name: string
}

const most = 20

/** SQL twin of `duplicateReasons`: the customers, archived ones apart, that share a mark. Whoever they belong to. */
export async function candidatesFor(
  tx: Tx,
  orgId: string,
  marks: Marks,
  except: string | null = null,
): Promise<(CandidateRow & { reasons: DuplicateReason[] })[]> {
  const phones = [...marks.phones]
  const { rows } = await sql<CandidateRow>`
    with alike as (
      select id from customer where org_id = ${orgId} and core_key = ${marks.coreKey} and core_key <> '' and deleted_at is null
      union select id from customer where org_id = ${orgId} and social_credit_code = ${marks.socialCreditCode} and deleted_at is null
      union select id from customer where org_id = ${orgId} and phone = any(${phones}::text[]) and deleted_at is null
      union select customer_id from contact where org_id = ${orgId} and phone = any(${phones}::text[]) and deleted_at is null)
    select c.id, c.name, c.core_key, c.social_credit_code, c.owner_id, m.name as owner_name,
           array_remove(array_prepend(c.phone, (select coalesce(array_agg(p.phone), '{}') from contact p
             where p.org_id = c.org_id and p.customer_id = c.id and p.deleted_at is null)), null) as phones
    from alike join customer c on c.org_id = ${orgId} and c.id = alike.id and c.deleted_at is null
    join member m on m.org_id = c.org_id and m.id = c.owner_id
    where c.id is distinct from ${except}::uuid order by c.id desc limit ${sql.lit(most)}`.execute(tx)
  return rows.map((row) => ({
    ...row,
    reasons: duplicateReasons(marks, { coreKey: row.core_key, phones: row.phones, socialCreditCode: row.social_credit_code }),
  }))
}

/** The likely duplicates as the caller may know them: those within reach by name, of others only that there are some. */
export async function likelyDuplicates(tx: Tx, caller: Caller, marks: Marks, except: string | null = null) {
  const found = await candidatesFor(tx, caller.orgId, marks, except)
  const within = found.filter((row) => reaches(caller, row.owner_id, row.id))
  return {
    candidates: within.map((row) => ({ id: row.id, name: row.name, ownerName: row.owner_name, reasons: row.reasons })),
    elsewhere: found.length - within.length,
    /** A social credit code names one company: this cannot be talked away. */
    certain: found.some(({ reasons }) => reasons.includes('social-credit-code')),
  }
}
