import { resolveScope } from '../../capacity/queries/scope.ts'
import { readWorkCalendar } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import type { DayPlanQuery, DayPlanReply } from '../attainment-contract.ts'
import { dayPlan } from '../day-plan.ts'
import { readingTargets } from '../permissions.ts'
import { firstOfMonth, withUnpublishedYears } from '../year-calendar.ts'
import { actuals, daily } from './actuals.ts'
import { whoseOf } from './attainment.ts'
import { planInForce } from './plans.ts'
import { planOf } from './target-of.ts'

/** A month of a scope's plan in force by days. */
export async function readDayPlan(tx: Tx, caller: Caller, asked: DayPlanQuery): Promise<Outcome<DayPlanReply>> {
  const denied = readingTargets(caller)
  if (denied) return { ok: false, refusal: denied }
  const found = await resolveScope(tx, caller, asked)
  if (!found.ok) return found
  const scope = found.value
  const today = dayOf(caller.now, caller.timeZone)
  const month = asked.month ?? today.slice(0, 7)
  const year = Number(month.slice(0, 4))
  const at = Number(month.slice(5, 7)) - 1
  const people = scope.people.map(({ id }) => id)
  const [plan, rows, calendar] = await Promise.all([
    planInForce(tx, caller.orgId, year, asked.measure),
    actuals(tx, caller, asked.measure, {
      from: firstOfMonth(year, at),
      to: firstOfMonth(year, at + 1),
      by: 'day',
      members: people,
    }),
    readWorkCalendar(tx, caller.orgId, `${year}-01-01`),
  ])
  const figure = (plan && planOf(plan, whoseOf(scope), asked.level)?.[at]) ?? 0
  return accept({
    month,
    currency: caller.currency,
    today,
    targetId: plan?.id ?? null,
    figure,
    days: dayPlan({ year, month: at, figure }, daily(rows), today, withUnpublishedYears(calendar, [year], caller.timeZone)),
  })
}
