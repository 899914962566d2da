import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { startOfDay } from '../../platform/time.ts'
import { say } from '../../platform/words.ts'
import type { MovementReply, readMovement } from '../contract.ts'
import { movementNotes, movementOf, movementParts, type Stood } from '../movement.ts'
import { words } from '../words.ts'
import { selected, type Selection } from './conditions.ts'
import { named, readPipeline } from './pipeline.ts'
import { resolveSelection } from './selection.ts'
import type { z } from 'zod'

interface Row {
  id: string
  name: string
  customer_name: string | null
  owner_name: string
  own_currency: boolean
  before: (Stood & { stageId: string }) | null
  after: (Stood & { stageId: string }) | null
}

/** So many deals are named per part; its count and sum are of all. */
const mostNamed = 100

/** What changed in the open pipeline between the beginnings of two days (CONTRACT GET /funnel/movement). */
export async function readMovementReport(
  tx: Tx,
  caller: Caller,
  query: z.output<typeof readMovement.query>,
): Promise<Outcome<MovementReply>> {
  if (query.from > query.to) return refuse('span-backwards')
  const pipeline = await readPipeline(tx, caller, query.pipeline)
  if (!pipeline.ok) return pipeline
  const selection = await resolveSelection(tx, caller, pipeline.value.id, query)
  const [from, to] = [startOfDay(query.from, caller.timeZone), startOfDay(query.to, caller.timeZone)]
  const until = to > caller.now ? caller.now : to
  const rows = await changed(tx, caller, selection, from, until)
  const stageNames = await readStageNames(tx, caller, pipeline.value.id)
  const moved = rows.map((row) => ({ row, ...movementOf(inOwnCurrency(row.before, row), inOwnCurrency(row.after, row)) }))
  const shape = ({ row, amountMinor }: (typeof moved)[number]): MovementReply['parts'][number]['deals'][number] => ({
    id: row.id,
    name: row.name,
    customerName: row.customer_name,
    ownerName: row.owner_name,
    amountMinor,
    fromStage: row.before ? (stageNames.get(row.before.stageId) ?? null) : null,
    toStage: row.after ? (stageNames.get(row.after.stageId) ?? null) : null,
    fromAmountMinor: row.before?.amountMinor ?? null,
    toAmountMinor: row.after?.amountMinor ?? null,
    fromCloseOn: row.before?.expectedCloseOn ?? null,
    toCloseOn: row.after?.expectedCloseOn ?? null,
  })
  const pack = <K extends string>(key: K, own: typeof moved) => ({
    key,
    name: say(caller.locale, words, `movement.${key}` as 'movement.won'),
    count: own.length,
    amountMinor: own.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    deals: own
      .sort((a, b) => Math.abs(b.amountMinor) - Math.abs(a.amountMinor))
      .slice(0, mostNamed)
      .map(shape),
  })
  return accept({
    from: query.from,
    to: query.to,
    currency: caller.currency,
    opening: await stock(tx, caller, selection, from),
    closing: await stock(tx, caller, selection, until),
    parts: movementParts.map((key) =>
      pack(
        key,
        moved.filter(({ part }) => part === key),
      ),
    ),
    notes: movementNotes.map((key) =>
      pack(
        key,
        moved.filter(({ notes }) => notes.includes(key)),
      ),
    ),
  })
}

/** Deals in another currency are counted, not summed. */
const inOwnCurrency = (stood: Stood | null, { own_currency }: Row): Stood | null =>
  stood && !own_currency ? { ...stood, amountMinor: null } : stood

const standing = (alias: string): RawBuilder<unknown> =>
  sql.raw(`case when ${alias}.status is not null then json_build_object('status', ${alias}.status, 'stageId', ${alias}.stage_id,
    'stageOrder', ${alias}.stage_position, 'amountMinor', ${alias}.amount_minor, 'ownerId', ${alias}.owner_id, 'expectedCloseOn', ${alias}.expected_close_on) end`)

/** Every deal that was open at one of the two moments and differs between them, and those that came and ended in between. */
async function changed(tx: Tx, caller: Caller, selection: Selection, from: Date, to: Date): Promise<Row[]> {
  const columns = sql`s.opportunity_id, s.status, s.stage_id, s.stage_position, s.amount_minor, s.owner_id, s.expected_close_on`
  const openAt = (at: Date): RawBuilder<unknown> => sql`(
    select ${columns} from opportunity_span s
    where s.org_id = ${caller.orgId} and s.pipeline_id = ${selection.pipelineId} and s.status = 'open' and s.valid_to >= ${at} and s.valid_from < ${at})`
  // a side on which the deal was not open is looked up: it had ended, was on hold, or was not there yet
  const otherwise = (side: string, at: Date): RawBuilder<unknown> => sql`lateral (
    select ${columns} from opportunity_span s
    where s.org_id = ${caller.orgId} and s.opportunity_id = both_sides.opportunity_id and ${sql.ref(`both_sides.${side}`)} is null
      and s.valid_from < ${at} and s.valid_to >= ${at} order by s.seq desc limit 1)`
  const { rows } = await sql<Row>`
    with both_sides as (
      select coalesce(b.opportunity_id, a.opportunity_id) as opportunity_id, ${standing('b')} as before, ${standing('a')} as after
      from ${openAt(from)} b full join ${openAt(to)} a on a.opportunity_id = b.opportunity_id
      where (b.stage_id, b.amount_minor, b.owner_id, b.expected_close_on) is distinct from (a.stage_id, a.amount_minor, a.owner_id, a.expected_close_on)
      union all
      select o.id, null, null from opportunity o
      where ${selected(caller, selection)} and o.entered_at >= ${from} and o.entered_at < ${to} and o.closed_at < ${to}
    )
    select o.id, o.name, c.name as customer_name, m.name as owner_name, o.currency = ${caller.currency} as own_currency,
      coalesce(both_sides.before, ${standing('b')}) as before, coalesce(both_sides.after, ${standing('a')}) as after
    from both_sides
    join opportunity o on o.org_id = ${caller.orgId} and o.id = both_sides.opportunity_id
    join member m on m.org_id = o.org_id and m.id = o.owner_id
    left join customer c on c.org_id = o.org_id and c.id = o.customer_id
    left join ${otherwise('before', from)} b on true
    left join ${otherwise('after', to)} a on true
    where ${selected(caller, selection)}`.execute(tx)
  return rows
}

async function stock(tx: Tx, caller: Caller, selection: Selection, at: Date): Promise<{ count: number; amountMinor: number }> {
  const { rows } = await sql<{ count: number; amount: number }>`
    select count(*) as count, coalesce(sum(s.amount_minor) filter (where o.currency = ${caller.currency}), 0)::bigint as amount
    from opportunity_span s join opportunity o on o.org_id = s.org_id and o.id = s.opportunity_id
    where s.org_id = ${caller.orgId} and s.pipeline_id = ${selection.pipelineId} and s.status = 'open'
      and s.valid_to >= ${at} and s.valid_from < ${at} and ${selected(caller, selection)}`.execute(tx)
  return { count: rows[0]!.count, amountMinor: rows[0]!.amount }
}

async function readStageNames(tx: Tx, { orgId, locale }: Caller, pipelineId: string): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('stage')
    .select(['id', 'name'])
    .where('org_id', '=', orgId)
    .where('pipeline_id', '=', pipelineId)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, named(name, locale)]))
}
