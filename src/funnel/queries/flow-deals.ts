import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { decodeCursor, pageOf } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { isId } from '../../platform/ids.ts'
import { accept, type Outcome, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { startOfDay } from '../../platform/time.ts'
import { flowEnds, type listFlowDeals } from '../flow-contract.ts'
import type { Placed, Found } from '../facts/largest.ts'
import { type FlowList, scanFlowDeals } from '../facts/flow-deals.ts'
import { selected, type Selection } from './conditions.ts'
import { factsFor } from './facts/ask.ts'
import { named, readPipeline } from './pipeline.ts'
import { resolveSelection } from './selection.ts'
import { worth, worthOfAll } from './money.ts'

interface Row {
  id: string
  seq: number
  name: string
  customer_name: string | null
  owner_name: string
  stage_name: unknown
  amount_minor: number | null
  currency: string
  at: Date | null
}

/**
 * The deals behind a stock of the movement or behind a ribbon of the flows (GET /funnel/flows/deals), as they were then, the largest
 * first. A deal that took a step twice is there twice, as the step is counted twice.
 */
export async function readFlowDeals(
  tx: Tx,
  caller: Caller,
  { list, fromStage, toStage, end, limit, cursor, ...query }: z.output<typeof listFlowDeals.query>,
): Promise<Outcome<z.output<typeof listFlowDeals.reply>>> {
  if (query.from > query.to) return refuse('span-backwards')
  const pipeline = await readPipeline(tx, caller, query.pipeline)
  if (!pipeline.ok) return pipeline
  const stageId = (key: string | undefined) => pipeline.value.stages.find((stage) => stage.key === key)?.id ?? null
  const [source, target] = [stageId(fromStage), stageId(toStage)]
  if ((fromStage !== undefined && !source) || (toStage !== undefined && !target))
    return refuse('unknown-stage', { stage: source ? toStage : fromStage })
  const selection = await resolveSelection(tx, caller, pipeline.value.id, query)
  const [from, to] = [startOfDay(query.from, caller.timeZone), startOfDay(query.to, caller.timeZone)]
  const until = to > caller.now ? caller.now : to
  const about: FlowList =
    list === 'flow' ? { from, to, source, target, end: end ?? null } : { at: list === 'opening' ? from : until }
  const place = decodeCursor(cursor, 3)
  const isPlace = place && Number.isSafeInteger(place[0]) && isId(String(place[1])) && Number.isSafeInteger(place[2])
  const after = isPlace ? { size: Number(place[0]), id: String(place[1]), step: Number(place[2]) } : null
  const facts = await factsFor(tx, caller)
  const chosen = facts
    ? await facts.count(selection, (own) =>
        scanFlowDeals(own, { list: about, currency: caller.currency, after, most: limit + 1 }),
      )
    : await chooseInSql(tx, caller, selection, about, { after, most: limit + 1 })
  const page = pageOf(chosen.items, limit, ({ size, id, step }) => [size, id, step])
  const shown = await readShown(tx, caller, page.items, about)
  return accept({
    items: shown.map((row) => ({
      id: row.id,
      step: row.seq,
      name: row.name,
      customerName: row.customer_name,
      ownerName: row.owner_name,
      stageName: named(row.stage_name, caller.locale),
      amountMinor: row.amount_minor,
      currency: row.currency,
      at: row.at instanceof Date ? row.at.toISOString() : null,
    })),
    nextCursor: page.nextCursor,
    total: chosen.total,
    amountMinor: chosen.amountMinor,
    currency: caller.currency,
  })
}

/** The deals of a page, in its order. */
async function readShown(tx: Tx, { orgId }: Caller, items: readonly Placed[], about: FlowList): Promise<Row[]> {
  const at = 'at' in about ? sql`s.stage_entered_at` : about.source === null ? sql`o.entered_at` : sql`s.valid_to`
  const [ids, steps] = [items.map(({ id }) => id), items.map(({ step }) => step)]
  const { rows } = await sql<Row>`
    select o.id, s.seq, o.name, c.name as customer_name, m.name as owner_name, g.name as stage_name, s.amount_minor, o.currency, ${at} as at
    from unnest(${ids}::uuid[], ${steps}::int[]) with ordinality k (id, seq, place)
    join opportunity o on o.org_id = ${orgId} and o.id = k.id
    join opportunity_span s on s.org_id = ${orgId} and s.opportunity_id = k.id and s.seq = k.seq
    join member m on m.org_id = ${orgId} and m.id = s.owner_id join stage g on g.org_id = ${orgId} and g.id = s.stage_id
    left join customer c on c.org_id = ${orgId} and c.id = o.customer_id order by k.place`.execute(tx)
  return rows
}

/** The slow twin of `scanFlowDeals`. */
export async function chooseInSql(
  tx: Tx,
  caller: Caller,
  selection: Selection,
  about: FlowList,
  { after, most }: { after: Placed | null; most: number },
): Promise<Found> {
  const rows = rowsInSql(caller, selection, about)
  const size = sql`coalesce(${worth(caller, 's.amount_minor')}, -1)`
  const behind = after ? sql`and (${size}, o.id, s.seq) < (${after.size}::bigint, ${after.id}::uuid, ${after.step}::int)` : sql``
  const found = await sql<Placed>`
    select o.id, s.seq as step, ${size} as size ${rows} ${behind} order by ${size} desc, o.id desc, s.seq desc limit ${most}`.execute(
    tx,
  )
  const sums = await sql<{ total: number; amount: number }>`
    select count(*)::int as total, ${worthOfAll(caller, 's.amount_minor')} as amount ${rows}`.execute(tx)
  return { items: found.rows, total: sums.rows[0]!.total, amountMinor: sums.rows[0]!.amount }
}

function rowsInSql(caller: Caller, selection: Selection, about: FlowList): RawBuilder<unknown> {
  const which =
    'at' in about ? sql`s.status = 'open' and s.valid_from < ${about.at} and s.valid_to >= ${about.at}` : inFlow(about)
  return sql`
    from opportunity o join opportunity_span s on s.org_id = o.org_id and s.opportunity_id = o.id and s.pipeline_id = o.pipeline_id
    where ${selected(caller, selection)} and ${which}`
}

/** The same spans that `readFlowsInSql` counts for one ribbon. */
function inFlow({ from, to, source, target, end }: Exclude<FlowList, { at: Date }>): RawBuilder<unknown> {
  if (source === null) return sql`s.seq = 0 and s.stage_id = ${target} and o.entered_at >= ${from} and o.entered_at < ${to}`
  const left = sql`s.stage_id = ${source} and s.valid_to >= ${from} and s.valid_to < ${to}`
  return end
    ? sql`${left} and s.exit = ${end}`
    : sql`${left} and s.exit is not null and s.exit <> all(${[...flowEnds]}) and s.next_stage_id = ${target}`
}
