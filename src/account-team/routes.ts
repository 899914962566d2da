import type { Tx } from '../platform/database/connect.ts'
import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { accept, refuse } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { saveRoles } from './commands/roles.ts'
import { joinTeam, leaveTeam } from './commands/team.ts'
import * as contract from './contract.ts'
import { readingTeam } from './permissions.ts'
import { readRoleSetting } from './queries/roles.ts'
import { readTeam } from './queries/team.ts'

export function accountTeamRoutes(api: Api): void {
  serve(api, contract.readAccountRoles, async ({ tx, caller }) => {
    const refusal = readingTeam(caller)
    return refusal ? { ok: false, refusal } : accept(await readRoleSetting(tx, caller))
  })
  serve(api, contract.saveAccountRoles, async ({ tx, caller, body, ifMatch }) => {
    const saved = await saveRoles(tx, caller, body.roles, ifMatch)
    return saved.ok ? accept(await readRoleSetting(tx, caller)) : saved
  })
  const view = async (tx: Tx, caller: Caller, id: string) => {
    const refusal = readingTeam(caller)
    if (refusal) return { ok: false as const, refusal }
    const team = await readTeam(tx, caller, id)
    return team ? accept(team) : refuse('not-found')
  }
  serve(api, contract.readAccountTeam, ({ tx, caller, params }) => view(tx, caller, params.id))
  serve(api, contract.joinAccountTeam, async ({ tx, caller, params, body }) => {
    const joined = await joinTeam(tx, caller, params.id, body)
    return joined.ok ? view(tx, caller, params.id) : joined
  })
  serve(api, contract.leaveAccountTeam, ({ tx, caller, params }) => leaveTeam(tx, caller, params.id, params.placeId))
}
