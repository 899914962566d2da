import { sql, type RawBuilder } from 'kysely'
import { readActivity } from '../activities/queries/activities.ts'
import { readTask } from '../playbooks/queries/tasks.ts'
import { reachable } from '../people/queries.ts'
import { needs } from '../people/permissions.ts'
import { reaches } from '../people/reach.ts'
import { record } from '../platform/audit-trail.ts'
import { pageOf, placeAfter } from '../platform/cursor.ts'
import type { Tx } from '../platform/database/connect.ts'
import { csvStream, xlsxStream } from '../platform/files/write.ts'
import type { Download } from '../platform/http/serve.ts'
import { newId } from '../platform/ids.ts'
import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { dayOf, startOfDay } from '../platform/time.ts'
import { say, type Locale } from '../platform/words.ts'
import { changesOf, idsIn } from './change.ts'
import { entityKindOf, entityKinds, type EntityKind } from './entity-kind.ts'
import { auditRows, columnWidths, type Entry } from './table-file.ts'
import { words } from './words.ts'

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export interface AuditFilter {
  limit: number
  cursor?: string | undefined
  entityKind?: string | undefined
  entityId?: string | undefined
  actor?: string[] | undefined
  action?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

interface EntryRow {
  id: string
  at: Date
  actor_id: string
  actor_name: string | null
  via: string
  entity_kind: string
  entity_id: string
  action: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

/** The trail, or the history of one record for whoever may read that record. */
export async function listAudit(tx: Tx, caller: Caller, filter: AuditFilter) {
  const lacking = needs(caller, 'audit.read')
  if (lacking) {
    if (!filter.entityKind || !filter.entityId) return { ok: false as const, refusal: lacking }
    if (!(await maySeeRecord(tx, caller, filter.entityKind, filter.entityId))) return refuse('not-found')
  }
  return accept(await readEntries(tx, caller, filter, lacking === null))
}

const mostEntries = 100_000

/** The trail with its filters as a file; who took it out is in the trail from then on. */
export async function exportAudit(
  tx: Tx,
  caller: Caller,
  { format, ...filter }: Omit<AuditFilter, 'limit' | 'cursor'> & { format: 'xlsx' | 'csv' },
): Promise<Outcome<Download>> {
  const lacking = needs(caller, 'audit.read') ?? needs(caller, 'export')
  if (lacking) return { ok: false, refusal: lacking }
  const entries: Entry[] = []
  let cursor: string | undefined
  do {
    const page = await readEntries(tx, caller, { ...filter, limit: 500, cursor }, true)
    entries.push(...page.items)
    if (entries.length > mostEntries) return refuse('export-too-large', { limit: mostEntries })
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  const after = { kind: 'audit', format, rows: entries.length, filter }
  await record(tx, caller, [{ entityKind: 'export', entityId: newId(), action: 'exported', after }])
  const { locale, timeZone, currency } = caller
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  const rows = auditRows(entries, { locale, timeZone, digits })
  const title = say(locale, words, 'title')
  const fileName = `${title} ${dayOf(caller.now, timeZone)}.${format}`
  return accept(
    format === 'csv'
      ? { body: csvStream(rows), contentType: 'text/csv; charset=utf-8', fileName }
      : { body: xlsxStream(rows, title, columnWidths), contentType: xlsxType, fileName },
  )
}

async function readEntries(tx: Tx, caller: Caller, filter: AuditFilter, whole: boolean) {
  const after = placeAfter(filter.cursor, ['id'])
  const conditions: RawBuilder<unknown>[] = [sql`e.org_id = ${caller.orgId}`]
  // the whole trail is for people who reach everybody; should a narrower role ever be given it, it sees its own people's deeds
  if (whole && !(filter.entityKind && filter.entityId)) conditions.push(reachable(caller, 'e.actor_id'))
  if (filter.entityKind) conditions.push(sql`e.entity_kind = ${filter.entityKind}`)
  if (filter.entityId) conditions.push(sql`e.entity_id = ${filter.entityId}`)
  if (filter.actor?.length) conditions.push(sql`e.actor_id = any(${filter.actor}::uuid[])`)
  if (filter.action) conditions.push(sql`e.action = ${filter.action}`)
  if (filter.from) conditions.push(sql`e.at >= ${startOfDay(filter.from, caller.timeZone)}`)
  if (filter.to) conditions.push(sql`e.at < ${startOfDay(filter.to, caller.timeZone, 1)}`)
  if (after) conditions.push(sql`e.id < ${after[0]}::uuid`)
  const { rows } = await sql<EntryRow>`
    select e.id, e.at, e.actor_id, m.name as actor_name, e.via, e.entity_kind, e.entity_id, e.action, e.before, e.after
    from audit_entry e left join member m on m.org_id = e.org_id and m.id = e.actor_id
    where ${sql.join(conditions, sql` and `)} order by e.id desc limit ${filter.limit + 1}`.execute(tx)
  const { items, nextCursor } = pageOf(rows, filter.limit, ({ id }) => [id])
  const names = await namesOf(
    tx,
    caller,
    items.flatMap((row) => [row.entity_id, ...idsIn(row.before), ...idsIn(row.after)]),
  )
  const unmasked = caller.abilities.has('contacts.unmasked')
  return {
    items: items.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      actor: { id: row.actor_id, name: row.actor_name ?? '' },
      via: row.via,
      entityKind: row.entity_kind,
      entityId: row.entity_id,
      entityName: names.get(row.entity_id) ?? null,
      action: row.action,
      changes: changesOf({ entityKind: row.entity_kind, before: row.before, after: row.after }, names, unmasked).map(
        (change) => ({
          ...change,
          label: labelOf(caller.locale, change.field),
        }),
      ),
    })),
    nextCursor,
  }
}

const labelOf = (locale: Locale, field: string): string => {
  const key = `field.${field}`
  return key in words['zh-CN'] ? say(locale, words, key as keyof (typeof words)['zh-CN']) : field
}

/** The names of records of every known kind, in the caller's language where they have one by language. */
async function namesOf(tx: Tx, caller: Caller, ids: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const selects = Object.values(entityKinds as Record<string, EntityKind>).map((kind) => {
    const name = kind.names
      ? sql`coalesce(${sql.ref(kind.name)} ->> ${caller.locale}, ${sql.ref(kind.name)} ->> 'zh-CN')`
      : sql`left(${sql.ref(kind.name)}, 60)`
    const id = sql.ref(kind.idColumn ?? 'id')
    return sql`select ${id} as id, ${name} as name from ${sql.table(kind.table)} where org_id = ${caller.orgId} and ${id} = any(${wanted}::uuid[])`
  })
  const { rows } = await sql<{ id: string; name: string | null }>`${sql.join(selects, sql` union all `)}`.execute(tx)
  return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])))
}

/** Whether the caller may read the record at all; an unknown kind is for readers of the whole trail only. */
async function maySeeRecord(tx: Tx, caller: Caller, kindKey: string, id: string): Promise<boolean> {
  if (kindKey === 'activity') return (await readActivity(tx, caller, id)) !== null
  if (kindKey === 'task') return (await readTask(tx, caller, id)) !== null
  const kind = entityKindOf(kindKey)
  if (!kind || (kind.ability && !caller.abilities.has(kind.ability))) return false
  const owner = kind.owner ? sql.ref(kind.owner) : sql`null::uuid`
  const customer = kind.customer ? sql.ref(kind.customer) : sql`null::uuid`
  const { rows } = await sql<{ owner: string | null; customer: string | null }>`
    select ${owner} as owner, ${customer} as customer from ${sql.table(kind.table)}
    where org_id = ${caller.orgId} and ${sql.ref(kind.idColumn ?? 'id')} = ${id}`.execute(tx)
  const found = rows[0]
  if (!found) return false
  return found.owner === null || reaches(caller, found.owner, found.customer)
}
