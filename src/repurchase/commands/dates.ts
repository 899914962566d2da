import { customerToWrite } from '../../customers/commands/to-write.ts'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf } from '../../platform/time.ts'
import type { DateKind } from '../customer-dates.ts'
import { judgeBuyers } from './judge.ts'

const backDays = 2 * 366
const aheadDays = 20 * 366
const mostDates = 50

export interface GivenDate {
  kind: DateKind
  on: string
  amountMinor: number | null
  opportunityId: string | null
  note: string | null
}

/** Enters a date; the customer is judged at once, so that the end of its contract counts from now on. */
export async function addDate(tx: Tx, caller: Caller, customerId: string, given: GivenDate): Promise<Outcome<undefined>> {
  const found = await customerToWrite(tx, caller, customerId)
  if (!found.ok) return found
  const today = dayOf(caller.now, caller.timeZone)
  if (given.on < addDays(today, -backDays) || given.on > addDays(today, aheadDays)) return refuse('date-out-of-range')
  const { count } = await tx
    .selectFrom('customer_date')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('org_id', '=', caller.orgId)
    .where('customer_id', '=', customerId)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (Number(count) >= mostDates) return refuse('too-many-dates', { count: mostDates })
  if (given.opportunityId !== null && !(await isWonBy(tx, caller, customerId, given.opportunityId)))
    return refuse('deal-of-another')
  const { on, amountMinor, opportunityId, ...rest } = given
  const id = newId()
  await tx
    .insertInto('customer_date')
    .values({
      org_id: caller.orgId,
      id,
      customer_id: customerId,
      on_day: on,
      amount_minor: given.kind === 'contract-end' ? amountMinor : null,
      opportunity_id: opportunityId,
      ...rest,
      created_at: caller.now,
      created_by: caller.memberId,
      updated_at: caller.now,
    })
    .execute()
  return settled(tx, caller, found.value, { action: 'date-entered', after: { dateKind: given.kind, dateOn: on } })
}

/** Takes a date off; that it was there stays on record. */
export async function removeDate(tx: Tx, caller: Caller, customerId: string, id: string): Promise<Outcome<undefined>> {
  const found = await customerToWrite(tx, caller, customerId)
  if (!found.ok) return found
  const row = await tx
    .updateTable('customer_date')
    .set(({ eb }) => ({ deleted_at: caller.now, updated_at: caller.now, version: eb('version', '+', 1) }))
    .where('org_id', '=', caller.orgId)
    .where('customer_id', '=', customerId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .returning(['kind', 'on_day'])
    .executeTakeFirst()
  if (!row) return refuse('not-found')
  return settled(tx, caller, found.value, { action: 'date-taken-off', before: { dateKind: row.kind, dateOn: row.on_day } })
}

const isWonBy = async (tx: Tx, { orgId }: Caller, customerId: string, id: string): Promise<boolean> =>
  (await tx
    .selectFrom('opportunity')
    .select('id')
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .where('customer_id', '=', customerId)
    .where('status', '=', 'won')
    .where('deleted_at', 'is', null)
    .executeTakeFirst()) !== undefined

async function settled(
  tx: Tx,
  caller: Caller,
  { id, ownerId }: { id: string; ownerId: string },
  told: { action: string; before?: Record<string, unknown>; after?: Record<string, unknown> },
): Promise<Outcome<undefined>> {
  await judgeBuyers(tx, caller.orgId, caller.now, [id])
  await record(tx, caller, [{ entityKind: 'customer', entityId: id, ...told }])
  await announce(tx, caller.orgId, [{ topic: 'customer.dated', entityKind: 'customer', entityId: id, ownerId }])
  return accept(undefined)
}
