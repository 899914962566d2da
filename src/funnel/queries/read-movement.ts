import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { startOfDay } from '../../platform/time.ts'
import { say } from '../../platform/words.ts'
import type { MovementReply, readMovement } from '../contract.ts'
import type { Moved, Side, Stock } from '../counted.ts'
import { scanMoved } from '../facts/moved.ts'
import { movementNotes, movementOf, movementParts, type Stood } from '../movement.ts'
import { words } from '../words.ts'
import { selected, type Selection } from './conditions.ts'
import { factsFor } from './facts/ask.ts'
import { remembering } from './memory.ts'
import { named } from './pipeline.ts'
import { readPipelineOnce } from './resolve.ts'
import { inRoom } from './room.ts'
import { resolveSelection } from './selection.ts'
import type { z } from 'zod'

interface Name {
  id: string
  name: string
  customer_name: string | null
  owner_name: string
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
  const remember = await remembering(tx, caller)
  const pipeline = await readPipelineOnce(tx, caller, remember, query.pipeline)
  if (!pipeline.ok) return pipeline
  const selection = await resolveSelection(tx, caller, pipeline.value.id, query)
  const [from, to] = [startOfDay(query.from, caller.timeZone), startOfDay(query.to, caller.timeZone)]
  const until = to > caller.now ? caller.now : to
  const asked = [selection, from, to]
  const { moved: rows, stocks } = await remember(['moved', asked], () => readMoved(tx, caller, selection, from, until))
  const moved = rows.map((row) => ({ row, ...movementOf(inOwnCurrency(row.before, row), inOwnCurrency(row.after, row)) }))
  type One = (typeof moved)[number]
  const pack = <K extends string>(key: K, own: One[], amountOf: (one: One) => number) => ({
    key,
    name: say(caller.locale, words, `movement.${key}` as 'movement.won'),
    count: own.length,
    amountMinor: own.reduce((sum, one) => sum + amountOf(one), 0),
    named: own.sort((a, b) => Math.abs(amountOf(b)) - Math.abs(amountOf(a))).slice(0, mostNamed),
  })
  const change = ({ amountMinor }: One): number => amountMinor
  const worth = ({ row }: One): number => inOwnCurrency(row.after ?? row.before, row)?.amountMinor ?? 0
  const parts = movementParts.map((key) =>
    pack(
      key,
      moved.filter(({ part }) => part === key),
      change,
    ),
  )
  const notes = movementNotes.map((key) =>
    pack(
      key,
      moved.filter((one) => one.notes.includes(key)),
      worth,
    ),
  )
  const ids = new Set([...parts, ...notes].flatMap(({ named: own }) => own.map(({ row }) => row.id)))
  const names = await remember(['moved-names', asked], () => readNames(tx, caller, [...ids]))
  const stageNames = await readStageNames(tx, caller, pipeline.value.id)
  const deals = (own: typeof moved): MovedDeal[] => own.map(({ row, amountMinor }) => dealOf(row, amountMinor, names, stageNames))
  return accept({
    from: query.from,
    to: query.to,
    currency: caller.currency,
    opening: stocks[0]!,
    closing: stocks[1]!,
    parts: parts.map(({ named: own, ...part }) => ({ ...part, deals: deals(own) })),
    notes: notes.map(({ named: own, ...note }) => ({ ...note, deals: deals(own) })),
  })
}

type MovedDeal = MovementReply['parts'][number]['deals'][number]

function dealOf(row: Moved, amountMinor: number, names: Map<string, Name>, stageNames: Map<string, string>): MovedDeal {
  const named = names.get(row.id)
  return {
    id: row.id,
    name: named?.name ?? '',
    customerName: named?.customer_name ?? null,
    ownerName: named?.owner_name ?? '',
    amountMinor,
    fromStage: row.before ? (stageNames.get(row.before.stageId) ?? null) : null,
    toStage: row.after ? (stageNames.get(row.after.stageId) ?? null) : null,
    fromAmountMinor: row.before?.amountMinor ?? null,
    toAmountMinor: row.after?.amountMinor ?? null,
    fromCloseOn: row.before?.expectedCloseOn ?? null,
    toCloseOn: row.after?.expectedCloseOn ?? null,
  }
}

/** Deals in another currency are counted, not summed. */
const inOwnCurrency = (stood: Stood | null, { ownCurrency }: Moved): Stood | null =>
  stood && !ownCurrency ? { ...stood, amountMinor: null } : stood

const sides = ['status', 'stage_id', 'stage_position', 'amount_minor', 'owner_id', 'expected_close_on'] as const
const columns = (alias: string, prefix: string): RawBuilder<unknown> =>
  sql.raw(sides.map((column) => `${alias}.${column} as ${prefix}${column}`).join(', '))
type Sides = Record<`${'b' | 'a'}_${(typeof sides)[number]}`, string | number | null>

interface MovedBetween {
  moved: Moved[]
  /** Open at the first moment, and at the second. */
  stocks: [Stock, Stock]
}

/** Every deal that was open at one of the two moments and differs between them, those that came and ended in between, and both stocks. From the facts, where they are kept. */
export async function readMoved(tx: Tx, caller: Caller, selection: Selection, from: Date, to: Date): Promise<MovedBetween> {
  const facts = await factsFor(tx, caller)
  if (facts) return facts.count(selection, (own) => scanMoved(own, { from, to, currency: caller.currency }))
  return readMovedInSql(tx, caller, selection, from, to)
}

/** The slow twin. */
export async function readMovedInSql(tx: Tx, caller: Caller, selection: Selection, from: Date, to: Date): Promise<MovedBetween> {
  const moved = await movedInSql(tx, caller, selection, from, to)
  return { moved, stocks: [await stock(tx, caller, selection, from), await stock(tx, caller, selection, to)] }
}

async function movedInSql(tx: Tx, caller: Caller, selection: Selection, from: Date, to: Date): Promise<Moved[]> {
  const openAt = (at: Date): RawBuilder<unknown> => sql`(
    select 'open' as status, s.opportunity_id, s.stage_id, s.stage_position, s.amount_minor, s.owner_id, s.expected_close_on from opportunity_span s
    where s.org_id = ${caller.orgId} and s.pipeline_id = ${selection.pipelineId} and s.status = 'open' and s.valid_to >= ${at} and s.valid_from < ${at})`
  // a side on which the deal was not open is looked up: it had ended, was on hold, or was not there yet
  const otherwise = (side: 'b' | 'a', at: Date): RawBuilder<unknown> => sql`lateral (
    select ${columns('s', '')} from opportunity_span s
    where s.org_id = ${caller.orgId} and s.opportunity_id = both_sides.opportunity_id and ${sql.ref(`both_sides.${side}_status`)} is null
      and s.valid_from < ${at} and s.valid_to >= ${at} order by s.seq desc limit 1)`
  const either = sql.raw(
    (['b', 'a'] as const)
      .flatMap((side) =>
        sides.map((column) => {
          const plain = column === 'expected_close_on' ? '::text' : ''
          return `coalesce(both_sides.${side}_${column}, ${side}.${column})${plain} as ${side}_${column}`
        }),
      )
      .join(', '),
  )
  const nowhere = sql.raw(
    sides
      .map(
        (column) =>
          `null::${{ stage_position: 'int', amount_minor: 'bigint', expected_close_on: 'date', status: 'text' }[column as string] ?? 'uuid'}`,
      )
      .join(', '),
  )
  const { rows } = await inRoom(
    tx,
    sql<Sides & { id: string; own_currency: boolean }>`
    with both_sides as (
      select coalesce(b.opportunity_id, a.opportunity_id) as opportunity_id, ${columns('b', 'b_')}, ${columns('a', 'a_')}
      from ${openAt(from)} b full join ${openAt(to)} a on a.opportunity_id = b.opportunity_id
      where (b.stage_id, b.amount_minor, b.owner_id, b.expected_close_on) is distinct from (a.stage_id, a.amount_minor, a.owner_id, a.expected_close_on)
      union all
      select o.id, ${nowhere}, ${nowhere} from opportunity o
      where ${selected(caller, selection)} and o.entered_at >= ${from} and o.entered_at < ${to} and o.closed_at < ${to}
    )
    select o.id, o.currency = ${caller.currency} as own_currency, ${either}
    from both_sides
    join opportunity o on o.org_id = ${caller.orgId} and o.id = both_sides.opportunity_id
    left join ${otherwise('b', from)} b on true
    left join ${otherwise('a', to)} a on true
    where ${selected(caller, selection)}`,
  )
  return rows.map((row) => ({
    id: row.id,
    ownCurrency: row.own_currency,
    before: sideOf(row, 'b'),
    after: sideOf(row, 'a'),
  }))
}

function sideOf(row: Sides, side: 'b' | 'a'): Side | null {
  if (row[`${side}_status`] === null) return null
  return {
    status: row[`${side}_status`] as Side['status'],
    stageId: row[`${side}_stage_id`] as string,
    stageOrder: row[`${side}_stage_position`] as number,
    amountMinor: row[`${side}_amount_minor`] as number | null,
    ownerId: row[`${side}_owner_id`] as string,
    expectedCloseOn: row[`${side}_expected_close_on`] as string | null,
  }
}

async function readNames(tx: Tx, { orgId }: Caller, ids: readonly string[]): Promise<Map<string, Name>> {
  const { rows } = await sql<Name>`
    select o.id, o.name, c.name as customer_name, m.name as owner_name
    from opportunity o
    join member m on m.org_id = o.org_id and m.id = o.owner_id
    left join customer c on c.org_id = o.org_id and c.id = o.customer_id
    where o.org_id = ${orgId} and o.id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

async function stock(tx: Tx, caller: Caller, selection: Selection, at: Date): Promise<Stock> {
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
