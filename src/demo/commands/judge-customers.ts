import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { keepStandings } from '../../quality/commands/keep-up.ts'
import { saveRules } from '../../quality/commands/setting.ts'
import { overrideStanding } from '../../quality/commands/standing.ts'
import { draftProfile } from '../../quality/queries/profile.ts'

/** Yearly revenue that shows buying power in the demo company, or one deal of so much; minor units. */
const power = { revenueMinor: 20_000_000_000, dealMinor: 30_000_000 }

const raisedBecause = ['下个月签年度框架，先按战略客户安排', '老板与对方总经理相识多年', '集团总部已打招呼，先提一级']

/**
 * What the demo company thinks of its customers: a target profile drafted from those who bought, what its people know of good
 * customers, a year of standings month by month, and a few customers that their own reps raised by hand.
 */
export async function judgeDemoCustomers(tx: Tx, caller: Caller): Promise<void> {
  await sql`insert into customer_quality_fact (org_id, customer_id, expects_reasonably, buys_again, is_lighthouse, lighthouse_reason, updated_at, updated_by)
    select org_id, id, level in ('premium', 'strategic'), level in ('premium', 'strategic'), level = 'strategic',
      case when level = 'strategic' then '行业前列，同行选型时会参照' end, ${caller.now}, owner_id
    from customer where org_id = ${caller.orgId} and level <> 'potential'`.execute(tx)
  await sql`update customer set level = 'potential' where org_id = ${caller.orgId}`.execute(tx)
  const { profile } = await draftProfile(tx, caller)
  const shrinking = {
    field: 'revenueTrend',
    operator: 'one-of',
    values: ['growing', 'steady'],
    number: null,
    weight: 1,
    knockOut: false,
  } as const
  const saved = await saveRules(
    tx,
    caller,
    { profile: { ...profile, criteria: [...profile.criteria, shrinking], premium: power }, matrix: null },
    null,
  )
  if (!saved.ok) throw new Error(saved.refusal.code)
  while (await keepStandings(tx, caller.orgId, caller.now));
  const { rows } = await sql<{ id: string; owner: string }>`
    select distinct on (s.owner_id) s.customer_id as id, s.owner_id as owner from customer_standing s
    where s.org_id = ${caller.orgId} and s.level = 'target' and s.relationship = 'familiar' order by s.owner_id, s.customer_id limit ${raisedBecause.length}`.execute(
    tx,
  )
  for (const [at, { id, owner }] of rows.entries()) {
    const raised = await overrideStanding(tx, { ...caller, memberId: owner }, id, {
      of: 'level',
      value: 'strategic',
      reason: raisedBecause[at]!,
    })
    if (!raised.ok) throw new Error(raised.refusal.code)
  }
}
