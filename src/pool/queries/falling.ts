import { sql, type RawBuilder } from 'kysely'
import type { Level } from '../../customers/customer.ts'
import type { Tier } from '../../key-accounts/score.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { startOfDay } from '../../platform/time.ts'
import { dueOf, protectionOf, type Due, type PoolRule, type Protection } from '../rule.ts'

/** A customer somebody looks after, with its last signs of life and what could spare it. */
interface Row {
  id: string
  name: string
  owner_id: string
  owner_name: string
  owned_since: Date
  contact_at: Date | null
  progress_at: Date | null
}

export interface Falling extends Due {
  id: string
  name: string
  owner: { id: string; name: string }
  lastContactAt: Date | null
}

/** Moments of the customer `c`. */
const ownedSince = sql`greatest(c.created_at, c.owner_since)`
const progressAt = sql`(select max(greatest(o.created_at, o.stage_since, o.closed_at)) from opportunity o
  where o.org_id = c.org_id and o.customer_id = c.id and o.deleted_at is null)`
const openDeals = sql`(select 1 from opportunity o where o.org_id = c.org_id and o.customer_id = c.id and o.deleted_at is null
  and o.status in ('open', 'on-hold'))`

/** SQL twin of `protectionOf`; one test holds them together. Whether the customer has open deals, one of these grades or tiers is given. */
const sparedBy = (
  rule: PoolRule,
  has: Record<'openDeals' | 'grade' | 'tier', RawBuilder<unknown>>,
): RawBuilder<Protection | null> => sql<Protection | null>`(case
  when ${has.openDeals} then 'open-deals'
  when c.level = any(${[...rule.protectedLevels]}::text[]) then 'level'
  when ${has.grade} then 'grade'
  when ${has.tier} then 'tier'
  end)`
const hasGrade = ({ protectedGrades }: PoolRule) => sql`s.grade = any(${[...protectedGrades]}::int[])`
const hasTier = ({ protectedTiers }: PoolRule) => sql`k.tier = any(${[...protectedTiers]}::text[])`

const spared = (rule: PoolRule): RawBuilder<unknown> =>
  sparedBy(rule, {
    openDeals: sql`exists ${openDeals}`,
    grade: sql`exists (select from customer_standing s where s.org_id = c.org_id and s.customer_id = c.id and ${hasGrade(rule)})`,
    tier: sql`exists (select from key_account k where k.org_id = c.org_id and k.customer_id = c.id and ${hasTier(rule)})`,
  })

interface When {
  rule: PoolRule
  timeZone: string
  /** YYYY-MM-DD: due by then. */
  through: string
}

/** SQL twin of `dueOf` for "falls on that day or before"; `progress` is when a deal moved last. */
const isDue = ({ rule, timeZone, through }: When, progress: RawBuilder<unknown> = progressAt): RawBuilder<unknown> => {
  const before = (days: number) => startOfDay(through, timeZone, 1 - days)
  const rules = [
    ...(rule.contactDays === null
      ? []
      : [sql`greatest(${ownedSince}, c.last_activity_at) < ${before(rule.contactDays)}::timestamptz`]),
    ...(rule.progressDays === null
      ? []
      : [sql`(${ownedSince} < ${before(rule.progressDays)}::timestamptz and greatest(${ownedSince}, ${progress}) < ${before(rule.progressDays)}::timestamptz)`]), // prettier-ignore
  ]
  return rules.length === 0 ? sql`false` : sql`(${sql.join(rules, sql` or `)})`
}

const held = (orgId: string): RawBuilder<unknown> =>
  sql`c.org_id = ${orgId} and c.deleted_at is null and c.owner_id is distinct from (select h.id from member h where h.org_id = ${orgId} and h.is_pool)`

/** Those who fall by a day, in the order of their ids behind `after`; `only` is a further condition on the customer `c`. */
export async function readFalling(
  tx: Tx,
  orgId: string,
  when: When,
  { only = sql`true`, after, limit }: { only?: RawBuilder<unknown>; after?: string | undefined; limit: number },
): Promise<Falling[]> {
  const { rows } = await sql<Row>`
    select c.id, c.name, c.owner_id, m.name as owner_name, ${ownedSince} as owned_since, c.last_activity_at as contact_at, ${progressAt} as progress_at
    from customer c join member m on m.org_id = c.org_id and m.id = c.owner_id
    where ${held(orgId)} and ${after ? sql`c.id > ${after}::uuid` : sql`true`} and ${only} and ${isDue(when)} and ${spared(when.rule)} is null
    order by c.id limit ${sql.lit(limit)}`.execute(tx)
  return rows.flatMap((row) => {
    const due = dueOf(
      { ownedSince: row.owned_since, lastContactAt: row.contact_at, lastProgressAt: row.progress_at },
      when.rule,
      when.timeZone,
    )
    return due ? [{ ...due, id: row.id, name: row.name, owner: { id: row.owner_id, name: row.owner_name }, lastContactAt: row.contact_at }] : [] // prettier-ignore
  })
}

/** How many are spared by what, and of the others how many would be due by two days; and whose they are. All customers are looked at: each table is read once. */
export async function countFalling(tx: Tx, orgId: string, when: When, later: string) {
  // room for all customers in memory; compiling the statement takes longer than it saves
  await sql`select set_config('work_mem', '64MB', true), set_config('jit', 'off', true)`.execute(tx)
  const { rule } = when
  const progress = sql`d.progress_at`
  const has = { openDeals: sql`d.is_open`, grade: sql`s.customer_id is not null`, tier: sql`k.customer_id is not null` }
  const { rows } = await sql<{
    spared: Protection | null
    owner_id: string
    name: string
    customers: number
    first: number
    second: number
  }>`
    with d as materialized (
      select o.customer_id, bool_or(o.status in ('open', 'on-hold')) as is_open, max(greatest(o.created_at, o.stage_since, o.closed_at)) as progress_at
      from opportunity o where o.org_id = ${orgId} and o.deleted_at is null and o.customer_id is not null group by o.customer_id
    )
    select x.spared, x.owner_id, m.name, x.customers, x.first, x.second from (
      select y.spared, y.owner_id, count(*)::int as customers, count(*) filter (where y.first)::int as first, count(*) filter (where y.second)::int as second
      from (select c.owner_id, ${sparedBy(rule, has)} as spared, ${isDue(when, progress)} as first,
          ${isDue({ ...when, through: later }, progress)} as second
        from customer c left join d on d.customer_id = c.id
          left join customer_standing s on s.org_id = ${orgId} and s.customer_id = c.id and ${hasGrade(rule)}
          left join key_account k on k.org_id = ${orgId} and k.customer_id = c.id and ${hasTier(rule)}
        where ${held(orgId)}) y
      group by 1, 2) x join member m on m.org_id = ${orgId} and m.id = x.owner_id
    order by x.first desc, m.name`.execute(tx)
  return rows
}

/** One customer as the rule sees it; null when it is not there. */
export async function readHeld(tx: Tx, orgId: string, id: string, { rule, timeZone }: Pick<When, 'rule' | 'timeZone'>) {
  const { rows } = await sql<{
    owner_id: string
    archived: boolean
    is_pool: boolean
    level: Level
    grade: number | null
    tier: Tier | null
    open_deals: number
    owned_since: Date
    contact_at: Date | null
    progress_at: Date | null
  }>`
    select c.owner_id, c.deleted_at is not null as archived, h.is_pool, c.level, s.grade, k.tier,
      (select count(*)::int from opportunity o where o.org_id = c.org_id and o.customer_id = c.id and o.deleted_at is null
        and o.status in ('open', 'on-hold')) as open_deals,
      ${ownedSince} as owned_since, c.last_activity_at as contact_at, ${progressAt} as progress_at
    from customer c join member h on h.org_id = c.org_id and h.id = c.owner_id
      left join customer_standing s on s.org_id = c.org_id and s.customer_id = c.id
      left join key_account k on k.org_id = c.org_id and k.customer_id = c.id
    where c.org_id = ${orgId} and c.id = ${id}`.execute(tx)
  const [row] = rows
  if (!row) return null
  const customer = { openDeals: row.open_deals, level: row.level, grade: row.grade, tier: row.tier }
  const signs = { ownedSince: row.owned_since, lastContactAt: row.contact_at, lastProgressAt: row.progress_at }
  return {
    ownerId: row.owner_id,
    archived: row.archived,
    isInPool: row.is_pool,
    protection: protectionOf(customer, rule),
    due: dueOf(signs, rule, timeZone),
  }
}
