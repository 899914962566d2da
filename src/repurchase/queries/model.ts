import type { Tx } from '../../platform/database/connect.ts'
import type { BuyingModel } from '../buy-till-you-die.ts'
import type { Method } from '../expectation.ts'
import type { HeldOut } from '../held-out.ts'
import { enoughRepeaters } from '../repeat-purchase.ts'
import { latestModel } from '../store.ts'

/** What repeat orders are told by since the last fit; null before the first. */
export async function readModel(tx: Tx, orgId: string) {
  const row = await latestModel(tx, orgId)
  return row
    ? {
        method: row.method as Method,
        fittedAt: row.fitted_at.toISOString(),
        fromDay: row.from_day,
        throughDay: row.through_day,
        customers: row.customers,
        repeaters: row.repeaters,
        orders: row.orders,
        enough: enoughRepeaters,
        params: row.params as unknown as BuyingModel | null,
        metrics: row.metrics as unknown as HeldOut | null,
      }
    : null
}
