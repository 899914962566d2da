import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { accept, type Outcome, type Refusal } from '../platform/refusal.ts'
import * as chores from './chore-contract.ts'
import { dropAssumptions, saveAssumptions } from './commands/assumptions.ts'
import { saveChores } from './commands/chores.ts'
import * as contract from './contract.ts'
import { readingCapacity, readingRecords } from './permissions.ts'
import { readOwnChores } from './queries/chores.ts'
import { readCapacityReport } from './queries/read-capacity.ts'
import { listRecords } from './queries/records.ts'

const unless = <T>(refusal: Refusal | null, answer: () => Promise<Outcome<T>>): Promise<Outcome<T>> | Outcome<T> =>
  refusal ? { ok: false, refusal } : answer()

export function capacityRoutes(api: Api): void {
  serve(api, contract.readCapacity, ({ tx, caller, query }) =>
    unless(readingCapacity(caller), () => readCapacityReport(tx, caller, query)),
  )
  serve(api, contract.listCapacityRecords, ({ tx, caller, query }) =>
    unless(readingRecords(caller), () => listRecords(tx, caller, query)),
  )
  serve(api, chores.readChores, ({ tx, caller }) =>
    unless(readingCapacity(caller), async () => accept(await readOwnChores(tx, caller))),
  )
  serve(api, chores.saveChores, ({ tx, caller, body }) => unless(readingCapacity(caller), () => saveChores(tx, caller, body)))
  serve(api, contract.saveAssumptions, ({ tx, caller, body, ifMatch }) =>
    unless(readingCapacity(caller), () => saveAssumptions(tx, caller, body, ifMatch)),
  )
  serve(api, contract.dropAssumptions, ({ tx, caller, query, ifMatch }) =>
    unless(readingCapacity(caller), () => dropAssumptions(tx, caller, query, ifMatch)),
  )
}
