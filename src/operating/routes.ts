import type { Tx } from '../platform/database/connect.ts'
import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { accept, refuse } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { noteRequest } from './commands/request.ts'
import { saveSetting } from './commands/setting.ts'
import * as contract from './contract.ts'
import { readingMechanism } from './permissions.ts'
import { readOperatingOf } from './queries/account.ts'
import { readLate } from './queries/late.ts'
import { readMechanismSetting } from './queries/setting.ts'

export function operatingRoutes(api: Api): void {
  serve(api, contract.readOperatingSetting, async ({ tx, caller }) => {
    const refusal = readingMechanism(caller)
    return refusal ? { ok: false, refusal } : accept(await readMechanismSetting(tx, caller))
  })
  serve(api, contract.saveOperatingSetting, async ({ tx, caller, body, ifMatch }) => {
    const saved = await saveSetting(tx, caller, body, ifMatch)
    return saved.ok ? accept(await readMechanismSetting(tx, caller)) : saved
  })
  serve(api, contract.readLateAccounts, async ({ tx, caller }) => {
    const refusal = readingMechanism(caller)
    return refusal ? { ok: false, refusal } : accept(await readLate(tx, caller))
  })
  const view = async (tx: Tx, caller: Caller, id: string) => {
    const refusal = readingMechanism(caller)
    if (refusal) return { ok: false as const, refusal }
    const owed = await readOperatingOf(tx, caller, id)
    return owed ? accept(owed) : refuse('not-found')
  }
  serve(api, contract.readOperating, ({ tx, caller, params }) => view(tx, caller, params.id))
  serve(api, contract.noteRequest, async ({ tx, caller, params, body }) => {
    const noted = await noteRequest(tx, caller, params.id, body)
    return noted.ok ? view(tx, caller, params.id) : noted
  })
}
