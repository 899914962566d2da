import { needs } from '../../people/permissions.ts'
import type { Api } from '../../platform/http/api.ts'
import { serve } from '../../platform/http/serve.ts'
import type { Outcome, Refusal } from '../../platform/refusal.ts'
import { setElement } from '../commands/elements.ts'
import * as contract from '../element-contract.ts'
import { readingDeals } from '../permissions.ts'
import { readElementReport } from '../queries/element-report.ts'
import { readGateReport } from '../queries/element-report-gates.ts'
import { elementsOfDeal } from '../queries/elements.ts'

const unless = <T>(refusal: Refusal | null, answer: () => Promise<Outcome<T>>): Promise<Outcome<T>> | Outcome<T> =>
  refusal ? { ok: false, refusal } : answer()

export function elementRoutes(api: Api): void {
  serve(api, contract.readElements, ({ tx, caller, params }) =>
    unless(readingDeals(caller), () => elementsOfDeal(tx, caller, params.id)),
  )
  serve(api, contract.setElement, async ({ tx, caller, params, body, ifMatch }) => {
    const set = await setElement(tx, caller, params.id, params.key, body, ifMatch)
    return set.ok ? elementsOfDeal(tx, caller, params.id) : set
  })
  serve(api, contract.readElementReport, ({ tx, caller, query }) =>
    unless(needs(caller, 'reports.read'), () => readElementReport(tx, caller, query)),
  )
  serve(api, contract.readGateReport, ({ tx, caller, query }) =>
    unless(needs(caller, 'reports.read'), () => readGateReport(tx, caller, query)),
  )
}
