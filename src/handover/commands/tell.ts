import { record, type Change } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce, type News } from '../../platform/news.ts'
import type { Caller } from '../../platform/session.ts'
import { tables, type Handed, type HandedTable } from '../portfolio.ts'

interface Told {
  from: string
  to: string
  moved: Handed
  action: 'handed-over' | 'handover-undone'
  reason?: string | undefined
}

/** What the trail shows of each record; people of customers follow without an entry of their own. */
const trailed: readonly HandedTable[] = ['customer', 'opportunity', 'lead', 'task']

/** Puts it on record with both people and every record, and tells everybody whose lists have changed. */
export async function tell(tx: Tx, caller: Caller, { from, to, moved, action, reason }: Told): Promise<void> {
  const counts = Object.fromEntries(tables.map((table) => [table, moved[table].length]))
  const after = { fromId: from, toId: to, ...counts, ...(reason ? { note: reason } : {}) }
  const field = (table: HandedTable) => (table === 'task' ? 'assigneeId' : 'ownerId')
  const changes: Change[] = [
    { entityKind: 'member', entityId: from, action, after },
    ...trailed.flatMap((table) =>
      moved[table].map((id) => ({
        entityKind: table,
        entityId: id,
        action: 'changed',
        before: { [field(table)]: from },
        after: { [field(table)]: to },
      })),
    ),
  ]
  const news: News[] = tables.flatMap((table) => [
    ...moved[table].map((id) => ({ topic: `${table}.changed`, entityKind: table, entityId: id, ownerId: to })),
    // whoever gave them away hears it once: they leave the lists on those screens
    ...moved[table].slice(0, 1).map((id) => ({ topic: `${table}.given-away`, entityKind: table, entityId: id, ownerId: from })),
  ])
  const batch = 5000
  for (let start = 0; start < changes.length; start += batch) await record(tx, caller, changes.slice(start, start + batch))
  for (let start = 0; start < news.length; start += batch) await announce(tx, caller.orgId, news.slice(start, start + batch))
}
