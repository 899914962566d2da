import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { strengthAtLoss } from '../queries/score-in-sql.ts'

/** One of these contacts of before the loss of deal `o` was written since the deal was looked at. */
const touchedIn = (contacts: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`exists (
  select from ${contacts} and a.customer_id = o.customer_id and a.updated_at > s.computed_at
     and a.happened_at <= o.closed_at and a.happened_at > o.closed_at - interval '730 days')`

/**
 * Keeps relationship strength at loss for deals that have none, whose loss is another one by now, or whose customer has contacts of
 * before the loss that were written down since. At most `limit` a time; returns how many. Contacts that stand are found by the index
 * of a customer's contacts; the few that are archived are not in it and are gathered once, not looked for again for each deal.
 */
export async function keepStrengths(tx: Tx, orgId: string, now: Date, limit = 20_000): Promise<number> {
  const standing = sql`activity a where a.org_id = o.org_id and a.deleted_at is null`
  const { numAffectedRows } = await sql`
    with archived as materialized (
      select customer_id, happened_at, updated_at from activity where org_id = ${orgId} and deleted_at is not null
    )
    insert into winback_strength (org_id, opportunity_id, closed_at, strength, computed_at)
    select o.org_id, o.id, o.closed_at, x.strength, ${now} from (
      select o.* from opportunity o left join winback_strength s on s.org_id = o.org_id and s.opportunity_id = o.id
      where o.org_id = ${orgId} and o.status in ('lost', 'terminated') and o.deleted_at is null and o.closed_at is not null
        and (s.opportunity_id is null or s.closed_at <> o.closed_at or ${touchedIn(standing)}
          or (o.customer_id in (select customer_id from archived) and ${touchedIn(sql`archived a where true`)}))
      limit ${limit}
    ) o cross join lateral (${strengthAtLoss}) x
    on conflict (org_id, opportunity_id) do update
      set closed_at = excluded.closed_at, strength = excluded.strength, computed_at = excluded.computed_at`.execute(tx)
  return Number(numAffectedRows ?? 0)
}
