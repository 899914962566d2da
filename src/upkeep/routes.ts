import type { Tx } from '../platform/database/connect.ts'
import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { meanTo, saveUpkeep } from './commands/say.ts'
import * as contract from './contract.ts'
import { readingUpkeep } from './permissions.ts'
import { readCustomer } from './queries/customer.ts'
import { readPlan } from './queries/plan.ts'
import { readSetting } from './queries/setting.ts'
import { readSplit } from './queries/split.ts'
import { readTeam } from './queries/team.ts'
import { readToday } from './queries/today.ts'

/** Whoever may read upkeep gets the answer. */
const reading = async <T>(caller: Caller, answer: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
  const refusal = readingUpkeep(caller)
  return refusal ? { ok: false, refusal } : answer()
}

export function upkeepRoutes(api: Api): void {
  serve(api, contract.readUpkeepSetting, ({ tx, caller }) => reading(caller, async () => accept(await readSetting(tx, caller))))
  serve(api, contract.saveUpkeepSetting, async ({ tx, caller, body, ifMatch }) => {
    const saved = await saveUpkeep(tx, caller, body, ifMatch)
    return saved.ok ? accept(await readSetting(tx, caller)) : saved
  })
  serve(api, contract.readUpkeepToday, ({ tx, caller, query }) => reading(caller, () => readToday(tx, caller, query)))
  serve(api, contract.readUpkeepTeam, ({ tx, caller, query }) => reading(caller, () => readTeam(tx, caller, query)))
  serve(api, contract.readUpkeepPlan, ({ tx, caller, query }) => reading(caller, () => readPlan(tx, caller, query)))
  serve(api, contract.readDaySplit, ({ tx, caller, query }) => reading(caller, () => readSplit(tx, caller, query)))
  const view = (tx: Tx, caller: Caller, id: string) =>
    reading(caller, async () => {
      const customer = await readCustomer(tx, caller, id)
      return customer ? accept(customer) : refuse('not-found')
    })
  serve(api, contract.readCustomerUpkeep, ({ tx, caller, params }) => view(tx, caller, params.id))
  serve(api, contract.meanToContact, async ({ tx, caller, params, body }) => {
    const meant = await meanTo(tx, caller, params.id, body.meantFor)
    return meant.ok ? view(tx, caller, params.id) : meant
  })
}
