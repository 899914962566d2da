import { sql } from 'kysely'
import { isAnswered } from '../../activities/queries/strength-in-sql.ts'
import { resolveScope } from '../../capacity/queries/scope.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf, startOfDay } from '../../platform/time.ts'
import { readProgress } from '../store.ts'
import { readWorkDays } from './calendar.ts'

interface Row {
  id: string
  customers: number
  contacts: number
  minutes: number
  due: number
  late: number
  /** The earliest day since which a late one was on no list. */
  unlisted_since: string | null
}

/** Upkeep of everybody within the scope who has customers to keep. */
export async function readTeam(tx: Tx, caller: Caller, asked: { team?: string | undefined }) {
  const found = await resolveScope(tx, caller, asked)
  if (!found.ok) return found
  const { orgId } = caller
  const people = found.value.people.filter(({ active }) => active)
  const ids = people.map(({ id }) => id)
  const today = dayOf(caller.now, caller.timeZone)
  const [{ days }, progress] = [await readWorkDays(tx, orgId, today), await readProgress(tx, orgId)]
  const { rows } = await sql<Row>`
    select owner_id as id, count(*)::int as customers, sum(1 / cadence) as contacts, sum(minutes / cadence) as minutes,
      count(*) filter (where due_on <= ${today}::date)::int as due, count(*) filter (where late_on <= ${today}::date)::int as late,
      min(greatest(late_on, listed_on)) filter (where late_on <= ${today}::date) as unlisted_since
    from upkeep_plan where org_id = ${orgId} and owner_id = any(${ids}::uuid[]) group by owner_id`.execute(tx)
  const { rows: listed } = await sql<{ id: string; listed: number; minutes: number; contacted: number }>`
    select l.owner_id as id, count(*)::int as listed, sum(l.minutes)::int as minutes, count(*) filter (where exists (
        select from activity a where a.org_id = l.org_id and a.customer_id = l.customer_id and a.deleted_at is null and ${isAnswered}
          and a.happened_at >= ${startOfDay(today, caller.timeZone)}))::int as contacted
    from upkeep_listed l where l.org_id = ${orgId} and l.day = ${today}::date and l.owner_id = any(${ids}::uuid[]) group by l.owner_id`.execute(
    tx,
  )
  const planned = new Map(rows.map((row) => [row.id, row]))
  const onList = new Map(listed.map((row) => [row.id, row]))
  return accept({
    day: today,
    plannedAt: progress?.through.toISOString() ?? null,
    people: people.flatMap(({ id, name }) => {
      const plan = planned.get(id)
      if (!plan) return []
      const own = onList.get(id)
      return [
        {
          member: { id, name },
          customers: plan.customers,
          contactsADay: plan.contacts,
          minutesADay: plan.minutes,
          listed: own?.listed ?? 0,
          listedMinutes: own?.minutes ?? 0,
          contacted: own?.contacted ?? 0,
          due: plan.due,
          late: plan.late,
          longestUnlisted: plan.unlisted_since === null ? 0 : days.between(plan.unlisted_since, today),
        },
      ]
    }),
  })
}
