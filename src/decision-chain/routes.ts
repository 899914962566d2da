import type { Tx } from '../platform/database/connect.ts'
import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { changeChain } from './commands/change.ts'
import { setParent } from './commands/parent.ts'
import * as contract from './contract.ts'
import { readingChain } from './permissions.ts'
import { readChainOf, type ChainView } from './queries/chain.ts'

async function view(tx: Tx, caller: Caller, id: string): Promise<Outcome<ChainView>> {
  const refusal = readingChain(caller)
  if (refusal) return { ok: false, refusal }
  const chain = await readChainOf(tx, caller, id)
  return chain ? accept(chain) : refuse('not-found')
}

export function decisionChainRoutes(api: Api): void {
  serve(api, contract.readChain, ({ tx, caller, params }) => view(tx, caller, params.id))
  serve(api, contract.changeChain, async ({ tx, caller, params, body, ifMatch }) => {
    const changed = await changeChain(tx, caller, params.id, body.people, ifMatch)
    return changed.ok ? view(tx, caller, params.id) : changed
  })
  serve(api, contract.setParent, async ({ tx, caller, params, body }) => {
    const set = await setParent(tx, caller, params.id, body.parentId)
    return set.ok ? view(tx, caller, params.id) : set
  })
}
