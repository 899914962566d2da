import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import { archiveCompetitor, changeCompetitor, createCompetitor, restoreCompetitor } from './commands/competitors.ts'
import { archiveProduct, changeProduct, createProduct, restoreProduct } from './commands/products.ts'
import { changeSource, createSource, offerSource } from './commands/sources.ts'
import * as contract from './contract.ts'
import { listCompetitors, listProducts, listSources, readCompetitor, readProduct, readSource } from './queries.ts'

const found = <T>(record: T | null): Outcome<T> => (record ? accept(record) : refuse('not-found'))
const then = async <T, R>(outcome: Outcome<T>, next: (value: T) => Promise<R | null>): Promise<Outcome<R>> =>
  outcome.ok ? found(await next(outcome.value)) : outcome

export function productRoutes(api: Api): void {
  serve(api, contract.listProducts, async ({ tx, caller, query }) => accept(await listProducts(tx, caller, query)))
  serve(api, contract.readProduct, async ({ tx, caller, params }) => found(await readProduct(tx, caller, params.id)))
  serve(api, contract.createProduct, async ({ tx, caller, body }) =>
    then(await createProduct(tx, caller, body), ({ id }) => readProduct(tx, caller, id)),
  )
  serve(api, contract.changeProduct, async ({ tx, caller, params, body, ifMatch }) =>
    then(await changeProduct(tx, caller, params.id, body, ifMatch), () => readProduct(tx, caller, params.id)),
  )
  serve(api, contract.archiveProduct, ({ tx, caller, params }) => archiveProduct(tx, caller, params.id))
  serve(api, contract.restoreProduct, async ({ tx, caller, params }) =>
    then(await restoreProduct(tx, caller, params.id), () => readProduct(tx, caller, params.id)),
  )

  serve(api, contract.listSources, async ({ tx, caller, query }) => accept(await listSources(tx, caller, query)))
  serve(api, contract.readSource, async ({ tx, caller, params }) => found(await readSource(tx, caller, params.id)))
  serve(api, contract.createSource, async ({ tx, caller, body }) =>
    then(await createSource(tx, caller, body), ({ id }) => readSource(tx, caller, id)),
  )
  serve(api, contract.changeSource, async ({ tx, caller, params, body, ifMatch }) =>
    then(await changeSource(tx, caller, params.id, body, ifMatch), () => readSource(tx, caller, params.id)),
  )
  serve(api, contract.archiveSource, ({ tx, caller, params }) => offerSource(tx, caller, params.id, false))
  serve(api, contract.restoreSource, async ({ tx, caller, params }) =>
    then(await offerSource(tx, caller, params.id, true), () => readSource(tx, caller, params.id)),
  )

  serve(api, contract.listCompetitors, async ({ tx, caller, query }) => accept(await listCompetitors(tx, caller, query)))
  serve(api, contract.readCompetitor, async ({ tx, caller, params }) => found(await readCompetitor(tx, caller, params.id)))
  serve(api, contract.createCompetitor, async ({ tx, caller, body }) =>
    then(await createCompetitor(tx, caller, body), ({ id }) => readCompetitor(tx, caller, id)),
  )
  serve(api, contract.changeCompetitor, async ({ tx, caller, params, body, ifMatch }) =>
    then(await changeCompetitor(tx, caller, params.id, body, ifMatch), () => readCompetitor(tx, caller, params.id)),
  )
  serve(api, contract.archiveCompetitor, ({ tx, caller, params }) => archiveCompetitor(tx, caller, params.id))
  serve(api, contract.restoreCompetitor, async ({ tx, caller, params }) =>
    then(await restoreCompetitor(tx, caller, params.id), () => readCompetitor(tx, caller, params.id)),
  )
}
