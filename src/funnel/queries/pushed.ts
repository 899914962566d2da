import { sql } from 'kysely'
import type { z } from 'zod'
import { decodeCursor, pageOf } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { isId } from '../../platform/ids.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import type { listPushed } from '../flow-contract.ts'
import { selected } from './conditions.ts'
import { named, readPipeline } from './pipeline.ts'
import { resolveSelection } from './selection.ts'
import { worthOfAll } from './money.ts'

interface Row {
  id: string
  name: string
  customer_name: string | null
  owner_name: string
  stage_name: unknown
  amount_minor: number | null
  currency: string
  close_pushes: number
  expected_close_on: string | null
  entered_at: Date | null
}

/** Open deals whose expected close date was moved later again and again (GET /funnel/pushes). */
export async function readPushed(
  tx: Tx,
  caller: Caller,
  { least, limit, cursor, ...query }: z.output<typeof listPushed.query>,
): Promise<Outcome<z.output<typeof listPushed.reply>>> {
  const pipeline = await readPipeline(tx, caller, query.pipeline)
  if (!pipeline.ok) return pipeline
  const selection = await resolveSelection(tx, caller, pipeline.value.id, query)
  const which = sql`${selected(caller, selection)} and o.status = 'open' and o.close_pushes > 0 and o.close_pushes >= ${least}`
  const place = decodeCursor(cursor, 2)
  const after =
    place && Number.isSafeInteger(place[0]) && isId(String(place[1]))
      ? sql`and (o.close_pushes, o.id) < (${place[0]}::int, ${place[1]}::uuid)`
      : sql``
  const { rows } = await sql<Row>`
    select o.id, o.name, c.name as customer_name, m.name as owner_name, s.name as stage_name, o.amount_minor, o.currency,
      o.close_pushes, o.expected_close_on::text as expected_close_on, o.entered_at
    from opportunity o
    join member m on m.org_id = o.org_id and m.id = o.owner_id
    join stage s on s.org_id = o.org_id and s.id = o.stage_id
    left join customer c on c.org_id = o.org_id and c.id = o.customer_id
    where ${which} ${after}
    order by o.close_pushes desc, o.id desc limit ${limit + 1}`.execute(tx)
  const { rows: sums } = await sql<{ total: number; amount: number }>`
    select count(*) as total, ${worthOfAll(caller)} as amount
    from opportunity o where ${which}`.execute(tx)
  const page = pageOf(rows, limit, (row) => [row.close_pushes, row.id])
  return accept({
    items: page.items.map((row) => ({
      id: row.id,
      name: row.name,
      customerName: row.customer_name,
      ownerName: row.owner_name,
      stageName: named(row.stage_name, caller.locale),
      amountMinor: row.amount_minor,
      currency: row.currency,
      pushes: row.close_pushes,
      closeOn: row.expected_close_on,
      enteredOn: row.entered_at && dayOf(row.entered_at, caller.timeZone),
    })),
    nextCursor: page.nextCursor,
    total: sums[0]!.total,
    amountMinor: sums[0]!.amount,
    currency: caller.currency,
  })
}
