import type { Api } from '../platform/http/api.ts'
import type { Ask } from '../platform/http/answer.ts'
import { serve } from '../platform/http/serve.ts'
import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import { archiveContact, changeContact, createContact, restoreContact } from './commands/contacts.ts'
import * as contract from './contract.ts'
import { readingContacts } from './permissions.ts'
import { listContacts, readContact, type ContactView } from './queries.ts'

type Asked = Pick<Ask<unknown, unknown, unknown>, 'tx' | 'caller'>

async function view({ tx, caller }: Asked, id: string): Promise<Outcome<ContactView>> {
  const refusal = readingContacts(caller)
  if (refusal) return { ok: false, refusal }
  const contact = await readContact(tx, caller, id)
  return contact ? accept(contact) : refuse('not-found')
}

export function contactRoutes(api: Api): void {
  serve(api, contract.listContacts, async ({ tx, caller, query }) => {
    const refusal = readingContacts(caller)
    return refusal ? { ok: false, refusal } : accept(await listContacts(tx, caller, query))
  })
  serve(api, contract.readContact, (ask) => view(ask, ask.params.id))
  serve(api, contract.createContact, async (ask) => {
    const made = await createContact(ask.tx, ask.caller, ask.body)
    return made.ok ? view(ask, made.value.id) : made
  })
  serve(api, contract.changeContact, async (ask) => {
    const changed = await changeContact(ask.tx, ask.caller, ask.params.id, ask.body, ask.ifMatch)
    return changed.ok ? view(ask, ask.params.id) : changed
  })
  serve(api, contract.archiveContact, ({ tx, caller, params }) => archiveContact(tx, caller, params.id))
  serve(api, contract.restoreContact, async (ask) => {
    const restored = await restoreContact(ask.tx, ask.caller, ask.params.id)
    return restored.ok ? view(ask, ask.params.id) : restored
  })
}
