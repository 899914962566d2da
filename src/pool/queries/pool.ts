import { sql, type RawBuilder } from 'kysely'
import { seesContactDetails } from '../../contacts/masking.ts'
import type { Level } from '../../customers/customer.ts'
import { foundByCustomer } from '../../customers/queries/search.ts'
import { readPoolHolder } from '../../people/queries/pool-holder.ts'
import { pageOf, placeAfter } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { holds } from '../../platform/database/search-grams.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { searchable } from '../../platform/text/grams.ts'
import { dayOf } from '../../platform/time.ts'
import { assigningFromPool, claiming } from '../permissions.ts'
import { claimsLeft, lockedUntil } from '../rule.ts'
import { readRule } from './setting.ts'
import { readTaken } from './taken.ts'

interface Asked {
  limit: number
  cursor?: string | undefined
  q?: string | undefined
  level?: Level | Level[] | undefined
  industry?: string | string[] | undefined
  region?: string | string[] | undefined
  why?: 'contact' | 'progress' | 'released' | undefined
  sort: 'newest' | 'name' | 'silent'
}

interface Row {
  id: string
  name: string
  pinyin: string
  industry: string | null
  region: string | null
  headcount_band: string | null
  level: Level
  phone: string | null
  contacts: number
  won: number
  last_activity_at: Date | null
  entered_at: Date
  entered_place: number
  silent_place: number
  from_owner_id: string
  from_name: string
  why: 'contact' | 'progress' | 'released'
  reason: string | null
}

const micro = (at: RawBuilder<unknown>) => sql<number>`(extract(epoch from ${at}) * 1000000)::bigint`
const moment = (place: unknown) => sql`('epoch'::timestamptz + ${place}::bigint * interval '1 microsecond')`
const silent = sql`coalesce(cu.last_activity_at, 'epoch'::timestamptz)`

type Place = (string | number)[]
const orders: Record<Asked['sort'], { by: RawBuilder<unknown>; behind: (place: Place) => RawBuilder<unknown>; kinds: ('whole' | 'text' | 'id')[]; of: (row: Row) => string | number }> = {
  newest: { by: sql`s.entered_at desc, s.customer_id desc`, behind: ([at, id]) => sql`(s.entered_at, s.customer_id) < (${moment(at)}, ${id}::uuid)`, kinds: ['whole', 'id'], of: (row) => row.entered_place },
  name: { by: sql`cu.pinyin, cu.id`, behind: ([pinyin, id]) => sql`(cu.pinyin, cu.id) > (${pinyin}, ${id}::uuid)`, kinds: ['text', 'id'], of: (row) => row.pinyin },
  silent: { by: sql`${silent}, cu.id`, behind: ([at, id]) => sql`(${silent}, cu.id) > (${moment(at)}, ${id}::uuid)`, kinds: ['whole', 'id'], of: (row) => row.silent_place },
} // prettier-ignore

/**
 * Held by nobody still: neither archived nor taken out by a file or by hand. Who nobody is stands in the statement as a value: the
 * planner then knows how much of the house is the pool and reads a page along an index, instead of all of it.
 */
const isThere = (orgId: string, holder: string): RawBuilder<unknown> =>
  sql`s.org_id = ${orgId} and cu.org_id = ${orgId} and cu.deleted_at is null and cu.owner_id = ${holder}`

const customerJoined = sql`join customer cu on cu.org_id = s.org_id and cu.id = s.customer_id`
/** Stay after stay: the planner does not know that nearly every stay is the holder's still, and would join and sort them all. */
const customerOfEach = sql`cross join lateral (select * from customer c where c.org_id = s.org_id and c.id = s.customer_id offset 0) cu`

/** An id that nobody has: there is no pool before the first customer falls. */
const noHolder = '00000000-0000-0000-0000-000000000000'
const holderOf = async (tx: Tx, orgId: string): Promise<string> => (await readPoolHolder(tx, orgId)) ?? noHolder

const many = <T>(given: T | T[] | undefined): T[] => (given === undefined ? [] : Array.isArray(given) ? given : [given])

/** What is in the pool, as far as everybody may know it before the claim, and what the caller may do about it. */
export async function listPool(tx: Tx, caller: Caller, asked: Asked) {
  const order = orders[asked.sort]
  const after = placeAfter(asked.cursor, order.kinds)
  const conditions: RawBuilder<unknown>[] = [isThere(caller.orgId, await holderOf(tx, caller.orgId))]
  const isOneOf = (column: string, values: string[]) => {
    if (values.length > 0) conditions.push(sql`${sql.ref(column)} = any(${values}::text[])`)
  }
  isOneOf('cu.level', many(asked.level))
  isOneOf('cu.industry', many(asked.industry))
  isOneOf('cu.region', many(asked.region))
  if (asked.why) conditions.push(sql`s.why = ${asked.why}`)
  const [{ rule }, taken] = await Promise.all([readRule(tx, caller.orgId), readTaken(tx, caller)])
  const showsPhones = rule.showsPhones && seesContactDetails(caller)
  // who may not see a number may not find it by its digits either
  if (asked.q) conditions.push(showsPhones ? foundByCustomer(caller, asked.q) : foundByName(caller, asked.q))
  if (after) conditions.push(order.behind(after))
  const { rows } = await sql<Row>`
    select cu.id, cu.name, cu.pinyin, cu.industry, cu.region, cu.headcount_band, cu.level, cu.phone, cu.last_activity_at, s.entered_at,
      ${micro(sql`s.entered_at`)} as entered_place, ${micro(silent)} as silent_place, s.from_owner_id, m.name as from_name, s.why, s.reason,
      (select count(*)::int from contact p where p.org_id = cu.org_id and p.customer_id = cu.id and p.deleted_at is null) as contacts,
      (select count(*)::int from opportunity o where o.org_id = cu.org_id and o.customer_id = cu.id and o.status = 'won' and o.deleted_at is null) as won
    from pool_stay s ${asked.sort === 'newest' && !asked.q ? customerOfEach : customerJoined}
      join member m on m.org_id = s.org_id and m.id = s.from_owner_id
    where ${sql.join(conditions, sql` and `)} order by ${order.by} limit ${sql.lit(asked.limit + 1)}`.execute(tx)
  const today = dayOf(caller.now, caller.timeZone)
  const { items, nextCursor } = pageOf(rows, asked.limit, (row) => [order.of(row), row.id])
  return {
    nextCursor,
    claimsLeft: claimsLeft(taken, rule),
    permissions: {
      claim: verdictOf(claiming(caller), caller.locale),
      assign: verdictOf(assigningFromPool(caller), caller.locale),
    },
    items: items.map((row) => {
      const until = lockedUntil(row.entered_at, rule.lockDays, caller.timeZone)
      return {
        id: row.id,
        name: row.name,
        industry: row.industry,
        region: row.region,
        headcountBand: row.headcount_band,
        level: row.level,
        phone: showsPhones ? row.phone : null,
        contacts: row.contacts,
        wonDeals: row.won,
        lastContactAt: row.last_activity_at?.toISOString() ?? null,
        enteredAt: row.entered_at.toISOString(),
        from: { id: row.from_owner_id, name: row.from_name },
        why: row.why,
        reason: row.reason,
        lockedUntil: row.from_owner_id === caller.memberId && until !== null && today < until ? until : null,
      }
    }),
  }
}

/** How much is in the pool, and of which industries and regions: asked for once and not with every page, because all of it is counted. */
export async function readFacets(tx: Tx, { orgId }: Caller) {
  const { rows } = await sql<{ kind: 'all' | 'industry' | 'region'; value: string | null; customers: number }>`
    select case when grouping(cu.industry) = 0 then 'industry' when grouping(cu.region) = 0 then 'region' else 'all' end as kind,
      coalesce(cu.industry, cu.region) as value, count(*)::int as customers
    from pool_stay s join customer cu on cu.org_id = s.org_id and cu.id = s.customer_id
    where ${isThere(orgId, await holderOf(tx, orgId))} group by grouping sets ((), (cu.industry), (cu.region))
    order by customers desc, value`.execute(tx)
  const facets = (of: 'industry' | 'region') =>
    rows.flatMap(({ kind, value, customers }) => (kind === of && value !== null ? [{ value, customers }] : []))
  return {
    all: rows.find(({ kind }) => kind === 'all')?.customers ?? 0,
    industries: facets('industry'),
    regions: facets('region'),
  }
}

/** By name, pinyin and initials alone: what a customer is found by holds its telephone too. */
const foundByName = (caller: Caller, q: string): RawBuilder<unknown> =>
  sql`(${foundByCustomer({ ...caller, abilities: new Set() }, q)}
    and ${holds(searchable(q), sql`replace(cu.name_key, ' ', '') || ' ' || cu.pinyin || ' ' || cu.initials`)})`
