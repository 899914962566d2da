import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { sayCredit, writeInterview } from './commands/say.ts'
import * as contract from './contract.ts'
import { readCards } from './queries/cards.ts'

export function customerCardRoutes(api: Api): void {
  serve(api, contract.readCards, ({ tx, caller, params }) => readCards(tx, caller, params.id))
  serve(api, contract.saveCredit, async ({ tx, caller, params, body, ifMatch }) => {
    const said = await sayCredit(tx, caller, params.id, body, ifMatch)
    return said.ok ? readCards(tx, caller, params.id) : said
  })
  serve(api, contract.addInterview, async ({ tx, caller, params, body }) => {
    const written = await writeInterview(tx, caller, params.id, body)
    return written.ok ? readCards(tx, caller, params.id) : written
  })
}
