import type { Tx } from '../platform/database/connect.ts'
import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { accept, refuse } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { addDate, removeDate } from './commands/dates.ts'
import * as contract from './contract.ts'
import { readingBuyer, readingRepurchase } from './permissions.ts'
import { readBuyer } from './queries/buyer.ts'
import { listBuyers } from './queries/buyers.ts'

export function repurchaseRoutes(api: Api): void {
  serve(api, contract.listRepurchase, async ({ tx, caller, query }) => {
    const refusal = readingRepurchase(caller)
    return refusal ? { ok: false, refusal } : listBuyers(tx, caller, query)
  })
  const view = async (tx: Tx, caller: Caller, id: string) => {
    const refusal = readingBuyer(caller)
    if (refusal) return { ok: false as const, refusal }
    const card = await readBuyer(tx, caller, id)
    return card ? accept(card) : refuse('not-found')
  }
  serve(api, contract.readRepurchase, ({ tx, caller, params }) => view(tx, caller, params.id))
  serve(api, contract.addCustomerDate, async ({ tx, caller, params, body }) => {
    const added = await addDate(tx, caller, params.id, body)
    return added.ok ? view(tx, caller, params.id) : added
  })
  serve(api, contract.removeCustomerDate, async ({ tx, caller, params }) => {
    const removed = await removeDate(tx, caller, params.id, params.dateId)
    return removed.ok ? view(tx, caller, params.id) : removed
  })
}
