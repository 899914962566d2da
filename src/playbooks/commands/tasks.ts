import { customerWithin, opportunityWithin } from '../../activities/queries/subject.ts'
import { difference } from '../../platform/audit-trail.ts'
import { underway, type Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { accept, refuse, type Outcome, type Refusal } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import { archivingTask, assigningTask, completingTask, editingTask, seesTask, undoingTask, writingTask } from '../permissions.ts'
import { fileWords, insertTasks, lockTask, saveTask, type LockedTask } from '../store.ts'
import { inAllLanguages } from '../task.ts'
import { words } from '../words.ts'
import { tellOfTask } from './tell.ts'

export interface GivenTask {
  title: string
  expectedResult?: string | undefined
  opportunityId?: string | undefined
  customerId?: string | undefined
  assigneeId?: string | undefined
  dueOn?: string | null | undefined
  externalId?: string | undefined
}

/** Writes a task: of a deal, of a customer, or of nothing but oneself. */
export async function createTask(tx: Tx, caller: Caller, given: GivenTask): Promise<Outcome<{ id: string }>> {
  const lacking = writingTask(caller)
  if (lacking) return { ok: false, refusal: lacking }
  const deal = given.opportunityId ? await opportunityWithin(tx, caller, given.opportunityId) : null
  if (given.opportunityId && !deal) return refuse('unknown-reference', { field: 'opportunityId' })
  const customer = given.customerId ? await customerWithin(tx, caller, given.customerId) : null
  if (given.customerId && !customer) return refuse('unknown-reference', { field: 'customerId' })
  if (deal && customer && deal.customerId !== customer.id) return refuse('belongs-to-other-customer')
  const belonging = { opportunityOwnerId: deal?.ownerId ?? null, customerOwnerId: deal ? null : (customer?.ownerId ?? null) }
  const assignee = await assigneeWithin(tx, caller, given.assigneeId ?? caller.memberId, belonging)
  if (!assignee.ok) return assignee
  const id = newId()
  await insertTasks(tx, caller, [
    {
      id,
      opportunityId: deal?.id ?? null,
      // a deal's customer may change: the deal says which it is
      customerId: deal ? null : (customer?.id ?? null),
      title: inAllLanguages(given.title),
      expectedResult: given.expectedResult ? inAllLanguages(given.expectedResult) : null,
      role: 'owner',
      assigneeId: assignee.value,
      dueOn: given.dueOn ?? null,
      externalId: given.externalId ?? null,
    },
  ])
  const told = { id, opportunityId: deal?.id ?? null, assigneeId: assignee.value, ...belonging }
  tellOfTask(tx, caller, told, 'created', { after: { ...given, assigneeId: assignee.value } })
  return accept({ id })
}

export interface TaskChange {
  title?: string | undefined
  expectedResult?: string | undefined
  dueOn?: string | null | undefined
  assigneeId?: string | undefined
}

/** Changes title, day or who does it. The words of a stage task are its pipeline's. */
export async function changeTask(
  tx: Tx,
  caller: Caller,
  id: string,
  change: TaskChange,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const found = await taskFor(tx, caller, id, editingTask, ifMatch)
  if (!found.ok) return found
  const task = found.value
  const before = {
    title: task.title[caller.locale],
    expectedResult: task.expectedResult?.[caller.locale] ?? '',
    dueOn: task.dueOn,
    assigneeId: task.assigneeId,
  }
  const changed = difference<Record<string, unknown>>(
    before,
    Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
  )
  if (!changed) return accept(undefined)
  const rewords = 'title' in changed.after || 'expectedResult' in changed.after
  if (task.isStageTask && rewords) return refuse('stage-task-as-published', {}, 409)
  if ('assigneeId' in changed.after) {
    const assignee = await assigneeWithin(tx, caller, change.assigneeId!, task)
    if (!assignee.ok) return assignee
  }
  const { title, expectedResult, dueOn, assigneeId } = change
  const saved = saveTask(tx, caller, id, {
    ...(title === undefined || task.isStageTask ? {} : { title: inAllLanguages(title) }),
    ...(expectedResult === undefined || task.isStageTask ? {} : { expectedResult: inAllLanguages(expectedResult) }),
    ...(dueOn === undefined ? {} : { dueOn }),
    ...(assigneeId === undefined ? {} : { assigneeId }),
  })
  underway(saved)
  if ('title' in changed.after) underway(fileWords(tx, caller.orgId, [{ ...task, title: inAllLanguages(title!) }]))
  tellOfTask(tx, caller, { ...task, assigneeId: assigneeId ?? task.assigneeId }, 'changed', changed, task.assigneeId)
  return accept(undefined)
}

/** Done means that a result is written. Refused without one, and when it is done already. */
export async function completeTask(
  tx: Tx,
  caller: Caller,
  id: string,
  { result }: { result: string },
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const found = await taskFor(tx, caller, id, completingTask, ifMatch)
  if (!found.ok) return found
  if (!result.trim()) {
    const missing = [{ kind: 'field', key: 'result', label: say(caller.locale, words, 'field.result') }]
    return refuse('mandatory-field-missing', { about: 'task', missing })
  }
  underway(saveTask(tx, caller, id, { done: { at: caller.now, by: caller.memberId, result } }))
  underway(fileWords(tx, caller.orgId, [{ ...found.value, result }]))
  tellOfTask(tx, caller, found.value, 'completed', { after: { result } })
  return accept(undefined)
}

/** Takes a completion back; what was written stays in the audit trail. */
export async function undoCompletion(tx: Tx, caller: Caller, id: string, ifMatch: number | null): Promise<Outcome<undefined>> {
  const found = await taskFor(tx, caller, id, undoingTask, ifMatch)
  if (!found.ok) return found
  underway(saveTask(tx, caller, id, { done: null }))
  underway(fileWords(tx, caller.orgId, [{ ...found.value, result: null }]))
  tellOfTask(tx, caller, found.value, 'completion-undone', { before: { result: found.value.result } })
  return accept(undefined)
}

export async function archiveTask(
  tx: Tx,
  caller: Caller,
  id: string,
  archived: boolean,
  ifMatch: number | null = null,
): Promise<Outcome<undefined>> {
  const found = await taskFor(tx, caller, id, archivingTask, ifMatch)
  if (!found.ok) return found
  if (found.value.archived === archived) return accept(undefined)
  underway(saveTask(tx, caller, id, { deletedAt: archived ? caller.now : null }))
  tellOfTask(tx, caller, found.value, archived ? 'archived' : 'restored')
  return accept(undefined)
}

/** The task, locked, if the caller sees it and the rule lets them; what is not seen is not there. */
async function taskFor(
  tx: Tx,
  caller: Caller,
  id: string,
  rule: (caller: Caller, task: LockedTask) => Refusal | null,
  ifMatch: number | null,
): Promise<Outcome<LockedTask>> {
  const task = await lockTask(tx, caller.orgId, id)
  if (!task || !seesTask(caller, task)) return refuse('not-found')
  if (ifMatch !== null && ifMatch !== task.version) return refuse('version-conflict', { version: task.version })
  const refusal = rule(caller, task)
  return refusal ? { ok: false, refusal } : accept(task)
}

async function assigneeWithin(
  tx: Tx,
  caller: Caller,
  id: string,
  of: { opportunityOwnerId: string | null; customerOwnerId: string | null },
): Promise<Outcome<string>> {
  const member = await tx
    .selectFrom('member')
    .select(['id', 'role'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .where('status', '!=', 'deactivated')
    .executeTakeFirst()
  if (!member) return refuse('unknown-reference', { field: 'assigneeId' })
  const refusal = assigningTask(caller, member, of)
  return refusal ? { ok: false, refusal } : accept(member.id)
}
