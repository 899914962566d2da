import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import * as contract from './contract.ts'
import { listAudit } from './queries.ts'

export function auditRoutes(api: Api): void {
  serve(api, contract.listAudit, ({ tx, caller, query }) => listAudit(tx, caller, query))
}
