import { sql } from 'kysely'
import { readWorkCalendar } from '../../people/queries.ts'
import { reaches, subtreeOf } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays } from '../../platform/time.ts'
import type { Level, Measure } from '../measure.ts'
import type { Plan } from '../plan.ts'
import { planWithin } from '../prorate.ts'
import { leavesOf, monthsOfNode, noMonths } from '../sheet.ts'
import { withUnpublishedYears } from '../year-calendar.ts'
import { planInForce } from './plans.ts'

export type TargetScope = 'organisation' | { team: string } | { member: string }

export interface TargetAsked {
  measure: Measure
  /** Days in the organisation's zone, [from, to). */
  from: string
  to: string
  scope: TargetScope
  /** The base when absent. */
  level?: Level
}

/**
 * What the plans in force ask of a scope in [from, to): minor units of the organisation's currency, or a count; parts of months by
 * working days. Null when no plan in force covers any of the period for this scope, or the scope is out of the caller's reach.
 */
export async function targetOf(
  tx: Tx,
  caller: Caller,
  { measure, from, to, scope, level = 'base' }: TargetAsked,
): Promise<number | null> {
  if (to <= from) return null
  const first = Number(from.slice(0, 4))
  const last = Number(addDays(to, -1).slice(0, 4))
  const years = Array.from({ length: Math.min(20, last - first + 1) }, (_, at) => first + at)
  const plans = (await Promise.all(years.map((year) => planInForce(tx, caller.orgId, year, measure)))).filter(
    (plan) => plan !== null,
  )
  if (plans.length === 0) return null
  const whose = await reached(tx, caller, scope)
  if (!whose) return null
  const months = plans.map((plan) => ({ year: plan.year, months: planOf(plan, whose, level) }))
  const planned = months.flatMap((one) => (one.months ? [{ ...one, months: one.months }] : []))
  if (planned.length === 0) return null
  const calendar = withUnpublishedYears(await readWorkCalendar(tx, caller.orgId, `${first}-01-01`), years, caller.timeZone)
  return planned.reduce((sum, one) => sum + planWithin(one.months, one.year, from, to, calendar), 0)
}

/** Whose figures: a team with the people who are in it and below it now, as plans keep the tree of their own day. */
export interface Whose {
  company: boolean
  teamId: string | null
  members: ReadonlySet<string>
}

async function reached(tx: Tx, caller: Caller, scope: TargetScope): Promise<Whose | null> {
  if (scope === 'organisation')
    return caller.reach === 'organisation' ? { company: true, teamId: null, members: new Set() } : null
  if ('member' in scope)
    return reaches(caller, scope.member) ? { company: false, teamId: null, members: new Set([scope.member]) } : null
  const teams = await tx.selectFrom('team').select(['id', 'parent_id as parentId']).where('org_id', '=', caller.orgId).execute()
  if (!teams.some(({ id }) => id === scope.team)) return null
  const below = subtreeOf(scope.team, teams)
  const { rows } = await sql<{ id: string; active: boolean }>`
    select id, status <> 'deactivated' as active from member where org_id = ${caller.orgId} and team_id = any(${below}::uuid[])`.execute(
    tx,
  )
  // half a team's figure would be no team's
  if (rows.some(({ id, active }) => active && !reaches(caller, id)) || (caller.reach !== 'organisation' && rows.length === 0))
    return null
  return { company: false, teamId: scope.team, members: new Set(rows.map(({ id }) => id)) }
}

/** The twelve months that a plan asks of them; null when it has no row of theirs. */
export function planOf(plan: Plan, { company, teamId, members }: Whose, level: Level): number[] | null {
  const lines = new Map(plan.lines.filter((line) => line.level === level).map(({ nodeId, months }) => [nodeId, months]))
  const tree = { nodes: plan.nodes, lines }
  const root = plan.nodes.find(({ parentId }) => parentId === null)
  if (company) return root ? monthsOfNode(tree, root.id) : null
  const team = teamId === null ? undefined : plan.nodes.find((node) => node.teamId === teamId)
  if (team) return monthsOfNode(tree, team.id)
  const own = plan.nodes.filter(
    ({ id, memberId }) => memberId !== null && members.has(memberId) && leavesOf(plan.nodes, id)[0] === id,
  )
  if (own.length === 0) return null
  return own.reduce((sum, { id }) => sum.map((value, month) => value + (lines.get(id)?.[month] ?? 0)), [...noMonths])
}
