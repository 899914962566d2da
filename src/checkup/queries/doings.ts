import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { Member } from '../gate-members.ts'
import type { Doings } from '../trait-columns.ts'

/** What was done for deals between coming to a gate and the end of the time looked at, as was on record at `known`. In the order of the members. */
export async function readDoings(
  tx: Tx,
  { orgId }: Caller,
  members: readonly Member[],
  idOf: (deal: number) => string,
  known: number,
): Promise<Doings[]> {
  const at = (time: number): string => new Date(time).toISOString()
  const looked = sql`unnest(${members.map(({ deal }) => idOf(deal))}::uuid[], ${members.map(({ from }) => at(from))}::timestamptz[],
    ${members.map(({ until }) => at(until))}::timestamptz[]) with ordinality as i (id, since, until, n)`
  const theirs = sql`a.org_id = ${orgId} and a.opportunity_id = i.id and a.deleted_at is null and a.happened_at <= i.until
    and a.recorded_at <= ${at(known)}::timestamptz`
  const [contacts, people] = await Promise.all([
    sql<{ n: number; kind: string; count: number; late: number; first_days: number }>`
      select i.n::int as n, a.kind, count(*)::int as count, (count(*) filter (where a.late))::int as late,
        (min(date_part('epoch', a.happened_at - i.since)) / 86400)::float8 as first_days
      from ${looked} join activity a on ${theirs} and a.happened_at >= i.since group by 1, 2`.execute(tx),
    sql<{ n: number; role: string | null; count: number }>`
      select i.n::int as n, c.role, count(distinct c.id)::int as count
      from ${looked} join activity a on ${theirs}
      join activity_contact p on p.org_id = a.org_id and p.activity_id = a.id
      join contact c on c.org_id = p.org_id and c.id = p.contact_id group by 1, 2`.execute(tx),
  ])
  const found = members.map(() => ({
    kinds: new Map<string, number>(),
    late: 0,
    firstContactDays: null as number | null,
    met: new Map<string, number>(),
  }))
  for (const { n, kind, count, late, first_days } of contacts.rows) {
    const own = found[n - 1]!
    own.kinds.set(kind, count)
    own.late += late
    own.firstContactDays = Math.min(own.firstContactDays ?? Infinity, first_days)
  }
  for (const { n, role, count } of people.rows) found[n - 1]!.met.set(role ?? '', count)
  return found
}
