import { sql } from 'kysely'
import { selected } from '../../funnel/queries/conditions.ts'
import { factsAt } from '../../funnel/queries/facts/as-of.ts'
import { awaitFacts, breath } from '../../funnel/queries/facts/ask.ts'
import { worth } from '../../funnel/queries/money.ts'
import type { Facts } from '../../funnel/facts/facts.ts'
import { idAt, idWords, rowOf } from '../../funnel/facts/id-index.ts'
import { inRoom } from '../../funnel/queries/room.ts'
import { stateOf, type Visit } from '../../funnel/visits.ts'
import { visitsAsOf } from '../../funnel/queries/visits-as-of.ts'
import type { Resolved } from '../../funnel/queries/resolve.ts'
import { isCountable } from '../../people/queries/rates.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { columns, type Deal, type Deals, type Stay } from '../deals.ts'
import { sharedDeals } from '../from-facts.ts'
import type { PastStays } from '../stays-from-spans.ts'

interface Row {
  id: string
  status: string
  highest: number
  final: number
  entered: number
  entered_at: number | null
  closed_at: number | null
  amount: number | null
  /** In a currency of which no rate is known. */
  other: boolean
  owner: string
  source: string | null
  product: string | null
  region: string | null
  band: string | null
  reason: string | null
  competitor: string | null
  stays: Buffer | null
}

const exits = ['advanced', 'back', 'won', 'lost', 'terminated', 'held', 'transferred', 'reopened']
/** Bytes of a stay as the database packs it: stage, exit, beginning, end. */
const bytes = 20

/**
 * Every deal of a pipeline within the caller's reach, with its stays: what all reports of the check-up count. Filters and spans are passes
 * over the columns. Where facts are kept, they are theirs, shared by everybody who asks, with the deals within reach marked; else they are
 * read until the next news. As of a past day: what was known then, cut at that moment.
 */
export async function loadDeals(
  tx: Tx,
  caller: Caller,
  { pipeline, selection, asOf, table, remember }: Resolved,
): Promise<Deals> {
  await awaitFacts(tx, caller)
  const facts = await factsAt(tx, caller, pipeline.id, asOf)
  const past = facts && asOf && (await pastStays(tx, caller, { pipelineId: pipeline.id, asOf }, facts.own().facts))
  return remember(['checkup-deals', pipeline.id, asOf, facts?.own().facts.serial ?? 0], async () => {
    const everybody = { pipelineId: selection.pipelineId, owners: null, sources: null, products: null, regions: null }
    const stageCount = pipeline.stages.length
    const whose = JSON.stringify(caller.reach)
    if (facts)
      return facts.hold(everybody, (own, chosen) =>
        sharedDeals(own, chosen, { pipelineId: pipeline.id, stageCount, currency: caller.currency, whose, past }, breath),
      )
    const { rows } = await inRoom(
      tx,
      sql<Row>`
      select o.id, o.status, o.max_position as highest, o.stage_position as final, o.stages_entered as entered,
        date_part('epoch', o.entered_at) as entered_at, date_part('epoch', o.closed_at) as closed_at,
        ${worth(caller)} as amount, not ${isCountable(caller, sql`o.currency`)} as other, o.credit_owner_id as owner, o.source_id as source, o.product_id as product, o.region,
        c.headcount_band as band, x.loss_reason_key as reason, x.competitor_id as competitor,
        (select string_agg(int2send(s.stage_position::int2) || int2send(coalesce(array_position(${exits}::text[], s.exit), 0)::int2)
             || float8send(coalesce(date_part('epoch', s.stage_entered_at), '-Infinity')) || float8send(date_part('epoch', s.valid_to)), '' order by s.seq)
         from opportunity_span s
         where s.org_id = o.org_id and s.opportunity_id = o.id and s.pipeline_id = ${pipeline.id} and s.status = 'open'
           and (s.exit is not null or s.valid_to = 'infinity')) as stays
      from ${await table()} o
      join opportunity x on x.org_id = o.org_id and x.id = o.id
      left join customer c on c.org_id = o.org_id and c.id = o.customer_id
      where ${selected(caller, everybody)} order by o.id`,
    )
    const until = asOf?.getTime() ?? Infinity
    const known = asOf === null ? new Map<string, Visit[]>() : await visitsAsOf(tx, caller, pipeline.id, asOf)
    return columns(
      rows.map((row) => dealOf(row, known.get(row.id)?.map(stayOf) ?? staysOf(row))),
      pipeline.stages.length,
      until,
    )
  })
}

/** Stays as were on record at a moment, of the deals where cutting today's does not tell them, by the rows of the facts of that moment. */
const kept = new WeakMap<Facts, Promise<Past>>()

interface Past extends PastStays {
  of: Map<number, readonly Stay[]>
  /** How many writings of the facts it holds. */
  followed: number
}

/** Only deals of which something was written since they were read are read again. */
function pastStays(
  tx: Tx,
  caller: Caller,
  { pipelineId, asOf }: { pipelineId: string; asOf: Date },
  facts: Facts,
): Promise<Past> {
  const read = async (known: Past | null): Promise<Past> => {
    const { rows, forgotten } = facts.written
    const isNew = known === null || known.followed < forgotten
    const ids = isNew ? undefined : Array.from(new Set(rows.slice(known.followed - forgotten)), (row) => idAt(facts.index, row))
    const own = isNew ? { until: asOf.getTime(), of: new Map<number, readonly Stay[]>(), followed: 0 } : known
    own.followed = forgotten + rows.length
    if (ids?.length === 0) return own
    for (const id of ids ?? []) own.of.delete(rowOf(facts.index, idWords(id)))
    for (const [id, visits] of await visitsAsOf(tx, caller, pipelineId, asOf, ids))
      own.of.set(rowOf(facts.index, idWords(id)), visits.map(stayOf))
    return own
  }
  const reading = (kept.get(facts) ?? Promise.resolve(null)).then(read, () => read(null))
  kept.set(facts, reading)
  return reading
}

const milliseconds = (seconds: number | null): number | null => (seconds === null ? null : Math.round(seconds * 1000))

function dealOf(row: Row, stays: readonly Stay[]): Deal {
  const state = stateOf(row.status)
  return {
    id: row.id,
    state,
    highest: row.highest,
    final: row.final,
    entered: row.entered,
    enteredAt: milliseconds(row.entered_at),
    endedAt: state === 'open' || state === 'onHold' ? null : milliseconds(row.closed_at),
    amountMinor: row.amount,
    otherCurrency: row.other,
    owner: row.owner,
    source: row.source,
    product: row.product,
    region: row.region,
    band: row.band,
    reason: row.reason,
    competitor: row.competitor,
    stays,
  }
}

const stayOf = ({ stageOrder, enteredAt, leftAt, exit }: Visit): Stay => ({
  stage: stageOrder,
  from: enteredAt,
  to: leftAt,
  exit,
})

const endings = new Set(['won', 'lost', 'terminated', 'transferred'])

/** The end of a stay whose deal ended at a time nobody knows is not known either: what stands there is when it was written down. */
function staysOf({ status, stays, closed_at }: Row): Stay[] {
  // of a past day: what ended since had not ended then, and its end is known
  const hasEnded = status !== 'open' && status !== 'on-hold'
  return Array.from({ length: (stays?.length ?? 0) / bytes }, (_, index): Stay => {
    const at = index * bytes
    const exit = exits[stays!.readInt16BE(at + 2) - 1] ?? null
    const [from, to] = [stays!.readDoubleBE(at + 4), stays!.readDoubleBE(at + 12)]
    const unknownEnd = exit === null || to === Infinity || (endings.has(exit) && hasEnded && closed_at === null)
    return {
      stage: stays!.readInt16BE(at),
      from: from === -Infinity ? null : Math.round(from * 1000),
      to: unknownEnd ? null : Math.round(to * 1000),
      exit,
    }
  })
}
