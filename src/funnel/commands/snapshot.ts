import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { addDays, dayOf, startOfDay } from '../../platform/time.ts'

/** So many missed days are made up for; days before stay without. */
const mostDays = 60

/** Adds up what was open at the end of each day after the last one written, up to yesterday in the organisation's time zone. Returns the days written. */
export async function snapshotDays(tx: Tx, orgId: string, now: Date): Promise<string[]> {
  const { time_zone: timeZone } = await tx
    .selectFrom('organisation')
    .select('time_zone')
    .where('org_id', '=', orgId)
    .executeTakeFirstOrThrow()
  const { rows } = await sql<{
    day: string | null
  }>`select max(day) as day from pipeline_snapshot where org_id = ${orgId}`.execute(tx)
  const yesterday = addDays(dayOf(now, timeZone), -1)
  const last = rows[0]!.day
  const earliest = addDays(yesterday, 1 - mostDays)
  const first = last === null ? yesterday : addDays(last, 1) > earliest ? addDays(last, 1) : earliest
  const days: string[] = []
  for (let day = first; day <= yesterday; day = addDays(day, 1)) days.push(day)
  for (const day of days) await snapshotDay(tx, orgId, day, startOfDay(day, timeZone, 1))
  return days
}

async function snapshotDay(tx: Tx, orgId: string, day: string, end: Date): Promise<void> {
  await sql`
    insert into pipeline_snapshot (org_id, day, pipeline_id, stage_id, owner_id, currency, deals, amount_minor, weighted_minor)
    select s.org_id, ${day}::date, s.pipeline_id, s.stage_id, s.owner_id, o.currency, count(*), coalesce(sum(s.amount_minor), 0),
      coalesce(sum(round(s.amount_minor * g.probability)), 0)
    from opportunity_span s
    join opportunity o on o.org_id = s.org_id and o.id = s.opportunity_id and o.deleted_at is null
    join stage g on g.org_id = s.org_id and g.id = s.stage_id
    where s.org_id = ${orgId} and s.status = 'open' and s.valid_from < ${end} and s.valid_to >= ${end}
    group by s.org_id, s.pipeline_id, s.stage_id, s.owner_id, o.currency
    on conflict do nothing`.execute(tx)
}
