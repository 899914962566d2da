import { sql, type RawBuilder } from 'kysely'
import { maskedFor, seesContactDetails } from '../../contacts/masking.ts'
import { membersBelow, reachable } from '../../people/queries.ts'
import { pageOf, placeAfter } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { gramHits, holds } from '../../platform/database/search-grams.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { searchable } from '../../platform/text/grams.ts'
import type { LeadStatus } from '../lead.ts'
import { archivingLead, editingLead, qualifyingLead, reopeningLead } from '../permissions.ts'

const leadRows = (tx: Tx, caller: Caller) =>
  tx
    .selectFrom('lead as l')
    .innerJoin('member as m', (join) => join.onRef('m.org_id', '=', 'l.org_id').onRef('m.id', '=', 'l.owner_id'))
    .leftJoin('source as s', (join) => join.onRef('s.org_id', '=', 'l.org_id').onRef('s.id', '=', 'l.source_id'))
    .leftJoin('product as p', (join) => join.onRef('p.org_id', '=', 'l.org_id').onRef('p.id', '=', 'l.product_id'))
    .leftJoin('customer as c', (join) => join.onRef('c.org_id', '=', 'l.org_id').onRef('c.id', '=', 'l.customer_id'))
    .leftJoin('opportunity as o', (join) => join.onRef('o.org_id', '=', 'l.org_id').onRef('o.id', '=', 'l.opportunity_id'))
    .selectAll('l')
    .select([
      'm.name as owner_name',
      's.name as source_names',
      'p.name as product_name',
      'c.name as customer_name',
      'o.name as opportunity_name',
    ])
    .where('l.org_id', '=', caller.orgId)
    .where(reachable(caller, 'l.owner_id'))
type LeadRow = Awaited<ReturnType<ReturnType<typeof leadRows>['executeTakeFirstOrThrow']>>

const ref = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' })

function shapeLead(caller: Caller, row: LeadRow) {
  const standing = { ownerId: row.owner_id, status: row.status as LeadStatus, archived: row.deleted_at !== null }
  const verdict = (refusal: ReturnType<typeof editingLead>) => verdictOf(refusal, caller.locale)
  const names = row.source_names as Record<string, string> | null
  const {
    phoneExtension: _,
    wechat: __,
    ...reach
  } = maskedFor(caller, {
    phone: row.phone,
    phoneGiven: row.phone_given,
    email: row.email,
    phoneExtension: null,
    wechat: null,
  })
  return {
    id: row.id,
    company: row.company,
    contactName: row.contact_name,
    ...reach,
    industry: row.industry,
    region: row.region,
    source: ref(row.source_id, names && (names[caller.locale] ?? names['zh-CN'] ?? null)),
    product: ref(row.product_id, row.product_name),
    demand: row.demand,
    note: row.note,
    owner: { id: row.owner_id, name: row.owner_name },
    status: standing.status,
    invalidReason: row.invalid_reason,
    invalidNote: row.invalid_note,
    qualifiedAt: row.qualified_at?.toISOString() ?? null,
    customer: ref(row.customer_id, row.customer_name),
    opportunity: ref(row.opportunity_id, row.opportunity_name),
    lastActivityAt: row.last_activity_at?.toISOString() ?? null,
    externalId: row.external_id,
    createdAt: row.created_at.toISOString(),
    version: row.version,
    archived: standing.archived,
    permissions: {
      edit: verdict(editingLead(caller, standing)),
      qualify: verdict(qualifyingLead(caller, standing)),
      invalidate: verdict(editingLead(caller, standing)),
      reopen: verdict(reopeningLead(caller, standing)),
      archive: verdict(archivingLead(caller, standing)),
    },
  }
}
export type LeadView = ReturnType<typeof shapeLead>

export async function readLead(tx: Tx, caller: Caller, id: string): Promise<LeadView | null> {
  const row = await leadRows(tx, caller).where('l.id', '=', id).executeTakeFirst()
  return row ? shapeLead(caller, row) : null
}

/** The headings under which the caller may look for a lead by this word. */
export const leadKinds = (caller: Caller, q: string): string[] =>
  seesContactDetails(caller) && /^[\x21-\x7e]{3,}$/.test(searchable(q)) ? ['lead', 'lead-reach'] : ['lead']

/** Leads (alias `l`) that the word finds: by company, person, their pinyin; by telephone and e-mail for who sees them in full. */
export function foundByLead(caller: Caller, q: string): RawBuilder<boolean> {
  const word = searchable(q)
  if (word === '') return sql<boolean>`false`
  const inName = holds(word, sql`lower(l.company || ' ' || coalesce(l.contact_name, '') || ' ' || l.pinyin || ' ' || l.initials)`)
  const hits = gramHits(caller.orgId, leadKinds(caller, q), q)
  return hits ? sql<boolean>`l.id in ${hits}` : sql<boolean>`${inName}`
}

export interface LeadFilter {
  limit: number
  cursor?: string | undefined
  q?: string | undefined
  status?: LeadStatus[] | undefined
  owner?: string[] | undefined
  team?: string | undefined
  source?: string | undefined
  product?: string | undefined
  untouched?: boolean | undefined
  archived?: boolean | undefined
}

export async function listLeads(tx: Tx, caller: Caller, filter: LeadFilter) {
  const after = placeAfter(filter.cursor, ['id'])
  const { q, status, owner, source, product, untouched } = filter
  const team = filter.team ? await membersBelow(tx, caller.orgId, filter.team) : null
  const rows = await leadRows(tx, caller)
    .where('l.deleted_at', filter.archived ? 'is not' : 'is', null)
    .$if(status !== undefined && status.length > 0, (query) => query.where('l.status', 'in', status!))
    .$if(owner !== undefined && owner.length > 0, (query) => query.where('l.owner_id', 'in', owner!))
    .$if(team !== null, (query) => query.where(sql<boolean>`l.owner_id = any(${team}::uuid[])`))
    .$if(source !== undefined, (query) => query.where('l.source_id', '=', source!))
    .$if(product !== undefined, (query) => query.where('l.product_id', '=', product!))
    .$if(untouched !== undefined, (query) => query.where('l.last_activity_at', untouched ? 'is' : 'is not', null))
    .$if(q !== undefined && q !== '', (query) => query.where(foundByLead(caller, q!)))
    .$if(after !== null, (query) => query.where('l.id', '<', String(after![0])))
    .orderBy('l.id', 'desc')
    .limit(sql.lit(filter.limit + 1))
    .execute()
  const { items, nextCursor } = pageOf(rows, filter.limit, ({ id }) => [id])
  return { items: items.map((row) => shapeLead(caller, row)), nextCursor }
}
