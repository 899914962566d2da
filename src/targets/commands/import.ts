import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { cutDown, toMonths } from '../draw-up.ts'
import { keepsMonths, mostFigure } from '../edit.ts'
import { levels, type Level, type Measure } from '../measure.ts'
import { editableRows } from '../plan-tree.ts'
import { sheetOf, type Plan, type PlanRow } from '../plan.ts'
import { editingTarget, planningCompany, settingTargets } from '../permissions.ts'
import { readHouse } from '../../capacity/queries/scope.ts'
import { ledTeams } from '../queries/house.ts'
import { loadPlan, openPlan, planInForce } from '../queries/plans.ts'
import { above, childrenOf, leavesOf, monthsOfNode, noMonths } from '../sheet.ts'
import { insertEdit, insertRows, lockYear, removeLines, saveLines, savePlan, type Before } from '../store.ts'
import { createTarget, groundOf, newRows, readPast, write } from './create.ts'
import { restore } from './edit.ts'
import { tellOfPlan } from './tell.ts'

/** What a file says of one row at one level. */
export interface ImportedLine {
  level: Level
  /** The person, the team, or with neither the company. */
  memberId: string | null
  teamId: string | null
  /** Months that are given; the others stay, unless `total` says what all are. */
  months: readonly (number | null)[]
  total: number | null
}

export interface ImportedPlan {
  targetId: string
  action: 'created' | 'updated' | 'unchanged'
  /** Version of the record when the import had done with it. */
  version: number
  /** The edit that a draft on hand was given; null when the draft is new. */
  editId: string | null
  /** Of each line: whether it changed anything, or is a sum of others in the file. */
  lines: ('changed' | 'unchanged' | 'sum')[]
}

/**
 * Writes figures from outside into the draft of a year, which is begun where there is none (from the version in force, else with the
 * present tree). A team's figure goes to its people by weight unless some of theirs are given at that level: then it is a sum and left.
 */
export async function importTargets(
  tx: Tx,
  caller: Caller,
  { year, measure, note, lines }: { year: number; measure: Measure; note: string; lines: readonly ImportedLine[] },
): Promise<Outcome<ImportedPlan>> {
  const denied = settingTargets(caller)
  if (denied) return { ok: false, refusal: denied }
  await lockYear(tx, caller.orgId, year, measure)
  const begun = await draftOf(tx, caller, year, measure, note)
  if (!begun.ok) return begun
  const { plan: found, isNew } = begun.value
  const rows = await withRows(tx, caller, found, lines)
  if (!rows.ok) return rows
  const { plan, before } = rows.value
  const mine = editableRows(plan.nodes, caller, ledTeams(await readHouse(tx, caller.orgId), caller))
  const told = lines.map(() => 'unchanged' as ImportedPlan['lines'][number])
  const changed: { nodeId: string; level: Level; months: readonly number[] }[] = []
  const past = await readPast(tx, caller, measure, year)
  const ground = await groundOf(tx, caller, year, past, plan.nodes)
  for (const level of levels) {
    const sheet = sheetOf(plan, level)
    const now = new Map([...sheet.lines].map(([leaf, months]) => [leaf, [...months]]))
    const given = lines.map((line, at) => ({ line, at, node: rowOf(plan, line)! })).filter(({ line }) => line.level === level)
    for (const { line, at, node } of given) {
      if (given.some((other) => above(plan.nodes, other.node).includes(node))) {
        told[at] = 'sum'
        continue
      }
      const was = monthsOfNode({ nodes: plan.nodes, lines: now }, node)
      const months = wanted(line, was, line.total === null ? [] : toMonths(line.total, ground))
      if (months.reduce((sum, value) => sum + value, 0) > mostFigure) return refuse('target-too-large')
      if (months.join() === was.join()) continue
      told[at] = 'changed'
      for (const [leaf, cut] of cutDown(plan.nodes, node, months, ground.weights))
        now.set(
          leaf,
          cut.map((value, month) => (months[month] === was[month] ? now.get(leaf)![month]! : value)),
        )
    }
    const held = isNew && caller.reach === 'organisation' ? [] : plan.nodes.map(({ id }) => id).filter((id) => !mine.has(id))
    if (!keepsMonths(sheet, { ...sheet, lines: now }, held)) return refuse('target-above-you', {}, 403)
    const broken = sheet.locks.some(({ node }) => !keepsMonths(sheet, { ...sheet, lines: now }, [node]))
    if (broken) return refuse('target-locked')
    for (const [nodeId, months] of now)
      if (months.join() !== (sheet.lines.get(nodeId) ?? noMonths).join()) changed.push({ nodeId, level, months })
  }
  return accept({ targetId: plan.id, lines: told, ...(await save(tx, caller, plan, isNew, before, changed)) })
}

async function save(
  tx: Tx,
  caller: Caller,
  plan: Plan,
  isNew: boolean,
  before: Before,
  changed: Plan['lines'],
): Promise<Pick<ImportedPlan, 'action' | 'version' | 'editId'>> {
  const untouched = changed.length === 0 && (before.added ?? []).length === 0
  if (untouched && !isNew) return { action: 'unchanged', version: plan.version, editId: null }
  await saveLines(tx, caller.orgId, plan.id, changed)
  if (isNew) return { action: 'created', version: plan.version, editId: null }
  const lines = changed
    .map(
      ({ nodeId, level }) =>
        plan.lines.find((line) => line.nodeId === nodeId && line.level === level) ?? { nodeId, level, months: noMonths },
    )
    .filter(({ nodeId }) => !(before.added ?? []).includes(nodeId))
  const editId = await insertEdit(tx, caller, plan.id, {
    kind: 'import',
    facts: { rows: changed.length },
    before: { ...before, lines },
  })
  await savePlan(tx, caller, plan.id, {})
  await tellOfPlan(tx, caller, plan.id, 'changed', { after: { edit: 'import', editId, rows: changed.length } })
  return { action: 'updated', version: plan.version + 1, editId }
}

/** The draft on hand, or one begun for this. A version that waits for approval takes nothing. */
async function draftOf(
  tx: Tx,
  caller: Caller,
  year: number,
  measure: Measure,
  note: string,
): Promise<Outcome<{ plan: Plan; isNew: boolean }>> {
  const open = await openPlan(tx, caller.orgId, year, measure)
  if (open) {
    const refusal = editingTarget(caller, open)
    return refusal ? { ok: false, refusal } : accept({ plan: open, isNew: false })
  }
  const inForce = await planInForce(tx, caller.orgId, year, measure)
  const denied = inForce ? null : planningCompany(caller)
  if (denied) return { ok: false, refusal: denied }
  const made = inForce
    ? await createTarget(tx, caller, { year, measure, note, from: 'copy', growth: 0, stretch: 1, challenge: 1 })
    : await write(tx, caller, { year, measure, note, basedOn: null }, await newRows(tx, caller), [], [])
  if (!made.ok) return made
  return accept({ plan: (await loadPlan(tx, caller.orgId, made.value.id))!, isNew: true })
}

const rowOf = ({ nodes }: Pick<Plan, 'nodes'>, { memberId, teamId }: ImportedLine): string | undefined =>
  nodes.find((node) =>
    memberId !== null ? node.memberId === memberId : teamId !== null ? node.teamId === teamId : node.parentId === null,
  )?.id

/** A row for everybody whom the file names and the plan does not have: below the nearest team that has one. */
async function withRows(
  tx: Tx,
  caller: Caller,
  plan: Plan,
  lines: readonly ImportedLine[],
): Promise<Outcome<{ plan: Plan; before: Before }>> {
  const missing = lines.filter((line) => rowOf(plan, line) === undefined)
  if (missing.length === 0) return accept({ plan, before: {} })
  const house = await readHouse(tx, caller.orgId)
  const nodes: PlanRow[] = [...plan.nodes]
  const root = nodes.find(({ parentId }) => parentId === null)!
  const added: PlanRow[] = []
  const nearest = (teamId: string | null): PlanRow => {
    for (let team = teamId; team !== null; team = house.teams.find(({ id }) => id === team)?.parentId ?? null) {
      const node = nodes.find((one) => one.teamId === team)
      if (node) return node
    }
    return root
  }
  const add = (row: Pick<PlanRow, 'teamId' | 'memberId'>, parent: PlanRow): void => {
    const node: PlanRow = { id: newId(), parentId: parent.id, ...row, position: nodes.length + 1, seniority: 1, startsOn: null }
    nodes.push(node)
    added.push(node)
  }
  // teams first, so that their people stand below them
  for (const { teamId, memberId } of missing.toSorted((a, b) => Number(a.memberId !== null) - Number(b.memberId !== null))) {
    if (nodes.some((node) => (memberId !== null ? node.memberId === memberId : node.teamId === teamId))) continue
    const team = memberId === null ? (house.teams.find(({ id }) => id === teamId)?.parentId ?? null) : teamOf(house, memberId)
    add(memberId === null ? { teamId, memberId: null } : { teamId: null, memberId }, nearest(team))
  }
  // a row that gets rows below it holds no figures of its own any more; the first of them takes them over
  const lost: Plan['lines'][number][] = []
  const handed: Plan['lines'][number][] = []
  for (const parent of new Set(added.map(({ parentId }) => parentId!))) {
    if (childrenOf(plan.nodes, parent).length > 0) continue
    const held = plan.lines.filter(({ nodeId }) => nodeId === parent)
    const heir = leavesOf(nodes, parent)[0]!
    lost.push(...held)
    handed.push(...held.map((line) => ({ ...line, nodeId: heir })))
  }
  await insertRows(tx, caller.orgId, plan.id, added)
  await removeLines(
    tx,
    caller.orgId,
    plan.id,
    lost.map(({ nodeId }) => nodeId),
  )
  await saveLines(tx, caller.orgId, plan.id, handed)
  const kept = plan.lines.filter(({ nodeId }) => !lost.some((line) => line.nodeId === nodeId))
  return accept({
    plan: { ...plan, nodes, lines: [...kept, ...handed] },
    before: { added: added.toReversed().map(({ id }) => id), lost },
  })
}

const teamOf = ({ people }: Awaited<ReturnType<typeof readHouse>>, memberId: string): string | null =>
  people.find(({ id }) => id === memberId)?.teamId ?? null

/** The months a line asks for: what it gives, else what its total comes to, else what was there. */
const wanted = ({ months, total }: ImportedLine, was: readonly number[], ofTotal: readonly number[]): number[] =>
  was.map((value, month) => months[month] ?? (total !== null && months.every((one) => one === null) ? ofTotal[month]! : value))

/** Takes what an import wrote into a draft back; nobody has changed the draft since. */
export async function takeImportBack(tx: Tx, caller: Caller, targetId: string, editId: string): Promise<void> {
  const row = await tx
    .updateTable('target_edit')
    .set({ undone_at: caller.now })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', editId)
    .returning('before')
    .executeTakeFirstOrThrow()
  await restore(tx, caller, targetId, row.before as Before)
  await savePlan(tx, caller, targetId, {})
  await record(tx, caller, [{ entityKind: 'target', entityId: targetId, action: 'changed', after: { edit: 'undo', editId } }])
}
