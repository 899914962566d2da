import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { type Outcome, refuse, type Refusal } from '../platform/refusal.ts'
import * as contract from './contract.ts'
import { readingReports } from './permissions.ts'
import { readCheckupReport } from './queries/checkup.ts'
import { readComparison } from './queries/compare.ts'

const unless = <T>(refusal: Refusal | null, answer: () => Promise<Outcome<T>>): Promise<Outcome<T>> | Outcome<T> =>
  refusal ? refuse(refusal.code, refusal.facts) : answer()

export function checkupRoutes(api: Api): void {
  serve(api, contract.readCheckup, ({ tx, caller, query }) =>
    unless(readingReports(caller), () => readCheckupReport(tx, caller, query)),
  )
  serve(api, contract.readCompare, ({ tx, caller, query }) =>
    unless(readingReports(caller), () => readComparison(tx, caller, query)),
  )
}
