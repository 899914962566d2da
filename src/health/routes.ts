import { creatingCustomer } from '../customers/permissions.ts'
import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { accept, refuse, type Refusal } from '../platform/refusal.ts'
import { saveJudging } from './commands/say.ts'
import { sendUsage, tellUsage } from './commands/tell-usage.ts'
import * as contract from './contract.ts'
import { readingHealth, readingHealths } from './permissions.ts'
import { listHealth } from './queries/list.ts'
import { readHealthOf } from './queries/one.ts'
import { readSetting } from './queries/setting.ts'
import { readUsageOf } from './queries/usage.ts'

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
  serve(api, contract.readCustomerUsage, async ({ tx, caller, params }) => {
    const refusal = readingHealth(caller)
    if (refusal) return no(refusal)
    const usage = await readUsageOf(tx, caller, params.id)
    return usage ? accept(usage) : refuse('not-found')
  })
  serve(api, contract.tellCustomerUsage, async ({ tx, caller, params, body }) => {
    const told = await tellUsage(tx, caller, params.id, body)
    return told.ok ? accept((await readUsageOf(tx, caller, params.id))!) : told
  })
  serve(api, contract.sendUsage, async ({ tx, caller, body }) => {
    const refusal = creatingCustomer(caller)
    return refusal ? no(refusal) : accept(await sendUsage(tx, caller, body.items))
  })
}
