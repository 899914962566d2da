import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { accept } from '../platform/refusal.ts'
import * as contract from './contract.ts'
import { search } from './queries.ts'

export function searchRoutes(api: Api): void {
  serve(api, contract.search, async ({ tx, caller, query }) =>
    accept(await search(tx, caller, { ...query, kinds: query.kinds ?? contract.searchKinds })),
  )
}
