import { record, type Change } from '../../platform/audit-trail.ts'
import { underway, type Tx } from '../../platform/database/connect.ts'
import { announce, type News } from '../../platform/news.ts'
import type { Caller } from '../../platform/session.ts'
import type { LockedTask, TouchedTask } from '../store.ts'

type Told = Pick<LockedTask, 'id' | 'opportunityId' | 'assigneeId' | 'opportunityOwnerId' | 'customerOwnerId'>

/** Puts a change of a task on record, and lets everybody know whose lists or deal it is in. */
export function tellOfTask(
  tx: Tx,
  caller: Caller,
  task: Told,
  action: string,
  change: Pick<Change, 'before' | 'after'> = {},
  /** Who had it before. */
  formerAssignee: string = task.assigneeId,
): void {
  const hearers = [task.assigneeId, formerAssignee, task.opportunityOwnerId, task.customerOwnerId]
  underway(
    record(tx, caller, [{ entityKind: 'task', entityId: task.id, action, ...change }]),
    announce(tx, caller.orgId, [
      ...[...new Set(hearers)]
        .filter((ownerId) => ownerId !== null)
        .map((ownerId) => ({ topic: `task.${action}`, entityKind: 'task', entityId: task.id, ownerId })),
      ...(task.opportunityId && task.opportunityOwnerId ? [ofDeal(task.opportunityId, task.opportunityOwnerId)] : []),
    ]),
  )
}

/** Gates ask for tasks: what the deal's page and the board say of it may have changed. */
const ofDeal = (entityId: string, ownerId: string) => ({
  topic: 'opportunity.tasks-changed',
  entityKind: 'opportunity',
  entityId,
  ownerId,
})

/** What is to be put on record, and what is to be told. */
export interface ToTell {
  changes: Change[]
  news: News[]
}

type Happened = readonly { action: string; tasks: readonly TouchedTask[] }[]

/** What happened to a deal's tasks at one time: an entry in the deal's trail for each kind of it, and news for everybody whose list has changed. */
export function toTellOfDeal(
  caller: Caller,
  opportunityId: string,
  happened: Happened,
  alsoHears: readonly string[] = [],
): ToTell {
  const real = happened.filter(({ tasks }) => tasks.length > 0)
  const first = real[0]?.tasks[0]
  if (!first) return { changes: [], news: [] }
  const hearers = new Set([...real.flatMap(({ tasks }) => tasks.map(({ assigneeId }) => assigneeId)), ...alsoHears])
  return {
    changes: real.map(({ action, tasks }) => ({
      entityKind: 'opportunity',
      entityId: opportunityId,
      action,
      after: { tasks: tasks.map(({ title }) => title[caller.locale]) },
    })),
    news: [...hearers].map((ownerId) => ({ topic: 'task.changed', entityKind: 'task', entityId: first.id, ownerId })),
  }
}

/** Puts on record and tells what happened to a deal's tasks. */
export function tellOfDeal(
  tx: Tx,
  caller: Caller,
  opportunityId: string,
  happened: Happened,
  alsoHears?: readonly string[],
): void {
  const { changes, news } = toTellOfDeal(caller, opportunityId, happened, alsoHears)
  if (changes.length > 0) underway(record(tx, caller, changes), announce(tx, caller.orgId, news))
}
