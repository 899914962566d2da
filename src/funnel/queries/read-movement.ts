import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { startOfDay } from '../../platform/time.ts'
import { say } from '../../platform/words.ts'
import type { MovementReply, readMovement } from '../contract.ts'
import type { Moved } from '../counted.ts'
import {
  type Movement,
  type MovementNote,
  type MovementPart,
  movementNotes,
  movementOf,
  movementParts,
  type Stood,
} from '../movement.ts'
import { words } from '../words.ts'
import { remembering } from './memory.ts'
import { readMoved } from './moved.ts'
import { named } from './pipeline.ts'
import { readPipelineOnce } from './resolve.ts'
import { resolveSelection } from './selection.ts'
import type { z } from 'zod'

interface Name {
  id: string
  name: string
  customer_name: string | null
  owner_name: string
}

/** So many deals are named per part; its count and sum are of all, and GET /funnel/movement/deals names every one. */
const mostNamed = 100

/** A deal that moved, with what happened to it. */
export type OneMoved = { row: Moved } & Movement

/** What changed in the open pipeline between the beginnings of two days, deal by deal; and how to tell of it. */
export async function readMoves(tx: Tx, caller: Caller, query: z.output<typeof readMovement.query>) {
  if (query.from > query.to) return refuse('span-backwards')
  const remember = await remembering(tx, caller)
  const pipeline = await readPipelineOnce(tx, caller, remember, query.pipeline)
  if (!pipeline.ok) return pipeline
  const selection = await resolveSelection(tx, caller, pipeline.value.id, query)
  const [from, to] = [startOfDay(query.from, caller.timeZone), startOfDay(query.to, caller.timeZone)]
  const until = to > caller.now ? caller.now : to
  const { moved: rows, stocks } = await remember(['moved', [selection, from, to]], () =>
    readMoved(tx, caller, selection, from, until),
  )
  const moved = rows.map((row): OneMoved => ({
    row,
    ...movementOf(inOwnCurrency(row.before, row), inOwnCurrency(row.after, row)),
  }))
  return accept({ moved, stocks, asked: [selection, from, to], pipelineId: pipeline.value.id, remember })
}

export const isNote = (part: string): part is MovementNote => movementNotes.includes(part as MovementNote)

/** The deals of a part or a note, the largest change first, and what each counts for. */
export function partOf(moved: readonly OneMoved[], key: MovementPart | MovementNote) {
  const amountOf = isNote(key)
    ? ({ row }: OneMoved): number => inOwnCurrency(row.after ?? row.before, row)?.amountMinor ?? 0
    : ({ amountMinor }: OneMoved): number => amountMinor
  const own = isNote(key) ? moved.filter(({ notes }) => notes.includes(key)) : moved.filter(({ part }) => part === key)
  const larger = (a: OneMoved, b: OneMoved): number =>
    Math.abs(amountOf(b)) - Math.abs(amountOf(a)) || (a.row.id < b.row.id ? 1 : -1)
  return { own: own.sort(larger), amountOf, amountMinor: own.reduce((sum, one) => sum + amountOf(one), 0) }
}

/** What changed in the open pipeline between the beginnings of two days (CONTRACT GET /funnel/movement). */
export async function readMovementReport(
  tx: Tx,
  caller: Caller,
  query: z.output<typeof readMovement.query>,
): Promise<Outcome<MovementReply>> {
  const read = await readMoves(tx, caller, query)
  if (!read.ok) return read
  const { moved, stocks, asked, pipelineId, remember } = read.value
  const pack = <K extends MovementPart | MovementNote>(key: K) => {
    const { own, amountMinor } = partOf(moved, key)
    const name = say(caller.locale, words, `movement.${key}` as 'movement.won')
    return { key, name, count: own.length, amountMinor, named: own.slice(0, mostNamed) }
  }
  const parts = movementParts.map(pack)
  const notes = movementNotes.map(pack)
  const ids = new Set([...parts, ...notes].flatMap(({ named: own }) => own.map(({ row }) => row.id)))
  const names = await remember(['moved-names', asked], () => readNames(tx, caller, [...ids]))
  const stageNames = await readStageNames(tx, caller, pipelineId)
  const deals = (own: readonly OneMoved[]): MovedDeal[] => own.map((one) => dealOf(one, names, stageNames))
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

export type MovedDeal = MovementReply['parts'][number]['deals'][number]

export function dealOf({ row, amountMinor }: OneMoved, names: Map<string, Name>, stageNames: Map<string, string>): MovedDeal {
  const named = names.get(row.id)
  return {
    id: row.id,
    name: named?.name ?? '',
    customerName: named?.customer_name ?? null,
    ownerName: named?.owner_name ?? '',
    amountMinor,
    fromStage: row.before ? (stageNames.get(row.before.stageId) ?? null) : null,
    toStage: row.after ? (stageNames.get(row.after.stageId) ?? null) : null,
    fromAmountMinor: inOwnCurrency(row.before, row)?.amountMinor ?? null,
    toAmountMinor: inOwnCurrency(row.after, row)?.amountMinor ?? null,
    fromCloseOn: row.before?.expectedCloseOn ?? null,
    toCloseOn: row.after?.expectedCloseOn ?? null,
  }
}

/** Deals in a currency of which no rate is known are counted, not summed. */
const inOwnCurrency = (stood: Stood | null, { ownCurrency }: Moved): Stood | null =>
  stood && !ownCurrency ? { ...stood, amountMinor: null } : stood

export async function readNames(tx: Tx, { orgId }: Caller, ids: readonly string[]): Promise<Map<string, Name>> {
  const { rows } = await sql<Name>`
    select o.id, o.name, c.name as customer_name, m.name as owner_name
    from opportunity o
    join member m on m.org_id = o.org_id and m.id = o.owner_id
    left join customer c on c.org_id = o.org_id and c.id = o.customer_id
    where o.org_id = ${orgId} and o.id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

export async function readStageNames(tx: Tx, { orgId, locale }: Caller, pipelineId: string): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('stage')
    .select(['id', 'name'])
    .where('org_id', '=', orgId)
    .where('pipeline_id', '=', pipelineId)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, named(name, locale)]))
}
