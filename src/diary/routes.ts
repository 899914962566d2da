import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { accept, refuse } from '../platform/refusal.ts'
import * as actions from './action-contract.ts'
import { handleAction, noteShown } from './commands/actions.ts'
import * as contract from './contract.ts'
import { readActions } from './queries/actions.ts'
import { readToday } from './queries.ts'

export function diaryRoutes(api: Api): void {
  serve(api, contract.readToday, async ({ tx, caller, query }) => accept(await readToday(tx, caller, query.scope)))
  serve(api, actions.readActions, async ({ tx, caller, query }) => {
    const found = await readActions(tx, caller, query)
    return found ? accept(found) : refuse('not-found')
  })
  serve(api, actions.noteShown, ({ tx, caller }) => noteShown(tx, caller))
  serve(api, actions.handleAction, ({ tx, caller, body }) => handleAction(tx, caller, body))
}
