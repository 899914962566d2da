import { sql } from 'kysely'
import { contactsOf } from '../../contacts/queries.ts'
import { membersBelow, reachable, readOrganization } from '../../people/queries.ts'
import { pageOf, placeAfter } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import type { Locale } from '../../platform/words.ts'
import type { HeadcountBand, Level, RevenueTrend } from '../customer.ts'
import { archivingCustomer, assigningCustomer, editingCustomer } from '../permissions.ts'
import { missingProfile } from '../profile-completeness.ts'
import { labelled } from '../profile-labels.ts'
import { foundByCustomer } from './search.ts'

/** Microseconds since 1970; contact never made counts as then. */
const activityPlace = sql<number>`(extract(epoch from coalesce(cu.last_activity_at, 'epoch'::timestamptz)) * 1000000)::bigint`

const customerRows = (tx: Tx, caller: Caller) =>
  tx
    .selectFrom('customer as cu')
    .innerJoin('member as m', (join) => join.onRef('m.org_id', '=', 'cu.org_id').onRef('m.id', '=', 'cu.owner_id'))
    .leftJoin('source as s', (join) => join.onRef('s.org_id', '=', 'cu.org_id').onRef('s.id', '=', 'cu.source_id'))
    .selectAll('cu')
    .select([
      'm.name as owner_name',
      's.name as source_name',
      activityPlace.as('activity_place'),
      sql<number>`(select count(*)::int from opportunity o where o.org_id = cu.org_id and o.customer_id = cu.id
        and o.status = 'open' and o.deleted_at is null and ${reachable(caller, 'o.owner_id')})`.as('open_opportunities'),
      sql<number>`(select count(*)::int from contact p where p.org_id = cu.org_id and p.customer_id = cu.id
        and p.deleted_at is null)`.as('contact_count'),
    ])
    .where('cu.org_id', '=', caller.orgId)
    .where(reachable(caller, 'cu.owner_id'))
type CustomerRow = Awaited<ReturnType<ReturnType<typeof customerRows>['executeTakeFirstOrThrow']>>

const named = (names: unknown, locale: Locale): string => {
  const byLanguage = names as Partial<Record<Locale, string>>
  return byLanguage[locale] ?? byLanguage['zh-CN'] ?? Object.values(byLanguage)[0] ?? ''
}

const shapeCustomer = (caller: Caller, row: CustomerRow) => {
  const standing = { ownerId: row.owner_id, archived: row.deleted_at !== null, openOpportunities: row.open_opportunities }
  return {
    id: row.id,
    name: row.name,
    industry: row.industry,
    region: row.region,
    headcountBand: row.headcount_band as HeadcountBand | null,
    level: row.level as Level,
    source: row.source_id === null ? null : { id: row.source_id, name: named(row.source_name, caller.locale) },
    owner: { id: row.owner_id, name: row.owner_name },
    phone: row.phone,
    socialCreditCode: row.social_credit_code,
    openOpportunities: row.open_opportunities,
    contacts: row.contact_count,
    lastActivityAt: row.last_activity_at?.toISOString() ?? null,
    externalId: row.external_id,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
    archived: standing.archived,
    permissions: {
      edit: verdictOf(editingCustomer(caller, standing), caller.locale),
      archive: verdictOf(archivingCustomer(caller, standing), caller.locale),
      assign: verdictOf(assigningCustomer(caller, standing), caller.locale),
    },
  }
}

/** A customer with its people, what there is of it, and what its profile lacks; null when not there or out of reach. */
export async function readCustomer(tx: Tx, caller: Caller, id: string) {
  const [row, contacts, { mandatoryProfile }, counts] = await Promise.all([
    customerRows(tx, caller).where('cu.id', '=', id).executeTakeFirst(),
    contactsOf(tx, caller, id),
    readOrganization(tx, caller.orgId),
    countsOf(tx, caller, id),
  ])
  if (!row) return null
  const gaps = missingProfile(
    mandatoryProfile,
    {
      name: row.name,
      industry: row.industry,
      mainBusiness: row.main_business,
      headcountBand: row.headcount_band as HeadcountBand | null,
      revenueMinor: row.revenue_minor,
      region: row.region,
      sourceId: row.source_id,
      address: row.address,
      website: row.website,
      phone: row.phone,
      socialCreditCode: row.social_credit_code,
    },
    contacts,
  )
  return {
    ...shapeCustomer(caller, row),
    mainBusiness: row.main_business,
    headcount: row.headcount,
    itShare: row.it_share,
    revenueMinor: row.revenue_minor,
    revenueTrend: row.revenue_trend as RevenueTrend | null,
    goals: row.goals,
    standing: row.standing,
    address: row.address,
    website: row.website,
    note: row.note,
    contacts,
    counts: { contacts: row.contact_count, openOpportunities: row.open_opportunities, ...counts },
    profile: { complete: gaps.length === 0, missing: labelled(caller.locale, gaps) },
  }
}

async function countsOf(tx: Tx, caller: Caller, id: string): Promise<{ wonOpportunities: number; activities: number }> {
  const { rows } = await sql<{ won: number; activities: number }>`select
    (select count(*)::int from opportunity o where o.org_id = ${caller.orgId} and o.customer_id = ${id} and o.status = 'won'
      and o.deleted_at is null and ${reachable(caller, 'o.owner_id')}) as won,
    (select count(*)::int from activity a where a.org_id = ${caller.orgId} and a.customer_id = ${id}
      and a.deleted_at is null) as activities`.execute(tx)
  return { wonOpportunities: rows[0]!.won, activities: rows[0]!.activities }
}

interface CustomerFilter {
  limit: number
  cursor?: string | undefined
  q?: string | undefined
  owner?: string[] | undefined
  team?: string | undefined
  region?: string | string[] | undefined
  industry?: string | string[] | undefined
  level?: Level | Level[] | undefined
  source?: string[] | undefined
  archived?: boolean | undefined
  sort: 'newest' | 'name' | 'lastActivity'
}

const many = <T>(given: T | T[] | undefined): T[] => (given === undefined ? [] : Array.isArray(given) ? given : [given])

/** Customers within reach: newest first, by pinyin, or last contact first. */
export async function listCustomers(tx: Tx, caller: Caller, filter: CustomerFilter) {
  const { sort, q, archived } = filter
  const after = placeAfter(filter.cursor, sort === 'name' ? ['text', 'id'] : sort === 'newest' ? ['id'] : ['whole', 'id'])
  const team = filter.team === undefined ? null : await membersBelow(tx, caller.orgId, filter.team)
  const isOneOf = (column: string, values: string[]) => sql<boolean>`${sql.ref(column)} = any(${values})`
  const [owners, sources] = [filter.owner ?? [], filter.source ?? []]
  const [regions, industries, levels] = [many(filter.region), many(filter.industry), many(filter.level)]
  const rows = await customerRows(tx, caller)
    .where('cu.deleted_at', archived ? 'is not' : 'is', null)
    .$if(owners.length > 0, (query) => query.where(sql<boolean>`cu.owner_id = any(${owners}::uuid[])`))
    .$if(team !== null, (query) => query.where(sql<boolean>`cu.owner_id = any(${team}::uuid[])`))
    .$if(sources.length > 0, (query) => query.where(sql<boolean>`cu.source_id = any(${sources}::uuid[])`))
    .$if(regions.length > 0, (query) => query.where(isOneOf('cu.region', regions)))
    .$if(industries.length > 0, (query) => query.where(isOneOf('cu.industry', industries)))
    .$if(levels.length > 0, (query) => query.where(isOneOf('cu.level', levels)))
    .$if(q !== undefined && q !== '', (query) => query.where(foundByCustomer(caller, q!)))
    .$if(sort === 'newest', (query) =>
      query.$if(after !== null, (rest) => rest.where(sql<boolean>`cu.id < ${after![0]}::uuid`)).orderBy('cu.id', 'desc'),
    )
    .$if(sort === 'name', (query) =>
      query
        .$if(after !== null, (rest) => rest.where(sql<boolean>`(cu.pinyin, cu.id) > (${after![0]}, ${after![1]}::uuid)`))
        .orderBy('cu.pinyin')
        .orderBy('cu.id'),
    )
    .$if(sort === 'lastActivity', (query) =>
      query
        .$if(after !== null, (rest) =>
          rest.where(
            sql<boolean>`(coalesce(cu.last_activity_at, 'epoch'::timestamptz), cu.id) < ('epoch'::timestamptz + ${after![0]}::bigint * interval '1 microsecond', ${after![1]}::uuid)`,
          ),
        )
        .orderBy(sql`coalesce(cu.last_activity_at, 'epoch'::timestamptz)`, 'desc')
        .orderBy('cu.id', 'desc'),
    )
    .limit(sql.lit(filter.limit + 1))
    .execute()
  const { items, nextCursor } = pageOf(rows, filter.limit, (row) =>
    sort === 'newest' ? [row.id] : [sort === 'name' ? row.pinyin : row.activity_place, row.id],
  )
  return { items: items.map((row) => shapeCustomer(caller, row)), nextCursor }
}

/** Industries and regions in use within reach, for filters and for typing ahead; at most 200 of each. */
export async function readFacets(tx: Tx, caller: Caller) {
  const facet = async (column: 'industry' | 'region') => {
    const { rows } = await sql<{ value: string; count: number }>`
      select ${sql.ref(column)} as value, count(*)::int as count from customer
      where org_id = ${caller.orgId} and deleted_at is null and ${sql.ref(column)} <> '' and ${reachable(caller, 'owner_id')}
      group by 1 order by 2 desc, 1 limit 200`.execute(tx)
    return rows
  }
  const [industries, regions] = await Promise.all([facet('industry'), facet('region')])
  return { industries, regions }
}
