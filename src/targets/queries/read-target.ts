import { readWorkCalendar } from '../../people/queries.ts'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import type { TargetDetail } from '../contract.ts'
import { editableRows, visibleRows } from '../plan-tree.ts'
import { weightsOf, type Plan } from '../plan.ts'
import {
  archivingTarget,
  editingTarget,
  exportingTargets,
  planningCompany,
  readingTargets,
  seesPlan,
  settingTargets,
  steppingTarget,
} from '../permissions.ts'
import { planSteps, type PlanStep } from '../plan-state.ts'
import { lastEdit } from '../store.ts'
import { withUnpublishedYears, workdaysOfYear } from '../year-calendar.ts'
import { words } from '../words.ts'
import { actuals, monthly, together } from './actuals.ts'
import { decidingOn, standInsToday } from './deciding.ts'
import { readHouse, type House } from '../../capacity/queries/scope.ts'
import { ledTeams, sellersOf } from './house.ts'
import { loadPlan, openPlan, planInForce } from './plans.ts'

/** A version with the rows within reach, what may be done with it, and what the year before brought. */
export async function readTarget(tx: Tx, caller: Caller, id: string): Promise<Outcome<TargetDetail>> {
  const denied = readingTargets(caller)
  if (denied) return { ok: false, refusal: denied }
  const plan = await loadPlan(tx, caller.orgId, id)
  if (!plan || !seesPlan(caller, plan)) return refuse('not-found')
  const { year, measure } = plan
  const [house, standIns, inForce, open, last, past, calendar] = await Promise.all([
    readHouse(tx, caller.orgId),
    standInsToday(tx, caller),
    planInForce(tx, caller.orgId, year, measure),
    openPlan(tx, caller.orgId, year, measure),
    lastEdit(tx, caller.orgId, id),
    actuals(tx, caller, measure, { from: `${year - 1}-01-01`, to: `${year}-01-01`, by: 'month' }),
    readWorkCalendar(tx, caller.orgId, `${year}-01-01`),
  ])
  const led = ledTeams(house, caller)
  const shown = visibleRows(plan.nodes, caller, led)
  const editable = editingTarget(caller, plan) ? new Set<string>() : editableRows(plan.nodes, caller, led)
  const seen = new Set(shown.map((row) => row.id))
  const weights = weightsOf(plan.nodes, year)
  const reached = house.people.filter((person) => reaches(caller, person.id)).map((person) => person.id)
  const pastYear = together(monthly(past, year - 1), reached)
  const deciding = decidingOn(house, standIns, plan, inForce)
  const say = (refusal: ReturnType<typeof readingTargets>) => verdictOf(refusal, caller.locale)
  const step = (of: PlanStep) => say(steppingTarget(caller, plan, of, deciding))
  return accept({
    ...summaryOf(caller, plan, house),
    nodes: shown.map((row) => nodeOf(caller, row, house, seen, editable)),
    lines: plan.lines.filter((line) => seen.has(line.nodeId)).map(({ months, ...line }) => ({ ...line, months: [...months] })),
    locks: plan.locks.filter((lock) => seen.has(lock.nodeId)),
    weights: shown.map((row) => ({ nodeId: row.id, months: weights.get(row.id)! })),
    workdays: workdaysOfYear(year, withUnpublishedYears(calendar, [year], caller.timeZone)),
    pastYear: pastYear.some((value) => value > 0) ? pastYear : null,
    missing: settingTargets(caller)
      ? []
      : sellersOf(house)
          .filter((person) => reaches(caller, person.id) && !plan.nodes.some(({ memberId }) => memberId === person.id))
          .map(({ id: memberId, name }) => ({ id: memberId, name })),
    lastEdit: last ? { id: last.id, kind: last.kind, at: last.at.toISOString(), by: personOf(house, last.actorId) } : null,
    permissions: {
      edit: say(editingTarget(caller, plan)),
      editAbove: say(planningCompany(caller)),
      ...(Object.fromEntries(planSteps.map((of) => [of, step(of)])) as Record<PlanStep, ReturnType<typeof step>>),
      copy: say(
        settingTargets(caller) ?? (open ? refuse('target-open', { targetId: open.id, number: open.number }, 409).refusal : null),
      ),
      archive: say(archivingTarget(caller, plan)),
      export: say(exportingTargets(caller)),
    },
  })
}

export const personOf = ({ people }: House, id: string): { id: string; name: string } => ({
  id,
  name: people.find((person) => person.id === id)?.name ?? '',
})

export const summaryOf = (caller: Caller, plan: Omit<Plan, 'nodes' | 'lines' | 'locks'>, house: House) => ({
  id: plan.id,
  year: plan.year,
  measure: plan.measure,
  number: plan.number,
  state: plan.state,
  note: plan.note,
  currency: caller.currency,
  createdAt: plan.createdAt.toISOString(),
  createdBy: personOf(house, plan.createdBy),
  submittedAt: plan.submittedAt?.toISOString() ?? null,
  submittedBy: plan.submittedBy === null ? null : personOf(house, plan.submittedBy),
  decidedAt: plan.decidedAt?.toISOString() ?? null,
  decidedBy: plan.decidedBy === null ? null : personOf(house, plan.decidedBy),
  updatedAt: plan.updatedAt.toISOString(),
  archived: plan.archived,
  version: plan.version,
})

function nodeOf(
  caller: Caller,
  row: Plan['nodes'][number],
  { people, teams }: House,
  seen: ReadonlySet<string>,
  editable: ReadonlySet<string>,
): TargetDetail['nodes'][number] {
  const member = people.find(({ id }) => id === row.memberId)
  const kind = row.memberId !== null ? 'member' : row.parentId === null ? 'company' : 'team'
  const name =
    kind === 'company'
      ? say(caller.locale, words, 'wholeCompany')
      : (member?.name ?? teams.find(({ id }) => id === row.teamId)?.name ?? '')
  return {
    id: row.id,
    parentId: row.parentId !== null && seen.has(row.parentId) ? row.parentId : null,
    kind,
    teamId: row.teamId,
    memberId: row.memberId,
    name,
    seniority: row.seniority,
    startsOn: row.startsOn,
    joinedOn: member?.joinedOn ?? null,
    active: kind !== 'member' || (member?.active ?? false),
    editable: editable.has(row.id),
  }
}
