import type { Tx } from '../platform/database/connect.ts'
import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { accept, refuse } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { saveJudging, sayFacts } from './commands/say.ts'
import * as contract from './contract.ts'
import { readingKeyAccount, readingKeyAccounts } from './permissions.ts'
import { readAccountOf } from './queries/account.ts'
import { listAccounts } from './queries/accounts.ts'
import { readSetting } from './queries/setting.ts'

export function keyAccountRoutes(api: Api): void {
  serve(api, contract.readKeyAccountSetting, async ({ tx, caller }) => {
    const refusal = readingKeyAccounts(caller)
    return refusal ? { ok: false, refusal } : accept(await readSetting(tx, caller))
  })
  serve(api, contract.saveKeyAccountSetting, async ({ tx, caller, body, ifMatch }) => {
    const saved = await saveJudging(tx, caller, body, ifMatch)
    return saved.ok ? accept(await readSetting(tx, caller)) : saved
  })
  serve(api, contract.listKeyAccounts, async ({ tx, caller, query }) => {
    const refusal = readingKeyAccounts(caller)
    return refusal ? { ok: false, refusal } : listAccounts(tx, caller, query)
  })
  const view = async (tx: Tx, caller: Caller, id: string) => {
    const refusal = readingKeyAccount(caller)
    if (refusal) return { ok: false as const, refusal }
    const account = await readAccountOf(tx, caller, id)
    return account ? accept(account) : refuse('not-found')
  }
  serve(api, contract.readKeyAccount, ({ tx, caller, params }) => view(tx, caller, params.id))
  serve(api, contract.saveKeyAccountFacts, async ({ tx, caller, params, body, ifMatch }) => {
    const said = await sayFacts(tx, caller, params.id, body, ifMatch)
    return said.ok ? view(tx, caller, params.id) : said
  })
}
