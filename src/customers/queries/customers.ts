import { sql, type RawBuilder, type Selectable } from 'kysely'
import { contactsOf } from '../../contacts/queries.ts'
import { membersBelow, reachable, readOrganization } from '../../people/queries.ts'
import { pageOf, placeAfter } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { CustomerTable } from '../../platform/database/tables.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import type { Locale } from '../../platform/words.ts'
import type { HeadcountBand, Level, RevenueTrend } from '../customer.ts'
import { fitFrom, fitLayer, fitLayers, type FitLayer, type Tier } from '../customer-tiers.ts'
import { archivingCustomer, assigningCustomer, editingCustomer } from '../permissions.ts'
import { missingProfile } from '../profile-completeness.ts'
import { labelled } from '../profile-labels.ts'
import { foundByCustomer } from './search.ts'

/** Microseconds since 1970; contact never made counts as then. */
const activityPlace = sql<number>`(extract(epoch from coalesce(cu.last_activity_at, 'epoch'::timestamptz)) * 1000000)::bigint`

interface CustomerRow extends Selectable<CustomerTable> {
  owner_name: string
  source_name: unknown
  activity_place: number
  tier_value: Tier | null
  tier_potential: Tier | null
  fit: number | null
  open_opportunities: number
  contact_count: number
}

/** Customers within reach on which the conditions hold; `cu` is the customer. */
async function customerRows(tx: Tx, caller: Caller, conditions: RawBuilder<unknown>[], tail = sql``): Promise<CustomerRow[]> {
  const { rows } = await sql<CustomerRow>`
    select cu.*, m.name as owner_name, s.name as source_name, ${activityPlace} as activity_place,
      (select count(*)::int from opportunity o where o.org_id = cu.org_id and o.customer_id = cu.id
        and o.status = 'open' and o.deleted_at is null and ${reachable(caller, 'o.owner_id', 'o.customer_id')}) as open_opportunities,
      (select count(*)::int from contact p where p.org_id = cu.org_id and p.customer_id = cu.id and p.deleted_at is null) as contact_count,
      t.value as tier_value, t.potential as tier_potential, st.fit
    from customer cu join member m on m.org_id = cu.org_id and m.id = cu.owner_id
    left join source s on s.org_id = cu.org_id and s.id = cu.source_id
    left join customer_tier t on t.org_id = cu.org_id and t.customer_id = cu.id
    left join customer_standing st on st.org_id = cu.org_id and st.customer_id = cu.id
    where cu.org_id = ${caller.orgId} and ${reachable(caller, 'cu.owner_id', 'cu.id')} and ${sql.join(conditions, sql` and `)} ${tail}`.execute(
    tx,
  )
  return rows
}

const named = (names: unknown, locale: Locale): string => {
  const byLanguage = names as Partial<Record<Locale, string>>
  return byLanguage[locale] ?? byLanguage['zh-CN'] ?? Object.values(byLanguage)[0] ?? ''
}

const shapeCustomer = (caller: Caller, row: CustomerRow) => {
  const standing = {
    id: row.id,
    ownerId: row.owner_id,
    archived: row.deleted_at !== null,
    openOpportunities: row.open_opportunities,
  }
  return {
    id: row.id,
    name: row.name,
    industry: row.industry,
    region: row.region,
    headcountBand: row.headcount_band as HeadcountBand | null,
    level: row.level as Level,
    tier: row.tier_potential === null ? null : { value: row.tier_value, potential: row.tier_potential },
    fit: fitLayer(row.fit),
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
  const [[row], contacts, { mandatoryProfile }, counts] = await Promise.all([
    customerRows(tx, caller, [sql`cu.id = ${id}`]),
    contactsOf(tx, caller, id),
    readOrganization(tx, caller.orgId),
    countsOf(tx, caller, id),
  ])
  if (!row) return null
  const mergedInto = row.merged_into_id === null ? null : await nameOf(tx, caller, row.merged_into_id)
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
    mergedInto,
  }
}

/** A customer by its name; null outside reach. */
async function nameOf(tx: Tx, caller: Caller, id: string): Promise<{ id: string; name: string } | null> {
  const row = await tx
    .selectFrom('customer')
    .select(['id', 'name'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .where(reachable(caller, 'owner_id', 'id'))
    .executeTakeFirst()
  return row ?? null
}

async function countsOf(tx: Tx, caller: Caller, id: string): Promise<{ wonOpportunities: number; activities: number }> {
  const { rows } = await sql<{ won: number; activities: number }>`select
    (select count(*)::int from opportunity o where o.org_id = ${caller.orgId} and o.customer_id = ${id} and o.status = 'won'
      and o.deleted_at is null and ${reachable(caller, 'o.owner_id', 'o.customer_id')}) as won,
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
  value?: Tier | undefined
  potential?: Tier | undefined
  fit?: FitLayer | undefined
  archived?: boolean | undefined
  sort: 'newest' | 'name' | 'lastActivity'
}

const many = <T>(given: T | T[] | undefined): T[] => (given === undefined ? [] : Array.isArray(given) ? given : [given])

/** SQL twin of fitLayer, and the tiers as they are kept. */
const inTier = ({ value, potential, fit }: Pick<CustomerFilter, 'value' | 'potential' | 'fit'>): RawBuilder<unknown>[] => [
  ...(value ? [sql`t.value = ${value}`] : []),
  ...(potential ? [sql`t.potential = ${potential}`] : []),
  ...(fit ? [sql`st.fit >= ${fitFrom[fit]}`] : []),
  ...(fit && fit !== 'best' ? [sql`st.fit < ${fitFrom[fitLayers[fitLayers.indexOf(fit) - 1]!]}`] : []),
]

type Place = (string | number | null)[]

/** Each order, and what stands behind a place in it. */
const orders: Record<CustomerFilter['sort'], { by: RawBuilder<unknown>; behind: (place: Place) => RawBuilder<unknown> }> = {
  newest: { by: sql`cu.id desc`, behind: ([id]) => sql`cu.id < ${id}::uuid` },
  name: { by: sql`cu.pinyin, cu.id`, behind: ([pinyin, id]) => sql`(cu.pinyin, cu.id) > (${pinyin}, ${id}::uuid)` },
  lastActivity: {
    by: sql`coalesce(cu.last_activity_at, 'epoch'::timestamptz) desc, cu.id desc`,
    behind: ([last, id]) =>
      sql`(coalesce(cu.last_activity_at, 'epoch'::timestamptz), cu.id) < ('epoch'::timestamptz + ${last}::bigint * interval '1 microsecond', ${id}::uuid)`,
  },
}

/** Customers within reach: newest first, by pinyin, or last contact first. */
export async function listCustomers(tx: Tx, caller: Caller, filter: CustomerFilter) {
  const { sort, q, archived } = filter
  const after = placeAfter(filter.cursor, sort === 'name' ? ['text', 'id'] : sort === 'newest' ? ['id'] : ['whole', 'id'])
  const team = filter.team === undefined ? null : await membersBelow(tx, caller.orgId, filter.team)
  const conditions: RawBuilder<unknown>[] = [archived ? sql`cu.deleted_at is not null` : sql`cu.deleted_at is null`]
  const isOneOf = (column: string, values: string[], type: 'uuid' | 'text') => {
    if (values.length > 0) conditions.push(sql`${sql.ref(column)} = any(${values}::${sql.raw(type)}[])`)
  }
  isOneOf('cu.owner_id', filter.owner ?? [], 'uuid')
  if (team) conditions.push(sql`cu.owner_id = any(${team}::uuid[])`)
  isOneOf('cu.source_id', filter.source ?? [], 'uuid')
  isOneOf('cu.region', many(filter.region), 'text')
  isOneOf('cu.industry', many(filter.industry), 'text')
  isOneOf('cu.level', many(filter.level), 'text')
  conditions.push(...inTier(filter))
  if (q !== undefined && q !== '') conditions.push(foundByCustomer(caller, q))
  if (after) conditions.push(orders[sort].behind(after))
  const rows = await customerRows(tx, caller, conditions, sql`order by ${orders[sort].by} limit ${sql.lit(filter.limit + 1)}`)
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
      where org_id = ${caller.orgId} and deleted_at is null and ${sql.ref(column)} <> '' and ${reachable(caller, 'owner_id', 'id')}
      group by 1 order by 2 desc, 1 limit 200`.execute(tx)
    return rows
  }
  const [industries, regions] = await Promise.all([facet('industry'), facet('region')])
  return { industries, regions }
}
