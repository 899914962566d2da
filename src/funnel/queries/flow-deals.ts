import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { decodeCursor, pageOf } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { isId } from '../../platform/ids.ts'
import { accept, type Outcome, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { startOfDay } from '../../platform/time.ts'
import { flowEnds, type listFlowDeals } from '../flow-contract.ts'
import { selected } from './conditions.ts'
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
  size: number
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
  const at = list === 'opening' ? from : until
  const which =
    list === 'flow'
      ? inFlow({ from, to, source, target, end })
      : sql`s.status = 'open' and s.valid_from < ${at} and s.valid_to >= ${at}`
  const rows = sql`
    from opportunity o join opportunity_span s on s.org_id = o.org_id and s.opportunity_id = o.id and s.pipeline_id = o.pipeline_id
    where ${selected(caller, selection)} and ${which}`
  const place = decodeCursor(cursor, 3)
  const isPlace = place && Number.isSafeInteger(place[0]) && isId(String(place[1])) && Number.isSafeInteger(place[2])
  const size = sql`coalesce(${worth(caller, 's.amount_minor')}, -1)`
  const after = isPlace ? sql`and (${size}, o.id, s.seq) < (${place[0]}::bigint, ${place[1]}::uuid, ${place[2]}::int)` : sql``
  const found = await sql<Row>`
    select n.*, c.name as customer_name, m.name as owner_name, g.name as stage_name from (
      select o.id, s.seq, o.name, o.customer_id, s.owner_id, s.stage_id, s.amount_minor, ${size} as size, o.currency,
             case when ${list === 'flow'} then case when ${source}::uuid is null then o.entered_at else s.valid_to end else s.stage_entered_at end as at
      ${rows} ${after} order by ${size} desc, o.id desc, s.seq desc limit ${limit + 1}) n
    join member m on m.org_id = ${caller.orgId} and m.id = n.owner_id join stage g on g.org_id = ${caller.orgId} and g.id = n.stage_id
    left join customer c on c.org_id = ${caller.orgId} and c.id = n.customer_id order by n.size desc, n.id desc, n.seq desc`.execute(
    tx,
  )
  const sums = await sql<{ total: number; amount: number }>`
    select count(*)::int as total, ${worthOfAll(caller, 's.amount_minor')} as amount ${rows}`.execute(tx)
  const page = pageOf(found.rows, limit, (row) => [row.size, row.id, row.seq])
  return accept({
    items: page.items.map((row) => ({
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
    total: sums.rows[0]!.total,
    amountMinor: sums.rows[0]!.amount,
    currency: caller.currency,
  })
}

interface Flow {
  from: Date
  to: Date
  source: string | null
  target: string | null
  end: (typeof flowEnds)[number] | undefined
}

/** The same spans that `readFlowsInSql` counts for one ribbon. */
function inFlow({ from, to, source, target, end }: Flow): RawBuilder<unknown> {
  if (source === null) return sql`s.seq = 0 and s.stage_id = ${target} and o.entered_at >= ${from} and o.entered_at < ${to}`
  const left = sql`s.stage_id = ${source} and s.valid_to >= ${from} and s.valid_to < ${to}`
  return end
    ? sql`${left} and s.exit = ${end}`
    : sql`${left} and s.exit is not null and s.exit <> all(${[...flowEnds]}) and s.next_stage_id = ${target}`
}
