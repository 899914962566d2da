import { needs } from '../people/permissions.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { archiveLead, changeLead, createLead, invalidateLead, reopenLead, restoreLead } from './commands/leads.ts'
import { qualifyLead } from './commands/qualify.ts'
import * as contract from './contract.ts'
import { listLeads, readLead } from './queries/leads.ts'
import { likenessOf } from './queries/likeness.ts'

export function leadRoutes(api: Api): void {
  const reading = async <T>(caller: Caller, read: () => Promise<T>): Promise<Outcome<NonNullable<T>>> => {
    const lacking = needs(caller, 'leads.read')
    if (lacking) return { ok: false, refusal: lacking }
    const found = await read()
    return found ? accept(found) : refuse('not-found')
  }
  const view = (tx: Tx, caller: Caller, id: string) => reading(caller, () => readLead(tx, caller, id))
  const after = async (outcome: Outcome<unknown>, tx: Tx, caller: Caller, id: string) =>
    outcome.ok ? view(tx, caller, id) : outcome

  serve(api, contract.listLeads, ({ tx, caller, query }) => reading(caller, () => listLeads(tx, caller, query)))
  serve(api, contract.readLead, ({ tx, caller, params }) => view(tx, caller, params.id))
  serve(api, contract.createLead, async ({ tx, caller, body }) => {
    const created = await createLead(tx, caller, body)
    return created.ok ? view(tx, caller, created.value.id) : created
  })
  serve(api, contract.changeLead, async ({ tx, caller, params, body, ifMatch }) =>
    after(await changeLead(tx, caller, params.id, body, ifMatch), tx, caller, params.id),
  )
  serve(api, contract.archiveLead, ({ tx, caller, params }) => archiveLead(tx, caller, params.id))
  serve(api, contract.restoreLead, async ({ tx, caller, params }) =>
    after(await restoreLead(tx, caller, params.id), tx, caller, params.id),
  )
  serve(api, contract.invalidateLead, async ({ tx, caller, params, body }) =>
    after(await invalidateLead(tx, caller, params.id, body), tx, caller, params.id),
  )
  serve(api, contract.reopenLead, async ({ tx, caller, params }) =>
    after(await reopenLead(tx, caller, params.id), tx, caller, params.id),
  )
  serve(api, contract.qualifyLead, async ({ tx, caller, params, body }) =>
    after(await qualifyLead(tx, caller, params.id, body), tx, caller, params.id),
  )
  serve(api, contract.listLikeness, ({ tx, caller, params }) =>
    reading(caller, async () => {
      const lead = await readLead(tx, caller, params.id)
      return lead && likenessOf(tx, caller, lead)
    }),
  )
}
