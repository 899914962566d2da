import { sql, type RawBuilder } from 'kysely'
import { dataLevel } from '../../forecast/data-level.ts'
import { readOrganization } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { dayOf } from '../../platform/time.ts'
import { fitBuying, type BuyingModel } from '../buy-till-you-die.ts'
import { expect, historyOf, methodFor, type Method } from '../expectation.ts'
import { heldOut } from '../held-out.ts'
import { rfm } from '../repeat-purchase.ts'
import * as store from '../store.ts'
import type { Buyer, FittedModel, Judged } from '../store.ts'

/** A judging of everybody as plain values: a thread can be given it. */
export interface JudgingTask {
  orgId: string
  /** Moment for which it is judged, milliseconds. */
  now: number
}

/** A fit holds so long; what it expects of a customer is worked out anew every day. */
const fitHoldsMs = 7 * 86_400_000
const together = 10_000

type Told = { method: Method; model: BuyingModel | null }

/** Judges all who have bought or have a contract, with a new fit where the last one is a week old. Returns how many were judged. */
export async function judgeAllBuyers(tx: Tx, orgId: string, at: Date): Promise<number> {
  const house = { orgId, ...(await readOrganization(tx, orgId)) }
  const todayOn = dayOf(at, house.timeZone)
  const today = store.dayNumber(todayOn)
  const buyers = await store.readBuyers(tx, house, todayOn, () => sql<boolean>`true`)
  const last = await store.latestModel(tx, orgId)
  const isFresh = last && at.getTime() - last.fitted_at.getTime() < fitHoldsMs && last.fitted_at <= at
  const told = isFresh ? toldBy(last) : await fit(tx, orgId, at, buyers, today)
  const fifths = rfm(
    buyers.map(({ days, twoYearsMinor }) => ({
      daysSinceLast: days.length === 0 ? Number.POSITIVE_INFINITY : today - days.at(-1)!,
      orders: days.filter((day) => day > today - 731).length,
      amountMinor: twoYearsMinor,
    })),
  )
  const judged = buyers.flatMap((buyer, index) =>
    judge(buyer, told, today, todayOn, buyer.days.length === 0 ? null : fifths[index]!),
  )
  for (let from = 0; from < judged.length; from += together)
    await store.saveJudged(tx, orgId, at, judged.slice(from, from + together))
  await store.dropUntold(tx, orgId, at, () => sql<boolean>`true`)
  await store.saveProgress(tx, orgId, at, todayOn)
  return judged.length
}

/** Judges some customers by the fit that holds; a customer that no longer buys or was archived loses its row. */
export async function judgeBuyers(tx: Tx, orgId: string, at: Date, customers: readonly string[]): Promise<void> {
  const last = await store.latestModel(tx, orgId)
  if (!last || customers.length === 0) return
  const house = { orgId, ...(await readOrganization(tx, orgId)) }
  const todayOn = dayOf(at, house.timeZone)
  const only = (column: string): RawBuilder<boolean> => sql<boolean>`${sql.ref(column)} = any(${[...customers]}::uuid[])`
  const buyers = await store.readBuyers(tx, house, todayOn, only)
  const judged = buyers.flatMap((buyer) => judge(buyer, toldBy(last), store.dayNumber(todayOn), todayOn, null))
  await store.saveJudged(tx, orgId, at, judged)
  await store.dropUntold(tx, orgId, at, only)
}

const toldBy = (row: { method: string; params: unknown }): Told => ({
  method: row.method as Method,
  model: row.params as BuyingModel | null,
})

function judge(buyer: Buyer, { method, model }: Told, today: number, todayOn: string, fifths: Judged['fifths']): Judged[] {
  const { days, wonMinor, ends } = buyer
  const lastOrderOn = days.length === 0 ? null : store.dayFrom(days.at(-1)!)
  const told = expect({ orders: { days, wonMinor }, ends, lastOrderOn, method, model, today, todayOn })
  return told ? [{ buyer, told, fifths }] : []
}

/** Chooses the way that the data allow, learns it and keeps it with how it did on a year held out. */
async function fit(tx: Tx, orgId: string, at: Date, buyers: readonly Buyer[], today: number): Promise<Told> {
  const bought = buyers.map(({ days }) => days).filter((days) => days.length > 0)
  const repeaters = bought.filter((days) => days.length > 1).length
  const method = methodFor({ repeaters, level: await levelOf(tx, orgId, at) })
  const model = method === 'bg-nbd' ? fitBuying(bought.map((days) => historyOf(days, today)!)) : null
  const first = bought.reduce((least, days) => Math.min(least, days[0]!), today)
  const fitted: FittedModel = {
    method,
    params: model,
    fromDay: bought.length === 0 ? null : store.dayFrom(first),
    throughDay: store.dayFrom(today),
    customers: bought.length,
    repeaters,
    orders: bought.reduce((sum, days) => sum + days.length, 0),
    metrics: method === 'segments' ? null : heldOut(bought, today, method === 'bg-nbd'),
  }
  await store.insertModel(tx, orgId, at, fitted)
  return { method, model }
}

/** How much history the organisation has, as the forecast reckons it; quarters do not matter for the first level. */
async function levelOf(tx: Tx, orgId: string, at: Date): Promise<number> {
  const { rows } = await sql<{ won: number; lost: number }>`
    select count(*) filter (where status = 'won')::int as won, count(*) filter (where status = 'lost')::int as lost
    from opportunity where org_id = ${orgId} and status in ('won', 'lost') and deleted_at is null
      and closed_at > ${at}::timestamptz - interval '24 months' and closed_at <= ${at}`.execute(tx)
  return dataLevel({ ...rows[0]!, quarters: 0 })
}
