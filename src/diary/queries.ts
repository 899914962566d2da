import { sql } from 'kysely'
import { reachable } from '../people/queries.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Caller } from '../platform/session.ts'
import { addDays, dayOf, startOfDay } from '../platform/time.ts'
import { lastWorkingDay } from './day-list.ts'

interface StepRow {
  id: string
  name: string
  customer_id: string | null
  customer_name: string | null
  owner_id: string
  owner_name: string
  stage_names: Record<string, string>
  amount_minor: number | null
  currency: string
  next_step: string | null
  next_step_on: string | null
  matter: 'due' | 'upcoming' | 'none'
  place: number
}

/** The day's work of one person, or of everybody within the caller's reach. */
export async function readToday(tx: Tx, caller: Caller, scope: 'mine' | 'team') {
  const day = dayOf(caller.now, caller.timeZone)
  const whose = scope === 'mine' ? { reach: [caller.memberId] } : caller
  const before = lastWorkingDay(day, caller.timeZone)
  const [steps, counts, unrecorded] = [
    await readSteps(tx, caller, whose, day),
    await countSteps(tx, caller, whose, day),
    await whoRecordedNothing(tx, caller, whose, before),
  ]
  const of = (matter: StepRow['matter']) => steps.filter((row) => row.matter === matter).map((row) => shapeStep(caller, row))
  return {
    day,
    lastWorkingDay: before,
    counts,
    due: of('due'),
    upcoming: of('upcoming'),
    withoutStep: of('none'),
    unrecorded,
  }
}

const shapeStep = (caller: Caller, row: StepRow) => ({
  opportunity: { id: row.id, name: row.name },
  customer: row.customer_id === null ? null : { id: row.customer_id, name: row.customer_name ?? '' },
  owner: { id: row.owner_id, name: row.owner_name },
  stage: row.stage_names[caller.locale] ?? row.stage_names['zh-CN'] ?? '',
  amountMinor: row.amount_minor,
  currency: row.currency,
  nextStep: row.next_step,
  nextStepOn: row.next_step_on,
})

type Whose = Pick<Caller, 'reach'>

/** Open deals of these people; nobody's where the caller may not see deals. */
const openDeals = (caller: Caller, whose: Whose) => sql`
  o.org_id = ${caller.orgId} and o.status = 'open' and o.deleted_at is null
  and ${caller.abilities.has('opportunities.read')}::boolean and ${reachable(whose, 'o.owner_id')}`

async function readSteps(tx: Tx, caller: Caller, whose: Whose, day: string): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`
    with dealt as (
      select o.*, case when o.next_step_on is null then 'none' when o.next_step_on <= ${day}::date then 'due' else 'upcoming' end as matter
      from opportunity o
      where ${openDeals(caller, whose)} and (o.next_step_on is null or o.next_step_on <= ${addDays(day, 7)}::date)
    ), placed as (
      select d.*, row_number() over (
        partition by matter order by next_step_on, amount_minor desc nulls last, id) as place
      from dealt d
    )
    select p.id, p.name, p.customer_id, c.name as customer_name, p.owner_id, m.name as owner_name, s.name as stage_names,
           p.amount_minor, p.currency, p.next_step, p.next_step_on, p.matter, p.place
    from placed p
    join stage s on s.org_id = p.org_id and s.id = p.stage_id
    join member m on m.org_id = p.org_id and m.id = p.owner_id
    left join customer c on c.org_id = p.org_id and c.id = p.customer_id
    where p.place <= case p.matter when 'due' then 100 else 20 end
    order by p.place`.execute(tx)
  return rows
}

async function countSteps(tx: Tx, caller: Caller, whose: Whose, day: string) {
  const { rows } = await sql<{ overdue: number; today: number; upcoming: number; withoutStep: number }>`
    select count(*) filter (where o.next_step_on < ${day}::date)::int as overdue,
           count(*) filter (where o.next_step_on = ${day}::date)::int as today,
           count(*) filter (where o.next_step_on > ${day}::date and o.next_step_on <= ${addDays(day, 7)}::date)::int as upcoming,
           count(*) filter (where o.next_step_on is null)::int as "withoutStep"
    from opportunity o where ${openDeals(caller, whose)}`.execute(tx)
  return rows[0]!
}

/** Reps and supervisors who were here on the day and have no activity on it. */
async function whoRecordedNothing(tx: Tx, caller: Caller, whose: Whose, day: string) {
  const [from, to] = [startOfDay(day, caller.timeZone), startOfDay(day, caller.timeZone, 1)]
  const { rows } = await sql<{ id: string; name: string }>`
    select m.id, m.name from member m
    where m.org_id = ${caller.orgId} and m.role in ('rep', 'supervisor') and m.status <> 'deactivated' and m.created_at < ${to}
      and ${reachable(whose, 'm.id')}
      and not exists (select from activity a where a.org_id = m.org_id and a.owner_id = m.id and a.deleted_at is null
                      and a.happened_at >= ${from} and a.happened_at < ${to})
    order by m.pinyin, m.id limit 200`.execute(tx)
  return rows
}
