import { type RawBuilder, sql } from 'kysely'
import { isCountable } from '../../people/queries/rates.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { Moved, Side, Stock } from '../counted.ts'
import { scanMoved } from '../facts/moved.ts'
import { selected, type Selection } from './conditions.ts'
import { factsFor } from './facts/ask.ts'
import { inRoom } from './room.ts'
import { worth, worthOfAll } from './money.ts'

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
  const either = sql.join(
    (['b', 'a'] as const).flatMap((side) =>
      sides.map((column) => {
        const plain = column === 'expected_close_on' ? '::text' : ''
        const told = sql.raw(`coalesce(both_sides.${side}_${column}, ${side}.${column})${plain}`)
        const known = column === 'amount_minor' ? sql`coalesce(${worth(caller, told)}, ${told})` : told
        return sql`${known} as ${sql.ref(`${side}_${column}`)}`
      }),
    ),
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
    select o.id, ${isCountable(caller, sql`o.currency`)} as own_currency, ${either}
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

async function stock(tx: Tx, caller: Caller, selection: Selection, at: Date): Promise<Stock> {
  const { rows } = await sql<{ count: number; amount: number }>`
    select count(*) as count, ${worthOfAll(caller, 's.amount_minor')} as amount
    from opportunity_span s join opportunity o on o.org_id = s.org_id and o.id = s.opportunity_id
    where s.org_id = ${caller.orgId} and s.pipeline_id = ${selection.pipelineId} and s.status = 'open'
      and s.valid_to >= ${at} and s.valid_from < ${at} and ${selected(caller, selection)}`.execute(tx)
  return { count: rows[0]!.count, amountMinor: rows[0]!.amount }
}
