import { needs } from '../../people/permissions.ts'
import type { Api } from '../../platform/http/api.ts'
import { serve } from '../../platform/http/serve.ts'
import { setElement } from '../commands/elements.ts'
import * as contract from '../element-contract.ts'
import { readElementReport } from '../queries/element-report.ts'
import { readGateReport } from '../queries/element-report-gates.ts'
import { elementsOfDeal } from '../queries/elements.ts'

export function elementRoutes(api: Api): void {
  serve(api, contract.readElements, ({ tx, caller, params }) => elementsOfDeal(tx, caller, params.id))
  serve(api, contract.setElement, async ({ tx, caller, params, body, ifMatch }) => {
    const set = await setElement(tx, caller, params.id, params.key, body, ifMatch)
    return set.ok ? elementsOfDeal(tx, caller, params.id) : set
  })
  serve(api, contract.readElementReport, ({ tx, caller, query }) => {
    const lacking = needs(caller, 'reports.read')
    return lacking ? { ok: false, refusal: lacking } : readElementReport(tx, caller, query)
  })
  serve(api, contract.readGateReport, ({ tx, caller, query }) => {
    const lacking = needs(caller, 'reports.read')
    return lacking ? { ok: false, refusal: lacking } : readGateReport(tx, caller, query)
  })
}
