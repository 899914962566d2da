import { readWorkCalendar } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import type { NewTarget } from '../contract.ts'
import { drawUp } from '../draw-up.ts'
import { mostFigure, multiple } from '../edit.ts'
import { lastYear, seasons, type Daily } from '../history.ts'
import type { Level, Measure } from '../measure.ts'
import { weightsOf, type Plan, type PlanRow } from '../plan.ts'
import { planRows } from '../plan-tree.ts'
import { planningCompany, settingTargets } from '../permissions.ts'
import { actuals, daily } from '../queries/actuals.ts'
import { readHouse } from '../../capacity/queries/scope.ts'
import { sellersOf, sellingSince } from '../queries/house.ts'
import { loadPlan, openPlan, planInForce } from '../queries/plans.ts'
import { insertPlan, insertRows, insertLocks, insertStep, lockYear, saveLines } from '../store.ts'
import { keepsSpringFestival, withUnpublishedYears, workdaysOfYear } from '../year-calendar.ts'
import { tellOfPlan } from './tell.ts'

/** How far back the seasons and the last twelve months reach. */
const yearsRead = 4

/**
 * Drafts a plan of a year: from what the past brought, from a figure, or as the next version of one. Refuses where another version
 * is being worked on (target-open), where nothing is on record (target-no-history), and where there is nothing to copy (target-nothing-to-copy).
 */
export async function createTarget(tx: Tx, caller: Caller, given: NewTarget): Promise<Outcome<{ id: string }>> {
  const denied = given.from === 'copy' ? settingTargets(caller) : planningCompany(caller)
  if (denied) return { ok: false, refusal: denied }
  const { year, measure } = given
  await lockYear(tx, caller.orgId, year, measure)
  const open = await openPlan(tx, caller.orgId, year, measure)
  if (open) return refuse('target-open', { targetId: open.id, number: open.number }, 409)
  return given.from === 'copy' ? copy(tx, caller, given) : draft(tx, caller, given)
}

async function draft(tx: Tx, caller: Caller, given: NewTarget): Promise<Outcome<{ id: string }>> {
  const { year, measure } = given
  const past = await readPast(tx, caller, measure, year)
  let base = given.base
  if (given.from === 'history') {
    const last = lastYear(past, year, dayOf(caller.now, caller.timeZone))
    if (!last) return refuse('target-no-history')
    base = roundly(last.sum * (1 + given.growth), measure)
  }
  if (base === undefined) return refuse('target-figure-missing', {}, 400)
  if (Math.max(base, base * given.stretch, base * given.challenge) > mostFigure) return refuse('target-too-large')
  const nodes = await newRows(tx, caller)
  const lines = drawUp(base, nodes, await groundOf(tx, caller, year, past, nodes))
  const levels: [Level, ReadonlyMap<string, readonly number[]>][] = [
    ['base', lines],
    ['stretch', multiple(lines, given.stretch)],
    ['challenge', multiple(lines, given.challenge)],
  ]
  const told = levels.flatMap(([level, of]) => [...of].map(([nodeId, months]) => ({ nodeId, level, months })))
  return write(tx, caller, { ...given, basedOn: null }, nodes, told, [])
}

/** A plan that is a figure of people, not of an algorithm: whole ten thousands of minor units, three digits kept. */
function roundly(value: number, measure: Measure): number {
  if (measure !== 'won-amount') return Math.round(value)
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 3)
  return Math.round(value / step) * step
}

/** What each day of the years before brought, everybody together. */
export const readPast = async (tx: Tx, caller: Caller, measure: Measure, year: number): Promise<Daily> =>
  daily(await actuals(tx, caller, measure, { from: `${year - yearsRead}-01-01`, to: `${year + 1}-01-01`, by: 'day' }))

export async function groundOf(tx: Tx, caller: Caller, year: number, past: Daily, nodes: readonly PlanRow[]) {
  const calendar = withUnpublishedYears(await readWorkCalendar(tx, caller.orgId, `${year}-01-01`), [year], caller.timeZone)
  const today = dayOf(caller.now, caller.timeZone)
  return {
    history: seasons(past, year, today, keepsSpringFestival(caller.timeZone)),
    workdays: workdaysOfYear(year, calendar),
    weights: weightsOf(nodes, year),
  }
}

export async function newRows(tx: Tx, caller: Caller): Promise<PlanRow[]> {
  const house = await readHouse(tx, caller.orgId)
  const since = await sellingSince(tx, caller)
  return planRows(
    house.teams,
    sellersOf(house).map(({ id, teamId }) => ({ id, teamId, startsOn: since.get(id) ?? null })),
    newId,
  )
}

async function copy(tx: Tx, caller: Caller, given: NewTarget): Promise<Outcome<{ id: string }>> {
  const { year, measure, basedOn } = given
  const source = basedOn ? await loadPlan(tx, caller.orgId, basedOn) : await planInForce(tx, caller.orgId, year, measure)
  if (!source || source.archived || source.year !== year || source.measure !== measure) return refuse('target-nothing-to-copy')
  // an earlier plan brought back changes everybody's figures
  const denied = source.state === 'approved' ? null : planningCompany(caller)
  if (denied) return { ok: false, refusal: denied }
  const ids = new Map(source.nodes.map(({ id }) => [id, newId()]))
  const nodes = source.nodes.map((node) => ({
    ...node,
    id: ids.get(node.id)!,
    parentId: node.parentId && ids.get(node.parentId)!,
  }))
  return write(
    tx,
    caller,
    { ...given, basedOn: source.id },
    nodes,
    source.lines.map((line) => ({ ...line, nodeId: ids.get(line.nodeId)! })),
    source.locks.map((lock) => ({ ...lock, nodeId: ids.get(lock.nodeId)! })),
  )
}

interface Header {
  year: number
  measure: Measure
  note: string
  basedOn: string | null
}

export async function write(
  tx: Tx,
  caller: Caller,
  { year, measure, note, basedOn }: Header,
  nodes: readonly PlanRow[],
  lines: Plan['lines'],
  locks: Plan['locks'],
): Promise<Outcome<{ id: string }>> {
  const id = newId()
  const last = await tx
    .selectFrom('target')
    .select('number')
    .where('org_id', '=', caller.orgId)
    .where('year', '=', year)
    .where('measure', '=', measure)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const number = (last?.number ?? 0) + 1
  await insertPlan(tx, caller, { id, year, measure, number, note, basedOn })
  await insertRows(tx, caller.orgId, id, nodes)
  await saveLines(tx, caller.orgId, id, lines)
  await insertLocks(tx, caller.orgId, id, locks)
  await insertStep(tx, caller, id, 'create', note)
  await tellOfPlan(tx, caller, id, 'created', { after: { year, measure, number, note, basedOn } })
  return accept({ id })
}
