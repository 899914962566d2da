import type { z } from 'zod'
import { decodeCursor, pageOf } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { listMovedDeals } from '../contract.ts'
import { dealOf, partOf, readMoves, readNames, readStageNames } from './read-movement.ts'

/** Every deal of one part of the movement, page by page (GET /funnel/movement/deals). */
export async function readMovedDeals(
  tx: Tx,
  caller: Caller,
  { part, limit, cursor, ...query }: z.output<typeof listMovedDeals.query>,
): Promise<Outcome<z.output<typeof listMovedDeals.reply>>> {
  const read = await readMoves(tx, caller, query)
  if (!read.ok) return read
  const { own, amountOf, amountMinor } = partOf(read.value.moved, part)
  const place = decodeCursor(cursor, 2)
  const size = (one: (typeof own)[number]): number => Math.abs(amountOf(one))
  const after =
    place === null
      ? own
      : own.filter((one) => size(one) < Number(place[0]) || (size(one) === place[0] && one.row.id < String(place[1])))
  const { items, nextCursor } = pageOf(after, limit, (one) => [size(one), one.row.id])
  const names = await readNames(
    tx,
    caller,
    items.map(({ row }) => row.id),
  )
  const stageNames = await readStageNames(tx, caller, read.value.pipelineId)
  return accept({
    items: items.map((one) => dealOf(one, names, stageNames)),
    nextCursor,
    total: own.length,
    amountMinor,
    currency: caller.currency,
  })
}
