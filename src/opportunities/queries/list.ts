import { sql, type RawBuilder } from 'kysely'
import { membersBelow, reachable } from '../../people/queries.ts'
import { decodeCursor, pageOf } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { quotedText } from '../../platform/database/statement.ts'
import { carriesGrams, holds } from '../../platform/database/search-grams.ts'
import type { Caller } from '../../platform/session.ts'
import { searchable } from '../../platform/text/grams.ts'
import { dayOf, daysBetween } from '../../platform/time.ts'
import { ageingOf, nextStepStateOf } from '../ageing.ts'
import type { Status } from '../stage-history.ts'

export interface OpportunityFilter {
  q?: string | undefined
  pipeline?: string | undefined
  stage?: string | undefined
  status?: Status | Status[] | undefined
  owner?: string[] | undefined
  team?: string | undefined
  customer?: string | undefined
  product?: string | undefined
  source?: string | undefined
  region?: string | undefined
  archived?: boolean | undefined
}

export type Sort = 'newest' | 'urgency' | 'amount' | 'expectedClose' | 'stageSince' | 'name'

export const isId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)

/** The conditions of a filter and of the caller's reach: one list for lists, boards, counts and sums. `o` is the opportunity. */
export async function conditions(tx: Tx, caller: Caller, filter: OpportunityFilter): Promise<RawBuilder<boolean>> {
  const all: RawBuilder<unknown>[] = [
    sql`o.org_id = ${caller.orgId}`,
    filter.archived ? sql`o.deleted_at is not null` : sql`o.deleted_at is null`,
    reachable(caller, 'o.owner_id', 'o.customer_id'),
  ]
  const statuses = filter.status === undefined ? [] : Array.isArray(filter.status) ? filter.status : [filter.status]
  // written out, as what a partial index holds must be known when a plan is made for all values
  if (statuses.length === 1) all.push(sql`o.status = ${sql.lit(statuses[0]!)}`)
  else if (statuses.length > 1) all.push(sql`o.status = any(${statuses})`)
  const [pipeline, stages, below] = await Promise.all([
    filter.pipeline && pipelineNamed(tx, caller, filter.pipeline),
    filter.stage && stagesNamed(tx, caller, filter.stage),
    filter.team && membersBelow(tx, caller.orgId, filter.team),
  ])
  if (filter.pipeline) all.push(pipeline ? sql`o.pipeline_id = ${pipeline.id}` : sql`false`)
  // one stage by equality: an index then hands out its deals in order
  if (stages)
    all.push(
      stages.length === 1 ? sql`o.stage_id = ${stages[0]!.id}` : sql`o.stage_id = any(${stages.map(({ id }) => id)}::uuid[])`,
    )
  if (filter.owner) all.push(sql`o.owner_id = any(${filter.owner}::uuid[])`)
  if (below) all.push(sql`o.owner_id = any(${below}::uuid[])`)
  if (filter.customer) all.push(sql`o.customer_id = ${filter.customer}`)
  if (filter.product) all.push(sql`o.product_id = ${filter.product}`)
  if (filter.source) all.push(sql`o.source_id = ${filter.source}`)
  if (filter.region) all.push(sql`o.region = ${filter.region}`)
  const word = filter.q ? searchable(filter.q) : ''
  if (word !== '') {
    const own = carriesGrams(caller.orgId, 'opportunity', word, 'o.id') ?? sql`true`
    const customers = carriesGrams(caller.orgId, 'customer', word, 'c.id') ?? sql`true`
    const folded = (column: string) =>
      holds(word, sql`regexp_replace(lower(normalize(${sql.ref(column)}, NFKC)), '[^[:alnum:]]', '', 'g')`)
    const found = sql`select c.id from customer c where c.org_id = ${caller.orgId} and ${customers} and (${folded('c.name')} or position(${word} in c.pinyin) > 0 or position(${word} in c.initials) > 0)`
    all.push(
      sql`((${own} and (${folded('o.name')} or position(${word} in o.pinyin) > 0 or position(${word} in o.initials) > 0 or position(${word} in lower(coalesce(o.external_id, ''))) > 0)) or o.customer_id in (${found}))`,
    )
  }
  return sql<boolean>`${sql.join(all, sql` and `)}`
}

const pipelineNamed = (tx: Tx, caller: Caller, key: string) =>
  tx
    .selectFrom('pipeline')
    .select('id')
    .where('org_id', '=', caller.orgId)
    .$if(key === 'default', (query) => query.where('is_default', '=', true))
    .$if(key !== 'default', (query) => query.where(isId(key) ? 'id' : 'key', '=', key))
    .executeTakeFirst()

const stagesNamed = (tx: Tx, caller: Caller, key: string) =>
  tx
    .selectFrom('stage')
    .select('id')
    .where('org_id', '=', caller.orgId)
    .where(isId(key) ? 'id' : 'key', '=', key)
    .execute()

const orders: Record<Sort, RawBuilder<unknown>> = {
  newest: sql`o.id desc`,
  urgency: sql`o.next_step_on nulls last, o.amount_minor desc nulls last, o.id`,
  amount: sql`o.amount_minor desc nulls last, o.id`,
  expectedClose: sql`o.expected_close_on nulls last, o.id`,
  stageSince: sql`o.stage_since nulls last, o.id`,
  name: sql`o.pinyin, o.id`,
}

/** What comes after the row a cursor names; null for the first page. Each order and its continuation stand side by side. */
function continuation(sort: Sort, cursor: string | undefined): RawBuilder<unknown> | null {
  if (sort === 'newest') {
    const place = decodeCursor(cursor, 1)
    return place && isId(String(place[0])) ? sql`o.id < ${place[0]}::uuid` : null
  }
  const place = decodeCursor(cursor, sort === 'urgency' ? 3 : 2)
  if (!place || !isId(String(place[place.length - 1]))) return null
  const last = place[place.length - 1]
  const day = (value: unknown) => (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : 'infinity')
  const money = (value: unknown) => (typeof value === 'number' ? Math.trunc(value) : -1)
  if (sort === 'urgency') {
    const byAmount = sql`(coalesce(o.amount_minor, -1) < ${money(place[1])} or (coalesce(o.amount_minor, -1) = ${money(place[1])} and o.id > ${last}::uuid))`
    return sql`(coalesce(o.next_step_on, 'infinity') > ${day(place[0])}::date or (coalesce(o.next_step_on, 'infinity') = ${day(place[0])}::date and ${byAmount}))`
  }
  if (sort === 'amount')
    return sql`(coalesce(o.amount_minor, -1) < ${money(place[0])} or (coalesce(o.amount_minor, -1) = ${money(place[0])} and o.id > ${last}::uuid))`
  if (sort === 'expectedClose')
    return sql`(coalesce(o.expected_close_on, 'infinity'), o.id) > (${day(place[0])}::date, ${last}::uuid)`
  if (sort === 'stageSince') {
    const since = typeof place[0] === 'number' ? new Date(place[0]) : 'infinity'
    return sql`(coalesce(date_trunc('milliseconds', o.stage_since), 'infinity'), o.id) > (${since}::timestamptz, ${last}::uuid)`
  }
  return sql`(o.pinyin, o.id) > (${String(place[0])}, ${last}::uuid)`
}

const placeOf = (sort: Sort, row: OwnRow): (string | number | null)[] => {
  if (sort === 'newest') return [row.id]
  if (sort === 'urgency') return [row.next_step_on, row.amount_minor, row.id]
  if (sort === 'amount') return [row.amount_minor, row.id]
  if (sort === 'expectedClose') return [row.expected_close_on, row.id]
  if (sort === 'stageSince') return [row.stage_since?.getTime() ?? null, row.id]
  return [row.pinyin, row.id]
}

/** Pipeline and stage of a card, as a caller reads them. */
export interface Place {
  pipeline_id: string
  pipeline_key: string
  pipeline_name: string
  stage_id: string
  stage_key: string
  stage_name: string
  stage_position: number
  probability: number
  warning_days: number | null
  critical_days: number | null
}

/** What a card says besides its place. */
export interface OwnRow {
  id: string
  name: string
  pinyin: string
  customer_id: string | null
  customer_name: string | null
  product_id: string | null
  product_name: string | null
  owner_id: string
  owner_name: string
  status: Status
  amount_minor: number | null
  currency: string
  expected_close_on: string | null
  own_probability: number | null
  stage_since: Date | null
  next_step: string | null
  next_step_on: string | null
  last_activity_at: Date | null
  closed_at: Date | null
  region: string | null
  external_id: string | null
  created_at: Date
  version: number
  deleted_at: Date | null
}

export type Row = OwnRow & Place

/** The columns of a card but for its place, and where they come from. A customer is looked up: a join likes to read all there are. */
const ownColumnsText = `
  o.id, o.name, o.pinyin, o.customer_id,
  (select c.name from customer c where c.org_id = o.org_id and c.id = o.customer_id) as customer_name, o.product_id, pr.name as product_name, o.owner_id, m.name as owner_name,
  o.status, o.amount_minor, o.currency, o.expected_close_on, o.own_probability, o.stage_since, o.next_step, o.next_step_on, o.last_activity_at,
  o.closed_at, o.region, o.external_id, o.created_at, o.version, o.deleted_at`
const ownJoinsText = `
  left join product pr on pr.org_id = o.org_id and pr.id = o.product_id
  join member m on m.org_id = o.org_id and m.id = o.owner_id`

export const ownColumns = sql.raw(ownColumnsText)
export const ownJoins = sql.raw(ownJoinsText)

/** The columns of a card and where they come from; `locale` stands for the language that names are read in. */
export const cardColumns = (locale: string) => `${ownColumnsText},
  o.pipeline_id, p.key as pipeline_key, p.name ->> ${locale} as pipeline_name, o.stage_id, s.key as stage_key, s.name ->> ${locale} as stage_name,
  o.stage_position, s.probability, s.warning_days, s.critical_days`
export const cardJoins = `${ownJoinsText}
  join pipeline p on p.org_id = o.org_id and p.id = o.pipeline_id
  join stage s on s.org_id = o.org_id and s.id = o.stage_id`

/** Pipeline and stage as cards name them. Cards of one column share them: a reply then writes them once. */
export const placeNamed = (place: Place) => ({
  pipeline: { id: place.pipeline_id, key: place.pipeline_key, name: place.pipeline_name },
  stage: { id: place.stage_id, key: place.stage_key, name: place.stage_name, position: place.stage_position },
})

/** A card; the place is apart where many cards share one. */
export function shapeCard(row: OwnRow, place: Place, now: Date, today: string, { pipeline, stage } = placeNamed(place)) {
  const active = row.status === 'open'
  const daysInStage = active && row.stage_since ? daysBetween(row.stage_since, now) : null
  return {
    id: row.id,
    name: row.name,
    customer: row.customer_id ? { id: row.customer_id, name: row.customer_name ?? '' } : null,
    product: row.product_id ? { id: row.product_id, name: row.product_name ?? '' } : null,
    owner: { id: row.owner_id, name: row.owner_name },
    pipeline,
    stage,
    status: row.status,
    amountMinor: row.amount_minor,
    currency: row.currency,
    expectedCloseOn: row.expected_close_on,
    probability: row.status === 'won' ? 1 : row.status === 'lost' || row.status === 'terminated' ? 0 : place.probability,
    ownProbability: row.own_probability,
    stageSince: row.stage_since?.toISOString() ?? null,
    daysInStage,
    ageing: active
      ? ageingOf(daysInStage, { warningDays: place.warning_days, criticalDays: place.critical_days })
      : ('fine' as const),
    nextStep: row.next_step,
    nextStepOn: row.next_step_on,
    nextStepState: nextStepStateOf(row.next_step_on, today),
    lastActivityAt: row.last_activity_at?.toISOString() ?? null,
    closedAt: row.closed_at?.toISOString() ?? null,
    region: row.region,
    externalId: row.external_id,
    createdAt: row.created_at.toISOString(),
    version: row.version,
    archived: row.deleted_at !== null,
  }
}

export type Card = ReturnType<typeof shapeCard>

/** One page of opportunities within reach. The page is cut before names are joined, so joins touch only what is shown. */
export async function listOpportunities(
  tx: Tx,
  caller: Caller,
  filter: OpportunityFilter & { limit: number; cursor?: string | undefined; sort: Sort },
): Promise<{ items: Card[]; nextCursor: string | null }> {
  const where = await conditions(tx, caller, filter)
  const next = continuation(filter.sort, filter.cursor)
  const { rows } = await sql<Row>`
    with o as materialized (
      select o.* from opportunity o where ${where} ${next ? sql`and ${next}` : sql``} order by ${orders[filter.sort]} limit ${sql.lit(filter.limit + 1)}
    ) select ${sql.raw(cardColumns(quotedText(caller.locale)))} from o ${sql.raw(cardJoins)} order by ${orders[filter.sort]}`.execute(
    tx,
  )
  const today = dayOf(caller.now, caller.timeZone)
  const { items, nextCursor } = pageOf(rows, filter.limit, (row) => placeOf(filter.sort, row))
  return { items: items.map((row) => shapeCard(row, row, caller.now, today)), nextCursor }
}

export const placeAfter = (sort: Sort, row: OwnRow): (string | number | null)[] => placeOf(sort, row)
export const orderBy = (sort: Sort): RawBuilder<unknown> => orders[sort]
