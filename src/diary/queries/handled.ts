import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import type { ActionKind } from '../next-best-actions.ts'

/** What was done does not come back for a week, what was skipped for three days. */
const rest = { done: 7, skipped: 3 } as const
/** So long a customer is not asked for a referral again. */
const referralRest = 180

export interface Handled {
  memberId: string
  key: string
  kind: ActionKind
  what: 'done' | 'skipped'
  at: Date
  day: string
  reason: string | null
  outcome: 'worked' | 'failed' | null
  title: string
  /** Handled today, or still resting. */
  isToday: boolean
}

/** What these people have done or skipped of their lists, not taken back, as far as it matters today. */
export async function readHandled(tx: Tx, caller: Caller, owners: readonly string[]): Promise<Handled[]> {
  const today = dayOf(caller.now, caller.timeZone)
  const { rows } = await sql<{
    member_id: string
    key: string
    kind: ActionKind
    what: 'done' | 'skipped'
    at: Date
    day: string
    reason: string | null
    outcome: 'worked' | 'failed' | null
    title: string | null
  }>`
    select e.member_id, e.key, e.kind, e.what, e.at, e.day, e.reason, coalesce(o.name, l.company, c.name) as title,
      (select x.what from next_action_event x where x.org_id = e.org_id and x.member_id = e.member_id and x.key = e.key and x.id > e.id
         and x.what in ('worked', 'failed') order by x.id desc limit 1) as outcome
    from (
      select distinct on (member_id, key) * from next_action_event
      where org_id = ${caller.orgId} and member_id = any(${[...owners]}::uuid[]) and what in ('done', 'skipped', 'taken-back')
        and day > ${today}::date - ${sql.lit(referralRest)}
      order by member_id, key, id desc
    ) e
    left join opportunity o on o.org_id = e.org_id and o.id = e.opportunity_id
    left join lead l on l.org_id = e.org_id and l.id = e.lead_id
    left join customer c on c.org_id = e.org_id and c.id = e.customer_id
    where e.what in ('done', 'skipped')
      and e.day > ${today}::date - case when e.kind = 'referral' and e.what = 'done' then ${sql.lit(referralRest)}
                                        when e.what = 'done' then ${sql.lit(rest.done)} else ${sql.lit(rest.skipped)} end
    order by e.at desc limit 5000`.execute(tx)
  return rows.map(({ member_id, title, ...row }) => ({
    ...row,
    memberId: member_id,
    title: title ?? '',
    isToday: row.day === today,
  }))
}
