import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { accept, refuse, type Refusal } from '../platform/refusal.ts'
import { saveJudging } from './commands/say.ts'
import * as contract from './contract.ts'
import { readingHealth, readingHealths } from './permissions.ts'
import { listHealth } from './queries/list.ts'
import { readHealthOf } from './queries/one.ts'
import { readSetting } from './queries/setting.ts'

const no = (refusal: Refusal) => ({ ok: false as const, refusal })

export function healthRoutes(api: Api): void {
  serve(api, contract.readHealthSetting, async ({ tx, caller }) => {
    const refusal = readingHealths(caller)
    return refusal ? no(refusal) : accept(await readSetting(tx, caller))
  })
  serve(api, contract.saveHealthSetting, async ({ tx, caller, body, ifMatch }) => {
    const saved = await saveJudging(tx, caller, body, ifMatch)
    return saved.ok ? accept(await readSetting(tx, caller)) : saved
  })
  serve(api, contract.listHealth, async ({ tx, caller, query }) => {
    const refusal = readingHealths(caller)
    return refusal ? no(refusal) : listHealth(tx, caller, query)
  })
  serve(api, contract.readHealth, async ({ tx, caller, params }) => {
    const refusal = readingHealth(caller)
    if (refusal) return no(refusal)
    const health = await readHealthOf(tx, caller, params.id)
    return health ? accept(health) : refuse('not-found')
  })
}
