import type { Api } from '../platform/http/api.ts'
import { serve, serveDownload } from '../platform/http/serve.ts'
import * as contract from './contract.ts'
import { exportAudit, listAudit } from './queries.ts'

export function auditRoutes(api: Api): void {
  serve(api, contract.listAudit, ({ tx, caller, query }) => listAudit(tx, caller, query))
  serveDownload(api, contract.exportAudit, ({ tx, caller, query }) => exportAudit(tx, caller, query))
}
