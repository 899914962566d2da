import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { actionKinds, chanceItWorks, type ActionKind } from '../next-best-actions.ts'

/** A confirmation shows by itself within so many days whether it worked: the element is confirmed or it is not. */
export const confirmWithinDays = 14

/** How often each kind of action worked for people of a role: as they said, and for elements as the deals' histories show. */
export async function readWorks(tx: Tx, caller: Caller, role: string) {
  const { rows } = await sql<{ kind: ActionKind; tries: number; successes: number }>`
    with done as (
      select e.kind, e.member_id, e.key, e.opportunity_id, e.at,
        (select x.what from next_action_event x where x.org_id = e.org_id and x.member_id = e.member_id and x.key = e.key
           and x.id > e.id and x.what in ('worked', 'failed', 'taken-back') order by x.id desc limit 1) as outcome
      from next_action_event e
      where e.org_id = ${caller.orgId} and e.role = ${role} and e.what = 'done' and e.at > ${caller.now}::timestamptz - interval '730 days'
    ), judged as (
      select d.kind, case
        when d.outcome is not null then d.outcome
        when d.kind not in ('confirm', 'decider') then null
        when exists (select from field_event f where f.org_id = ${caller.orgId} and f.opportunity_id = d.opportunity_id
            and f.field = 'element:' || split_part(d.key, ':', 3) and f.new ->> 'state' = 'confirmed'
            and f.recorded_at >= d.at - interval '1 day' and f.recorded_at <= d.at + make_interval(days => ${confirmWithinDays}::int)) then 'worked'
        when d.at < ${caller.now}::timestamptz - make_interval(days => ${confirmWithinDays}::int) then 'failed' end as outcome
      from done d
    )
    select kind, count(*)::int as tries, (count(*) filter (where outcome = 'worked'))::int as successes
    from judged where outcome in ('worked', 'failed') group by kind`.execute(tx)
  const found = new Map(rows.map((row) => [row.kind, row]))
  return actionKinds.map((kind) => {
    const { tries = 0, successes = 0 } = found.get(kind) ?? {}
    return { kind, tries, works: chanceItWorks(kind, { successes, tries }) }
  })
}
