import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { accept } from '../platform/refusal.ts'
import { askForDemo } from './commands/ask.ts'
import { loadDemo, readDemo } from './contract.ts'
import { readDemo as stateOfDemo } from './queries.ts'

export function demoRoutes(api: Api): void {
  serve(api, loadDemo, ({ tx, caller }) => askForDemo(tx, caller))
  serve(api, readDemo, async ({ tx, caller }) => accept(await stateOfDemo(tx, caller)))
}
