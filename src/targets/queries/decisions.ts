import { sql } from 'kysely'
import { readHouse } from '../../capacity/queries/scope.ts'
import { reaches } from '../../people/reach.ts'
import { pageOf, placeAfter } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { decisionStates, PlanDecision } from '../decision-contract.ts'
import { readingTargets, seesPlan, settingTargets, standingIn, steppingTarget } from '../permissions.ts'
import type { Plan } from '../plan.ts'
import { visibleRows } from '../plan-tree.ts'
import { decidingOn, standInsToday } from './deciding.ts'
import { ledTeams } from './house.ts'
import { loadPlan, planInForce } from './plans.ts'
import { summaryOf } from './read-target.ts'

type Seeing = Pick<Caller, 'memberId' | 'role' | 'reach'>

interface Asked {
  limit: number
  cursor?: string | undefined
  state?: (typeof decisionStates)[number] | undefined
  who: 'to-decide' | 'asked-by-me' | 'within-reach'
  target?: string | undefined
}

const statesOf = { submitted: ['submitted'], decided: ['approved', 'replaced'] } as const

/** Submitted plans, latest submission first, with what there is to know before deciding. To decide are only those that still wait. */
export async function listPlanDecisions(
  tx: Tx,
  caller: Caller,
  { limit, cursor, state, who, target }: Asked,
): Promise<Outcome<{ items: PlanDecision[]; nextCursor: string | null }>> {
  const denied = readingTargets(caller)
  if (denied) return { ok: false, refusal: denied }
  const none = { items: [], nextCursor: null }
  if (who === 'to-decide' && (state === 'decided' || settingTargets(caller))) return accept(none)
  const states = who === 'to-decide' ? statesOf.submitted : state ? statesOf[state] : [...statesOf.submitted, ...statesOf.decided]
  const after = placeAfter(cursor, ['id'])?.[0]
  const { rows } = await sql<{ id: string; submittedNote: string | null; decidedNote: string | null }>`
    select t.id, (select note from target_step s where s.org_id = t.org_id and s.target_id = t.id and s.step = 'submit' order by s.id desc limit 1) as "submittedNote",
      (select note from target_step s where s.org_id = t.org_id and s.target_id = t.id and s.step = 'approve' order by s.id desc limit 1) as "decidedNote"
    from target t where t.org_id = ${caller.orgId} and t.deleted_at is null and t.submitted_at is not null
      and t.state = any(${[...states]}::text[])
      ${who === 'asked-by-me' ? sql`and t.submitted_by = ${caller.memberId}` : sql``}
      ${target === undefined ? sql`` : sql`and t.id = ${target}`}
      ${after === undefined ? sql`` : sql`and t.id < ${after}`}
    order by t.id desc limit ${limit + 1}`.execute(tx)
  if (rows.length === 0) return accept(none)
  const house = await readHouse(tx, caller.orgId)
  const standIns = await standInsToday(tx, caller)
  const seenBy = (who: Seeing) => {
    const led = ledTeams(house, who)
    return (nodes: Plan['nodes']): ReadonlySet<string> => new Set(visibleRows(nodes, who, led).map(({ id }) => id))
  }
  const found = pageOf(rows, limit, ({ id }) => [id])
  const items: PlanDecision[] = []
  for (const { id, submittedNote, decidedNote } of found.items) {
    const plan = (await loadPlan(tx, caller.orgId, id))!
    if (!seesPlan(caller, plan)) continue
    const inForce = await planInForce(tx, caller.orgId, plan.year, plan.measure)
    const before = inForce?.id === plan.id ? null : inForce
    const deciding = decidingOn(house, standIns, plan, before)
    const may = (step: 'approve' | 'return' | 'withdraw') =>
      verdictOf(steppingTarget(caller, plan, step, deciding), caller.locale)
    const permissions = { approve: may('approve'), return: may('return'), withdraw: may('withdraw') }
    if (who === 'to-decide' && permissions.approve !== null) continue
    // who stands in decides on what the one who is away would see
    const isOwn = permissions.approve !== null || deciding.superiors.includes(caller.memberId)
    const absent = isOwn ? undefined : standingIn(caller, deciding)[0]
    const away = house.people.find(({ id: its }) => its === absent?.memberId)
    const decider = absent && away ? { memberId: away.id, role: away.role, reach: absent.reach } : caller
    const sees = seenBy(decider)
    items.push({
      ...summaryOf(caller, plan, house),
      sum: baseOf(plan, sees),
      // of what was decided the version before it is not the one in force now
      sumInForce: plan.state === 'submitted' && before ? baseOf(before, sees) : null,
      changed: plan.state === 'submitted' ? deciding.changed.filter((member) => reaches(decider, member)).length : 0,
      insteadOf: away ? { id: away.id, name: away.name } : null,
      submittedNote: submittedNote ?? '',
      decidedNote: decidedNote ?? '',
      permissions,
    })
  }
  return accept({ items, nextCursor: found.nextCursor })
}

/** The year's base of the rows that the reader sees. */
const baseOf = ({ nodes, lines }: Plan, sees: (nodes: Plan['nodes']) => ReadonlySet<string>): number => {
  const seen = sees(nodes)
  return lines
    .filter(({ level, nodeId }) => level === 'base' && seen.has(nodeId))
    .reduce((sum, { months }) => sum + months.reduce((all, value) => all + value, 0), 0)
}
