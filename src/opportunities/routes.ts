import { nothing, serve } from '../platform/http/serve.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Api } from '../platform/http/api.ts'
import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { bulkMove } from './commands/bulk-move.ts'
import { archiveOpportunity, changeOpportunity, type Changed } from './commands/change.ts'
import { closeOpportunity, moveStage, reopenOpportunity, undoEvent, type Moved } from './commands/move.ts'
import { openOpportunity } from './commands/open.ts'
import * as contract from './contract.ts'
import { readBoard } from './queries/board.ts'
import { readOpportunity, type OpportunityDetail } from './queries/detail.ts'
import { readAsOf, readHistory } from './queries/history.ts'
import { readingDeals } from './permissions.ts'
import { listOpportunities } from './queries/list.ts'

async function found<T>(value: Promise<T | null>): Promise<Outcome<T>> {
  const reply = await value
  return reply === null ? refuse('not-found') : accept(reply)
}

const view = (tx: Tx, caller: Caller, id: string): Promise<Outcome<OpportunityDetail>> => found(readOpportunity(tx, caller, id))

/** A refusal as it is; after success the opportunity as it now is. What left the caller's reach by this very change is gone. */
async function shown(outcome: Outcome<Changed>): Promise<Outcome<OpportunityDetail>> {
  return outcome.ok ? found(outcome.value.view()) : outcome
}

async function moved(outcome: Outcome<Moved>): Promise<Outcome<{ eventId: string; opportunity: OpportunityDetail }>> {
  if (!outcome.ok) return outcome
  const opportunity = await found(outcome.value.view())
  return opportunity.ok ? accept({ eventId: outcome.value.eventId, opportunity: opportunity.value }) : opportunity
}

/** What only those may see whose role reads deals. */
async function toReaders<T>(caller: Caller, read: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const lacking = readingDeals(caller)
  return lacking ? { ok: false, refusal: lacking } : read()
}

export function opportunityRoutes(api: Api): void {
  serve(api, contract.listOpportunities, ({ tx, caller, query }) =>
    toReaders(caller, async () => accept(await listOpportunities(tx, caller, query))),
  )
  serve(api, contract.readBoard, ({ tx, caller, params, query }) =>
    toReaders(caller, () => found(readBoard(tx, caller, params.pipeline, query))),
  )
  serve(api, contract.readOpportunity, ({ tx, caller, params }) => toReaders(caller, () => view(tx, caller, params.id)))
  serve(api, contract.createOpportunity, async ({ tx, caller, body }) => {
    const opened = await openOpportunity(tx, caller, body)
    return opened.ok ? view(tx, caller, opened.value.id) : opened
  })
  serve(api, contract.changeOpportunity, async ({ tx, caller, params, body, ifMatch }) =>
    shown(await changeOpportunity(tx, caller, params.id, body, ifMatch)),
  )
  serve(api, contract.archiveOpportunity, async ({ tx, caller, params, ifMatch }) => {
    const archived = await archiveOpportunity(tx, caller, params.id, true, ifMatch)
    return archived.ok ? nothing : archived
  })
  serve(api, contract.restoreOpportunity, async ({ tx, caller, params }) => {
    const restored = await archiveOpportunity(tx, caller, params.id, false)
    return restored.ok ? view(tx, caller, params.id) : restored
  })
  serve(api, contract.moveStage, async ({ tx, caller, params, body, ifMatch }) =>
    moved(await moveStage(tx, caller, { id: params.id, ...body }, ifMatch)),
  )
  serve(api, contract.closeOpportunity, async ({ tx, caller, params, body, ifMatch }) =>
    moved(await closeOpportunity(tx, caller, { id: params.id, ...body }, ifMatch)),
  )
  serve(api, contract.reopenOpportunity, async ({ tx, caller, params, body, ifMatch }) =>
    moved(await reopenOpportunity(tx, caller, { id: params.id, ...body }, ifMatch)),
  )
  serve(api, contract.undoEvent, async ({ tx, caller, params }) => moved(await undoEvent(tx, caller, params)))
  serve(api, contract.bulkMove, async ({ tx, caller, body }) => accept({ results: await bulkMove(tx, caller, body) }))
  serve(api, contract.readHistory, ({ tx, caller, params, query }) =>
    toReaders(caller, () => found(readHistory(tx, caller, params.id, query))),
  )
  serve(api, contract.readAsOf, ({ tx, caller, params, query }) =>
    toReaders(caller, () => found(readAsOf(tx, caller, params.id, new Date(query.at)))),
  )
}
