import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../platform/database/connect.ts'
import type { Batch, Coders } from '../../facts/batch.ts'
import { exits, statuses } from '../../facts/columns.ts'
import { rateOfDeal, type Worth } from '../money.ts'

/** Which deals are read: those behind an id, so many of them, or those named. */
export type Which = { after: string | null; most: number } | { ids: readonly string[] }

const hash = (column: string): RawBuilder<unknown> => sql`coalesce(uuid_hash_extended(${sql.ref(column)}, 0), 0)`
const eight = (value: RawBuilder<unknown>): RawBuilder<unknown> => sql`string_agg(int8send(${value}), '')`
const four = (value: RawBuilder<unknown>): RawBuilder<unknown> => sql`string_agg(int4send(${value}), '')`
const time = (column: string): RawBuilder<unknown> =>
  sql`string_agg(timestamptz_send(coalesce(${sql.ref(column)}, '-infinity')), '')`
const list = (column: string): RawBuilder<unknown> => sql`json_agg(${sql.ref(column)})`
/** Smallest units of the organisation's currency; the amount as it stands where it is of that currency, or no rate is known. */
const inOwn = (rate: string): RawBuilder<unknown> =>
  sql`coalesce(case when ${sql.ref(rate)} is null then amount_minor else round(amount_minor * ${sql.ref(rate)})::bigint end, -1)`
const codeOf = (column: string, values: readonly (string | null)[]): RawBuilder<unknown> =>
  sql.raw(
    `case ${column} ${values.map((value, code) => (value === null ? '' : `when '${value}' then ${code}`)).join(' ')} else 0 end`,
  )

/**
 * Deals with their spans, packed into one row by the database: no object is made per deal. One statement, so that a deal and its
 * spans are of one moment. Amounts come in the organisation's currency, where a rate is known, and count as of that currency. Null when there is no such deal. `last` is the largest id of the batch. Read from another table than that of
 * opportunities, deals come without spans.
 */
export async function readBatch(
  tx: Tx,
  whose: Worth,
  which: Which,
  table?: RawBuilder<unknown>,
): Promise<(Batch & { last: string }) | null> {
  const { orgId } = whose
  const part =
    'ids' in which
      ? sql`o.id = any(${[...which.ids]}::uuid[])`
      : which.after === null
        ? sql`true`
        : sql`o.id > ${which.after}::uuid`
  const most = 'ids' in which ? sql.lit(which.ids.length) : sql.lit(which.most)
  const theirs = table
    ? sql`false`
    : 'ids' in which
      ? sql`s.opportunity_id = any(${[...which.ids]}::uuid[])`
      : sql`s.opportunity_id >= (select id from part order by id limit 1) and s.opportunity_id <= (select id from part order by id desc limit 1)`
  // a limit keeps the order for what adds up behind it, and keeps several workers from mixing it
  const { rows } = await sql<Batch & { last: string | null; archived: string[] | null }>`
    with part as materialized (
      select o.*, ${rateOfDeal(whose)} as rate from ${table ?? sql`opportunity`} o where o.org_id = ${orgId} and ${part} order by o.id limit ${most}
    )
    select * from (
      select count(*)::int as deals, (array_agg(id order by id desc))[1] as last,
        string_agg(uuid_send(id), '') as ids,
        ${eight(hash('pipeline_id'))} as pipeline, ${eight(hash('stage_id'))} as stage, ${eight(hash('owner_id'))} as owner,
        ${eight(hash('credit_owner_id'))} as credit, ${eight(hash('source_id'))} as source, ${eight(hash('product_id'))} as product,
        ${eight(hash('competitor_id'))} as competitor,
        ${list('region')} as region, json_agg(case when rate is null then currency else ${whose.currency} end) as currency, ${list('loss_reason_key')} as "lossReason",
        ${list('headcount_band')} as band, ${list('industry')} as industry, ${list('level')} as level,
        ${time('entered_at')} as entered, ${time('stage_since')} as since, ${time('closed_at')} as closed,
        ${eight(inOwn('rate'))} as amount,
        ${four(sql`(max_position << 16) | (stage_position << 8) | ${codeOf('status', statuses)}`)} as place,
        ${four(sql`stages_entered`)} as "stagesEntered",
        string_agg(case when deleted_at is null then '\\x01'::bytea else '\\x00'::bytea end, '') as alive
      from (
        select p.*, c.headcount_band, c.industry, c.level from part p
        left join customer c on c.org_id = ${orgId} and c.id = p.customer_id order by p.id limit ${most}
      ) p
    ) d, (
      select count(*)::int as spans,
        string_agg(uuid_send(opportunity_id), '') filter (where seq = 0) as heads,
        ${time('valid_from')} as "spanFrom", ${time('valid_to')} as "spanTo", ${time('stage_entered_at')} as "spanClock",
        ${eight(inOwn('rate'))} as "spanAmount",
        ${eight(hash('owner_id'))} as "spanOwner", ${eight(hash('stage_id'))} as "spanStage", ${eight(hash('next_stage_id'))} as "spanNext",
        ${four(sql`coalesce(expected_close_on - date '1999-12-31', 0)`)} as "spanDue",
        ${four(sql`(seq << 13) | (stage_position << 7) | (${codeOf('status', statuses)} << 4) | ${codeOf('exit', exits)}`)} as "spanPlace"
      from (
        select s.*, f.rate from opportunity_span s left join (select id, rate from part where rate is not null) f on f.id = s.opportunity_id
        where s.org_id = ${orgId} and ${theirs} order by s.opportunity_id, s.seq limit 100000000
      ) s
    ) s`.execute(tx)
  const found = rows[0]!
  if (found.deals === 0) return null
  return { ...found, ...(found.spans === 0 ? noSpans : {}), last: found.last! }
}

const none = new Uint8Array()
const noSpans = {
  heads: none,
  spanFrom: none,
  spanTo: none,
  spanClock: none,
  spanAmount: none,
  spanOwner: none,
  spanStage: none,
  spanNext: none,
  spanDue: none,
  spanPlace: none,
}

const tables = { pipeline: 'pipeline', stage: 'stage', member: 'member', source: 'source', product: 'product', competitor: 'competitor' } as const // prettier-ignore

export interface KnownId {
  kind: keyof Coders
  id: string
  hash: number
  /** Of a stage: its order number. */
  position: number | null
}

/** Every id that a deal may refer to. */
export async function readIds(tx: Tx, orgId: string): Promise<KnownId[]> {
  const parts = Object.entries(tables).map(
    ([kind, table]) => sql`
      select ${sql.lit(kind)} as kind, id, uuid_hash_extended(id, 0)::text as hash, ${kind === 'stage' ? sql`position` : sql`null::int`} as position
      from ${sql.table(table)} where org_id = ${orgId}`,
  )
  const { rows } = await sql<
    Omit<KnownId, 'hash'> & { hash: string }
  >`${sql.join(parts, sql` union all `)} order by 1, 2`.execute(tx)
  return rows.map((row) => ({ ...row, hash: lossy(row.hash) }))
}

/** The hash as a number, made of its two halves as batches make it: what a double cannot hold is lost there and here alike. */
function lossy(hash: string): number {
  const whole = BigInt.asUintN(64, BigInt(hash))
  return (Number(whole >> 32n) | 0) * 4_294_967_296 + Number(whole & 0xffffffffn)
}
