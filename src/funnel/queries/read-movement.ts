import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { startOfDay } from '../../platform/time.ts'
import { say } from '../../platform/words.ts'
import type { MovementReply, readMovement } from '../contract.ts'
import type { Moved } from '../counted.ts'
import { movementNotes, movementOf, movementParts, type Stood } from '../movement.ts'
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

async function readNames(tx: Tx, { orgId }: Caller, ids: readonly string[]): Promise<Map<string, Name>> {
  const { rows } = await sql<Name>`
    select o.id, o.name, c.name as customer_name, m.name as owner_name
    from opportunity o
    join member m on m.org_id = o.org_id and m.id = o.owner_id
    left join customer c on c.org_id = o.org_id and c.id = o.customer_id
    where o.org_id = ${orgId} and o.id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
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
