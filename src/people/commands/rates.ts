import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { needs } from '../permissions.ts'
import { minorFactor } from '../rates.ts'

interface GivenRate {
  currency: string
  day: string
  rate: number
}

/** Sets rates into the organisation's currency; the last one given of a currency and day counts. */
export async function setRates(tx: Tx, caller: Caller, rates: readonly GivenRate[]): Promise<Outcome<undefined>> {
  const lacking = needs(caller, 'organisation.manage')
  if (lacking) return { ok: false, refusal: lacking }
  if (rates.some(({ currency }) => currency === caller.currency))
    return refuse('rate-of-own-currency', { currency: caller.currency })
  const last = [...new Map(rates.map((given) => [`${given.currency} ${given.day}`, given])).values()]
  await tx
    .insertInto('exchange_rate')
    .values(
      last.map(({ currency, day, rate }) => ({
        org_id: caller.orgId,
        currency,
        into_currency: caller.currency,
        day,
        rate,
        factor: minorFactor(rate, currency, caller.currency),
        set_at: caller.now,
        set_by: caller.memberId,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'currency', 'into_currency', 'day']).doUpdateSet((eb) => ({
        rate: eb.ref('excluded.rate'),
        factor: eb.ref('excluded.factor'),
        set_at: eb.ref('excluded.set_at'),
        set_by: eb.ref('excluded.set_by'),
      })),
    )
    .execute()
  await tell(tx, caller, { after: { rates: last } })
  return accept(undefined)
}

export async function removeRate(
  tx: Tx,
  caller: Caller,
  { currency, day }: Omit<GivenRate, 'rate'>,
): Promise<Outcome<undefined>> {
  const lacking = needs(caller, 'organisation.manage')
  if (lacking) return { ok: false, refusal: lacking }
  const removed = await tx
    .deleteFrom('exchange_rate')
    .where('org_id', '=', caller.orgId)
    .where('currency', '=', currency)
    .where('into_currency', '=', caller.currency)
    .where('day', '=', day)
    .returning('rate')
    .executeTakeFirst()
  if (!removed) return refuse('not-found')
  await tell(tx, caller, { before: { rates: [{ currency, day, rate: removed.rate }] } })
  return accept(undefined)
}

async function tell(tx: Tx, caller: Caller, change: { before?: Record<string, unknown>; after?: Record<string, unknown> }) {
  await record(tx, caller, [{ entityKind: 'organization', entityId: caller.orgId, action: 'rates-changed', ...change }])
  await announce(tx, caller.orgId, [
    { topic: 'exchange-rates.changed', entityKind: 'exchange-rate', entityId: caller.orgId, ownerId: null },
  ])
}
