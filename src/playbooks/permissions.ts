import { needs } from '../people/permissions.ts'
import { reaches, type Reaching } from '../people/reach.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

type Looker = Pick<Caller, 'memberId' | 'abilities'> & Reaching

/** Whose a task is, and whose what it belongs to. A task of a deal belongs to no customer besides. */
export interface TaskBelonging {
  assigneeId: string
  createdBy: string
  opportunityOwnerId: string | null
  customerOwnerId: string | null
  /** The customer of the task or of its deal: its account team sees the task. */
  accountId?: string | null
}

/** What permission sentences ask of a task. */
export interface Doable extends TaskBelonging {
  isStageTask: boolean
  /** Only what it asks for ends it, e.g. a signature. */
  endsItself: boolean
  done: boolean
  cancelled: boolean
  archived: boolean
}

/**
 * One sees one's own tasks (a token only with the right to write such), and those whose deal, customer or assignee one reaches with the ability to read such records.
 * A task that belongs to nothing is seen by who wrote it too. The SQL twin is `visibleTask` in queries/tasks.ts; one test
 * holds them together.
 */
export function seesTask(caller: Looker, of: TaskBelonging): boolean {
  const isOwn = (memberId: string): boolean => memberId === caller.memberId && caller.abilities.has('tasks.write')
  if (isOwn(of.assigneeId)) return true
  const may = (ability: string, ownerId: string | null): boolean =>
    ownerId !== null &&
    caller.abilities.has(ability) &&
    (reaches(caller, ownerId, of.accountId) || reaches(caller, of.assigneeId))
  if (of.opportunityOwnerId === null && of.customerOwnerId === null)
    return isOwn(of.createdBy) || may('opportunities.read', of.assigneeId)
  return may('opportunities.read', of.opportunityOwnerId) || may('customers.read', of.customerOwnerId)
}

export const readingDeals = (caller: Pick<Caller, 'abilities'>): Refusal | null => needs(caller, 'opportunities.read')
export const writingTask = (caller: Pick<Caller, 'abilities'>): Refusal | null => needs(caller, 'tasks.write')

/** A supervisor of whoever does the task, or of whose deal or customer it is. */
const leads = (caller: Looker, of: TaskBelonging): boolean =>
  caller.abilities.has('records.assign') &&
  [of.assigneeId, of.opportunityOwnerId, of.customerOwnerId].some((id) => id !== null && reaches(caller, id))

/** The one who does it, the owner of its deal or customer, who wrote it, or a supervisor; whoever else sees it only looks. */
function handling(caller: Looker, of: Doable): Refusal | null {
  const lacking = writingTask(caller)
  if (lacking) return lacking
  const mine = [of.assigneeId, of.opportunityOwnerId, of.customerOwnerId, of.isStageTask ? null : of.createdBy]
  return mine.includes(caller.memberId) || leads(caller, of) ? null : refuse('task-of-another', {}, 403).refusal
}

const stands = (of: Doable): Refusal | null =>
  of.archived
    ? refuse('task-archived', {}, 409).refusal
    : of.done
      ? refuse('task-done', {}, 409).refusal
      : of.cancelled
        ? refuse('task-cancelled', {}, 409).refusal
        : null

export const editingTask = (caller: Looker, of: Doable): Refusal | null => handling(caller, of) ?? stands(of)
const byDeedOnly = (of: Doable): Refusal | null => (of.endsItself ? refuse('task-ends-itself', {}, 409).refusal : null)

export const completingTask = (caller: Looker, of: Doable): Refusal | null => editingTask(caller, of) ?? byDeedOnly(of)

export const undoingTask = (caller: Looker, of: Doable): Refusal | null =>
  handling(caller, of) ??
  (of.archived ? refuse('task-archived', {}, 409).refusal : of.done ? byDeedOnly(of) : refuse('task-not-done', {}, 409).refusal)

/** What a stage asks for is taken away by a supervisor only: nobody tidies up the own list that way; what only a deed ends, by nobody. */
export const archivingTask = (caller: Looker, of: Doable): Refusal | null =>
  handling(caller, of) ??
  (of.isStageTask && !leads(caller, of)
    ? refuse('stage-task-stays', {}, 403).refusal
    : of.archived || of.done || of.cancelled
      ? null
      : byDeedOnly(of))

/** Colleagues beside sales whom anybody may ask for help. */
const supporting = new Set(['presales', 'delivery', 'service', 'finance', 'marketing'])

/** Giving a task to somebody: oneself, a supporting colleague, the owner of the deal or customer, or anybody whom one leads. */
export function assigningTask(
  caller: Looker,
  to: { id: string; role: string },
  of: Pick<TaskBelonging, 'opportunityOwnerId' | 'customerOwnerId'>,
): Refusal | null {
  if ([caller.memberId, of.opportunityOwnerId, of.customerOwnerId].includes(to.id) || supporting.has(to.role)) return null
  return caller.abilities.has('records.assign') && reaches(caller, to.id)
    ? null
    : refuse('assignee-out-of-reach', {}, 403).refusal
}
