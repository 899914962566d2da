import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { reaches } from '../../people/reach.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { TargetEdit } from '../contract.ts'
import { keepsMonths, mostFigure, multiple, recut, setCell } from '../edit.ts'
import type { Level } from '../measure.ts'
import { editableRows } from '../plan-tree.ts'
import { sheetOf, type Plan } from '../plan.ts'
import { editingTarget, planningCompany } from '../permissions.ts'
import { readHouse, type House } from '../../capacity/queries/scope.ts'
import { ledTeams, sellersOf, sellingSince } from '../queries/house.ts'
import { loadPlan } from '../queries/plans.ts'
import { childrenOf, noMonths, type Sheet } from '../sheet.ts'
import {
  insertEdit,
  insertLocks,
  insertRows,
  lastEdit,
  lockPlan,
  markUndone,
  removeLines,
  removeLock,
  removeRows,
  saveLines,
  savePlan,
  weighRow,
  type Before,
} from '../store.ts'
import { tellOfPlan } from './tell.ts'

/** A draft for a change, locked. */
export async function draftFor(tx: Tx, caller: Caller, id: string, ifMatch: number | null): Promise<Outcome<Plan>> {
  await lockPlan(tx, caller.orgId, id)
  const plan = await loadPlan(tx, caller.orgId, id)
  if (!plan) return refuse('not-found')
  const denied = editingTarget(caller, plan)
  if (denied) return { ok: false, refusal: denied }
  if (ifMatch !== null && ifMatch !== plan.version) return overtaken(tx, caller, plan)
  return accept(plan)
}

/** Somebody else was first: says which version it is now, and whose change was the last. */
async function overtaken(tx: Tx, caller: Caller, plan: Plan): Promise<Outcome<never>> {
  const last = await lastEdit(tx, caller.orgId, plan.id)
  const by =
    last &&
    (await tx
      .selectFrom('member')
      .select(['id', 'name'])
      .where('org_id', '=', caller.orgId)
      .where('id', '=', last.actorId)
      .executeTakeFirst())
  return refuse('version-conflict', { version: plan.version, ...(by && { by }) })
}

/** Changes cells, locks, weights or rows of a draft, within what the caller leads, and keeps how it was. */
export async function editTarget(
  tx: Tx,
  caller: Caller,
  id: string,
  edit: TargetEdit,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const found = await draftFor(tx, caller, id, ifMatch)
  if (!found.ok) return found
  const plan = found.value
  const house = await readHouse(tx, caller.orgId)
  const done = await apply(tx, caller, plan, house, edit)
  if (!done.ok) return done
  const { kind, ...facts } = edit
  const editId = await insertEdit(tx, caller, id, { kind, facts, before: done.value })
  await savePlan(tx, caller, id, {})
  await tellOfPlan(tx, caller, id, 'changed', { after: { edit: kind, editId, ...facts } })
  return accept(undefined)
}

async function apply(tx: Tx, caller: Caller, plan: Plan, house: House, edit: TargetEdit): Promise<Outcome<Before>> {
  const mine = editableRows(plan.nodes, caller, ledTeams(house, caller))
  const known = new Set(plan.nodes.map(({ id }) => id))
  if ('node' in edit) {
    if (!known.has(edit.node)) return refuse('not-found')
    // a row may be cut anew by whom it belongs to: its own figure stays
    const isBelow = edit.kind === 'recut' ? childrenOf(plan.nodes, edit.node).some(({ id }) => mine.has(id)) : mine.has(edit.node)
    if (!isBelow) return refuse('target-above-you', {}, 403)
  }
  if (edit.kind === 'set' && edit.absorb.by === 'sibling' && !known.has(edit.absorb.node)) return refuse('not-found')
  switch (edit.kind) {
    case 'set': {
      const sheet = sheetOf(plan, edit.level)
      return put(tx, caller, plan, edit.level, sheet, setCell(sheet, edit), mine)
    }
    case 'recut': {
      const sheet = sheetOf(plan, edit.level)
      return put(tx, caller, plan, edit.level, sheet, recut(sheet, edit.node), mine)
    }
    case 'scale': {
      const denied = planningCompany(caller)
      if (denied) return { ok: false, refusal: denied }
      const sheet = sheetOf(plan, edit.level)
      const base = sheetOf(plan, 'base')
      if ([...base.lines.values()].flat().reduce((sum, value) => sum + value, 0) * edit.factor > mostFigure)
        return refuse('target-too-large')
      if (sheet.locks.length > 0) return refuse('target-locked', { node: sheet.locks[0]!.node, column: sheet.locks[0]!.column })
      return put(tx, caller, plan, edit.level, sheet, accept({ ...sheet, lines: multiple(base.lines, edit.factor) }), mine)
    }
    case 'lock':
      return lock(tx, caller, plan, edit)
    case 'weigh':
      return weigh(tx, caller, plan, edit)
    case 'add':
      return add(tx, caller, plan, house, mine, edit.memberId)
  }
}

/** Saves the lines that differ, where nothing moved that is not the caller's to set. */
async function put(
  tx: Tx,
  caller: Caller,
  plan: Plan,
  level: Level,
  before: Sheet,
  outcome: Outcome<Sheet>,
  mine: ReadonlySet<string>,
): Promise<Outcome<Before>> {
  if (!outcome.ok) return outcome
  const held = plan.nodes.map(({ id }) => id).filter((id) => !mine.has(id))
  if (!keepsMonths(before, outcome.value, held)) return refuse('target-above-you', {}, 403)
  const changed = [...outcome.value.lines].filter(
    ([leaf, months]) => months.join() !== (before.lines.get(leaf) ?? noMonths).join(),
  )
  await saveLines(
    tx,
    caller.orgId,
    plan.id,
    changed.map(([nodeId, months]) => ({ nodeId, level, months })),
  )
  return accept({ lines: changed.map(([nodeId]) => ({ nodeId, level, months: before.lines.get(nodeId) ?? noMonths })) })
}

async function lock(
  tx: Tx,
  caller: Caller,
  plan: Plan,
  { node, level, column, locked }: Extract<TargetEdit, { kind: 'lock' }>,
): Promise<Outcome<Before>> {
  const own = { nodeId: node, level, column }
  if (locked) {
    await insertLocks(tx, caller.orgId, plan.id, [own])
    return accept({ locks: { added: [own] } })
  }
  await removeLock(tx, caller.orgId, plan.id, own)
  return accept({ locks: { removed: [own] } })
}

async function weigh(
  tx: Tx,
  caller: Caller,
  plan: Plan,
  { node, seniority, startsOn }: Extract<TargetEdit, { kind: 'weigh' }>,
): Promise<Outcome<Before>> {
  const row = plan.nodes.find(({ id }) => id === node)!
  if (row.memberId === null) return refuse('target-no-person', {}, 400)
  await weighRow(tx, caller.orgId, plan.id, node, {
    seniority: seniority ?? row.seniority,
    startsOn: startsOn === undefined ? row.startsOn : startsOn,
  })
  return accept({ weigh: { nodeId: node, seniority: row.seniority, startsOn: row.startsOn } })
}

/** A row for somebody who came later: below the nearest team that has one. A team whose figures were its own hands them to the first person. */
async function add(
  tx: Tx,
  caller: Caller,
  plan: Plan,
  house: House,
  mine: ReadonlySet<string>,
  memberId: string,
): Promise<Outcome<Before>> {
  const person = sellersOf(house).find(({ id }) => id === memberId)
  if (!person || !reaches(caller, memberId)) return refuse('not-found')
  if (plan.nodes.some((node) => node.memberId === memberId)) return refuse('target-has-row', {}, 409)
  const root = plan.nodes.find(({ parentId }) => parentId === null)!
  let team = person.teamId
  while (team !== null && !plan.nodes.some(({ teamId }) => teamId === team))
    team = house.teams.find(({ id }) => id === team)?.parentId ?? null
  const parent = plan.nodes.find(({ teamId }) => team !== null && teamId === team) ?? root
  const beside = childrenOf(plan.nodes, parent.id)
  const isMine = caller.reach === 'organisation' || mine.has(parent.id) || beside.some(({ id }) => mine.has(id))
  if (!isMine) return refuse('target-above-you', {}, 403)
  const lost = beside.length === 0 ? plan.lines.filter(({ nodeId }) => nodeId === parent.id) : []
  const id = newId()
  const since = await sellingSince(tx, caller)
  const position = Math.max(...plan.nodes.map((node) => node.position)) + 1
  const startsOn = since.get(memberId) ?? null
  await insertRows(tx, caller.orgId, plan.id, [
    { id, parentId: parent.id, teamId: null, memberId, position, seniority: 1, startsOn },
  ])
  await removeLines(
    tx,
    caller.orgId,
    plan.id,
    lost.map(({ nodeId }) => nodeId),
  )
  await saveLines(
    tx,
    caller.orgId,
    plan.id,
    (['base', 'stretch', 'challenge'] as const).map((level) => ({
      nodeId: id,
      level,
      months: lost.find((line) => line.level === level)?.months ?? noMonths,
    })),
  )
  return accept({ added: [id], lost })
}

/** Takes the last change back that nobody has taken back yet; what is above the caller is not the caller's to take back. */
export async function undoEdit(tx: Tx, caller: Caller, id: string, ifMatch: number | null): Promise<Outcome<undefined>> {
  const found = await draftFor(tx, caller, id, ifMatch)
  if (!found.ok) return found
  const plan = found.value
  const last = await lastEdit(tx, caller.orgId, id)
  if (!last) return refuse('target-nothing-to-undo', {}, 409)
  const before = last.before as Before
  const mine = editableRows(plan.nodes, caller, ledTeams(await readHouse(tx, caller.orgId), caller))
  const touched = [
    ...(before.lines ?? []).map(({ nodeId }) => nodeId),
    ...(before.locks?.added ?? []).map(({ nodeId }) => nodeId),
    ...(before.locks?.removed ?? []).map(({ nodeId }) => nodeId),
    ...(before.weigh ? [before.weigh.nodeId] : []),
    ...(before.added ?? []),
  ]
  if (!touched.every((node) => mine.has(node))) return refuse('target-above-you', {}, 403)
  const after: Plan = { ...plan, lines: over(plan.lines, before.lines ?? []) }
  const held = plan.nodes.map(({ id: node }) => node).filter((node) => !mine.has(node))
  for (const level of ['base', 'stretch', 'challenge'] as const)
    if (!keepsMonths(sheetOf(plan, level), sheetOf(after, level), held)) return refuse('target-above-you', {}, 403)
  await restore(tx, caller, id, before)
  await markUndone(tx, caller, last.id)
  await savePlan(tx, caller, id, {})
  await tellOfPlan(tx, caller, id, 'changed', { after: { edit: 'undo', editId: last.id } })
  return accept(undefined)
}

const over = (lines: Plan['lines'], back: Plan['lines']): Plan['lines'] => [
  ...lines.filter((line) => !back.some(({ nodeId, level }) => nodeId === line.nodeId && level === line.level)),
  ...back,
]

/** Puts back what an edit found. */
export async function restore(tx: Tx, caller: Caller, id: string, before: Before): Promise<void> {
  const { orgId } = caller
  await removeLines(tx, orgId, id, before.added ?? [])
  await removeRows(tx, orgId, id, before.added ?? [])
  await saveLines(tx, orgId, id, [...(before.lines ?? []), ...(before.lost ?? [])])
  for (const added of before.locks?.added ?? []) await removeLock(tx, orgId, id, added)
  await insertLocks(tx, orgId, id, before.locks?.removed ?? [])
  if (before.weigh) await weighRow(tx, orgId, id, before.weigh.nodeId, before.weigh)
}
