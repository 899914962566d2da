import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { accept, refuse, type Outcome, type Refusal } from '../platform/refusal.ts'
import { assign, claim, release } from './commands/pass.ts'
import { recycleNow } from './commands/recycle.ts'
import { saveSetting } from './commands/setting.ts'
import * as contract from './contract.ts'
import { editingPoolRule, readingPool } from './permissions.ts'
import { listPool, readFacets } from './queries/pool.ts'
import { readSetting } from './queries/setting.ts'
import { readState, readWarnings, tryRule } from './queries/state.ts'

const unless = async <T>(refusal: Refusal | null, read: () => Promise<T>): Promise<Outcome<T>> =>
  refusal ? { ok: false, refusal } : accept(await read())

export function poolRoutes(api: Api): void {
  serve(api, contract.readPoolSetting, ({ tx, caller }) => unless(readingPool(caller), () => readSetting(tx, caller)))
  serve(api, contract.savePoolSetting, async ({ tx, caller, body, ifMatch }) => {
    const saved = await saveSetting(tx, caller, body, ifMatch)
    return saved.ok ? accept(await readSetting(tx, caller)) : saved
  })
  serve(api, contract.tryPoolRule, ({ tx, caller, body }) => unless(editingPoolRule(caller), () => tryRule(tx, caller, body)))
  serve(api, contract.runPoolRule, ({ tx, caller }) => recycleNow(tx, caller))
  serve(api, contract.listPool, ({ tx, caller, query }) => unless(readingPool(caller), () => listPool(tx, caller, query)))
  serve(api, contract.readPoolFacets, ({ tx, caller }) => unless(readingPool(caller), () => readFacets(tx, caller)))
  serve(api, contract.claimFromPool, ({ tx, caller, body }) => claim(tx, caller, body.customerIds))
  serve(api, contract.assignFromPool, ({ tx, caller, body }) => assign(tx, caller, body.customerIds, body.memberIds))
  serve(api, contract.readPoolState, async ({ tx, caller, params }) => {
    const refusal = readingPool(caller)
    if (refusal) return { ok: false, refusal }
    const state = await readState(tx, caller, params.id)
    return state ? accept(state) : refuse('not-found')
  })
  serve(api, contract.releaseToPool, ({ tx, caller, params, body }) => release(tx, caller, params.id, body.reason))
  serve(api, contract.readPoolWarnings, ({ tx, caller, query }) =>
    unless(readingPool(caller), () => readWarnings(tx, caller, query.scope)),
  )
}
