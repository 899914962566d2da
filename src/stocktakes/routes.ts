import type { Tx } from '../platform/database/connect.ts'
import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { accept, refuse, type Outcome, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { confirmStocktake, decide, endStocktake, keepRest, signStocktake, startStocktake } from './commands/run.ts'
import * as contract from './contract.ts'
import { readingStocktakes } from './permissions.ts'
import { listHeads, readHead } from './queries/heads.ts'
import { listItemsOf } from './queries/items.ts'
import { readResult } from './queries/result.ts'

const unless = async <T>(refusal: Refusal | null, answer: () => Promise<Outcome<T>>): Promise<Outcome<T>> =>
  refusal ? { ok: false, refusal } : answer()
const found = <T>(value: T | null): Outcome<T> => (value === null ? refuse('not-found') : accept(value))

export function stocktakeRoutes(api: Api): void {
  const head = async (done: Outcome<unknown>, tx: Tx, caller: Caller, id: string) =>
    done.ok ? found(await readHead(tx, caller, id)) : done
  serve(api, contract.listStocktakes, ({ tx, caller, query }) =>
    unless(readingStocktakes(caller), async () => accept(await listHeads(tx, caller, query))),
  )
  serve(api, contract.startStocktake, async ({ tx, caller, body }) => {
    const begun = await startStocktake(tx, caller, body)
    return begun.ok ? head(begun, tx, caller, begun.value.id) : begun
  })
  serve(api, contract.readStocktake, ({ tx, caller, params }) =>
    unless(readingStocktakes(caller), async () => found(await readResult(tx, caller, params.id))),
  )
  serve(api, contract.listItems, ({ tx, caller, params, query }) =>
    unless(readingStocktakes(caller), async () => found(await listItemsOf(tx, caller, params.id, query))),
  )
  serve(api, contract.decide, async ({ tx, caller, params, body }) =>
    head(await decide(tx, caller, params.id, params.customerId, body), tx, caller, params.id),
  )
  serve(api, contract.undecide, async ({ tx, caller, params }) =>
    head(await decide(tx, caller, params.id, params.customerId, null), tx, caller, params.id),
  )
  serve(api, contract.keepRest, async ({ tx, caller, params }) =>
    head(await keepRest(tx, caller, params.id), tx, caller, params.id),
  )
  serve(api, contract.signStocktake, async ({ tx, caller, params }) =>
    head(await signStocktake(tx, caller, params.id), tx, caller, params.id),
  )
  serve(api, contract.confirmStocktake, async ({ tx, caller, params, body }) =>
    head(await confirmStocktake(tx, caller, params.id, body), tx, caller, params.id),
  )
  serve(api, contract.endStocktake, ({ tx, caller, params }) => endStocktake(tx, caller, params.id))
}
