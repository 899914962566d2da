import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { accept } from '../platform/refusal.ts'
import * as contract from './contract.ts'
import { readToday } from './queries.ts'

export function diaryRoutes(api: Api): void {
  serve(api, contract.readToday, async ({ tx, caller, query }) => accept(await readToday(tx, caller, query.scope)))
}
