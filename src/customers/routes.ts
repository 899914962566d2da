import { isFlaw, phoneFrom } from '../contacts/contact.ts'
import { homePhoneRegion } from '../contacts/phone.ts'
import type { Api } from '../platform/http/api.ts'
import type { Ask } from '../platform/http/answer.ts'
import { serve } from '../platform/http/serve.ts'
import { accept, refuse } from '../platform/refusal.ts'
import { archiveCustomer, changeCustomer, restoreCustomer } from './commands/change.ts'
import { createCustomer } from './commands/create.ts'
import { mergeCustomers } from './commands/merge.ts'
import { undoMerge } from './commands/undo-merge.ts'
import * as contract from './contract.ts'
import * as merging from './merge-contract.ts'
import { marksOf } from './duplicate.ts'
import { creatingCustomer, readingCustomers } from './permissions.ts'
import { listCustomers, readCustomer, readFacets } from './queries/customers.ts'
import { listMerges, previewMerge } from './queries/merges.ts'
import { likelyDuplicates } from './queries/duplicates.ts'
import { socialCreditCodeFrom } from './social-credit-code.ts'

type Asked = Pick<Ask<unknown, unknown, unknown>, 'tx' | 'caller'>

async function view({ tx, caller }: Asked, id: string) {
  const refusal = readingCustomers(caller)
  if (refusal) return { ok: false as const, refusal }
  const customer = await readCustomer(tx, caller, id)
  return customer ? accept(customer) : refuse('not-found')
}

export function customerRoutes(api: Api): void {
  serve(api, contract.listCustomers, async ({ tx, caller, query }) => {
    const refusal = readingCustomers(caller)
    return refusal ? { ok: false, refusal } : accept(await listCustomers(tx, caller, query))
  })
  serve(api, contract.readFacets, async ({ tx, caller }) => {
    const refusal = readingCustomers(caller)
    return refusal ? { ok: false, refusal } : accept(await readFacets(tx, caller))
  })
  serve(api, contract.findDuplicates, async ({ tx, caller, query }) => {
    const refusal = creatingCustomer(caller)
    if (refusal) return { ok: false, refusal }
    const phone = (given: string | undefined) => {
      const parsed = phoneFrom(given ?? null, 'phone', homePhoneRegion(caller.timeZone), query.name)
      return isFlaw(parsed) ? null : parsed.phone
    }
    const marks = marksOf({
      name: query.name ?? '',
      phone: phone(query.phone),
      contactPhone: phone(query.contactPhone),
      socialCreditCode: socialCreditCodeFrom(query.socialCreditCode ?? '') || null,
    })
    const { candidates, elsewhere } = await likelyDuplicates(tx, caller, marks, query.except ?? null)
    return accept({ candidates, elsewhere })
  })
  serve(api, contract.readCustomer, (ask) => view(ask, ask.params.id))
  serve(api, contract.createCustomer, async (ask) => {
    const made = await createCustomer(ask.tx, ask.caller, ask.body)
    return made.ok ? view(ask, made.value.id) : made
  })
  serve(api, contract.changeCustomer, async (ask) => {
    const changed = await changeCustomer(ask.tx, ask.caller, ask.params.id, ask.body, ask.ifMatch)
    return changed.ok ? view(ask, ask.params.id) : changed
  })
  serve(api, contract.archiveCustomer, ({ tx, caller, params }) => archiveCustomer(tx, caller, params.id))
  serve(api, contract.restoreCustomer, async (ask) => {
    const restored = await restoreCustomer(ask.tx, ask.caller, ask.params.id)
    return restored.ok ? view(ask, ask.params.id) : restored
  })
  serve(api, merging.previewMerge, ({ tx, caller, query }) => previewMerge(tx, caller, query.keptId, query.otherId))
  serve(api, merging.mergeCustomers, async (ask) => {
    const merged = await mergeCustomers(ask.tx, ask.caller, ask.params.id, ask.body)
    if (!merged.ok) return merged
    const customer = await view(ask, ask.params.id)
    return customer.ok ? accept({ mergeId: merged.value.mergeId, customer: customer.value }) : customer
  })
  serve(api, merging.listMerges, async ({ tx, caller, params }) => {
    const refusal = readingCustomers(caller)
    if (refusal) return { ok: false, refusal }
    const items = await listMerges(tx, caller, params.id)
    return items ? accept({ items }) : refuse('not-found')
  })
  serve(api, merging.undoMerge, async (ask) => {
    const undone = await undoMerge(ask.tx, ask.caller, ask.params.id, ask.params.mergeId)
    return undone.ok ? view(ask, ask.params.id) : undone
  })
}
