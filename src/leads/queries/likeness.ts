import { sql } from 'kysely'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { coreKey, nameKey } from '../../platform/text/keys.ts'
import type { LeadFields } from '../lead.ts'

export interface Likeness {
  candidates: {
    kind: 'lead' | 'customer' | 'contact'
    id: string
    customerId: string | null
    name: string
    ownerName: string
    by: 'name' | 'phone' | 'email'
  }[]
  elsewhere: number
}

type Row = Likeness['candidates'][number] & { ownerId: string }

/**
 * What may be the same company or person: customers whose name differs only in form, and leads, customers and contacts with the
 * same telephone or e-mail. Archived records and leads that ended do not count. What is out of reach is only counted.
 */
export async function likenessOf(
  tx: Tx,
  caller: Caller,
  lead: Pick<LeadFields, 'company' | 'phone' | 'email'> & { id: string | null },
): Promise<Likeness> {
  const { orgId } = caller
  const { rows } = await sql<Row>`
    select distinct on (found.kind, found.id) found.*, m.name as "ownerName" from (
      select 'customer' as kind, c.id, c.id as "customerId", c.name, c.owner_id as "ownerId",
             case when c.core_key = ${coreKey(lead.company)} then 'name' else 'phone' end as by
      from customer c where c.org_id = ${orgId} and c.deleted_at is null and (c.core_key = ${coreKey(lead.company)} or c.phone = ${lead.phone})
      union all
      select 'contact', k.id, k.customer_id, k.name || ' · ' || c.name, k.owner_id, case when k.phone = ${lead.phone} then 'phone' else 'email' end
      from contact k join customer c on c.org_id = k.org_id and c.id = k.customer_id
      where k.org_id = ${orgId} and k.deleted_at is null and c.deleted_at is null and (k.phone = ${lead.phone} or k.email = ${lead.email})
      union all
      select 'lead', l.id, null, l.company, l.owner_id,
             case when l.phone = ${lead.phone} then 'phone' when l.email = ${lead.email} then 'email' else 'name' end
      from lead l where l.org_id = ${orgId} and l.deleted_at is null and l.status = 'open' and l.id is distinct from ${lead.id}::uuid
        and (l.phone = ${lead.phone} or l.email = ${lead.email} or l.name_key = ${nameKey(lead.company)})
    ) found join member m on m.org_id = ${orgId} and m.id = found."ownerId"
    order by found.kind, found.id limit 20`.execute(tx)
  const rank = { customer: 0, contact: 1, lead: 2 }
  const seen = rows.filter(
    ({ kind, ownerId }) => reaches(caller, ownerId) && caller.abilities.has(kind === 'lead' ? 'leads.read' : 'customers.read'),
  )
  return {
    candidates: seen
      .sort((a, b) => rank[a.kind] - rank[b.kind])
      .map(({ kind, id, customerId, name, ownerName, by }) => ({ kind, id, customerId, name, ownerName, by })),
    elsewhere: rows.length - seen.length,
  }
}
