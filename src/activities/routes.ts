import type { Tx } from '../platform/database/connect.ts'
import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { archiveActivity, correctActivity, restoreActivity } from './commands/correct.ts'
import { recordActivity } from './commands/record.ts'
import * as contract from './contract.ts'
import { listActivities, readActivity } from './queries/activities.ts'
import { findSubjects, readSubject } from './queries/subject.ts'

export function activityRoutes(api: Api): void {
  const view = async (tx: Tx, caller: Caller, id: string) => {
    const activity = await readActivity(tx, caller, id)
    return activity ? accept(activity) : refuse('not-found')
  }
  const after = async (outcome: Outcome<unknown>, then: () => ReturnType<typeof view>) => (outcome.ok ? then() : outcome)

  serve(api, contract.listActivities, async ({ tx, caller, query }) => accept(await listActivities(tx, caller, query)))
  serve(api, contract.readActivity, ({ tx, caller, params }) => view(tx, caller, params.id))
  serve(api, contract.recordActivity, async ({ tx, caller, body }) => {
    const recorded = await recordActivity(tx, caller, body)
    return recorded.ok ? accept(recorded.value.view()) : recorded
  })
  serve(api, contract.correctActivity, async ({ tx, caller, params, body, ifMatch }) =>
    after(await correctActivity(tx, caller, params.id, body, ifMatch), () => view(tx, caller, params.id)),
  )
  serve(api, contract.archiveActivity, ({ tx, caller, params }) => archiveActivity(tx, caller, params.id))
  serve(api, contract.restoreActivity, async ({ tx, caller, params }) =>
    after(await restoreActivity(tx, caller, params.id), () => view(tx, caller, params.id)),
  )
  serve(api, contract.findSubjects, async ({ tx, caller, query }) => accept(await findSubjects(tx, caller, query.q)))
  serve(api, contract.readSubject, async ({ tx, caller, query }) => {
    const subject = await readSubject(tx, caller, query)
    return subject ? accept(subject) : refuse('not-found')
  })
}
