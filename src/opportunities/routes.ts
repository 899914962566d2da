import { nothing, serve } from '../platform/http/serve.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Api } from '../platform/http/api.ts'
import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { bulkMove } from './commands/bulk-move.ts'
import { transferMany, undoTransfers } from './commands/bulk-transfer.ts'
import { transferDeal } from './commands/transfer.ts'
import * as transfers from './transfer-contract.ts'
import { changeVersion, publishPipeline } from './commands/change-version.ts'
import { archiveOpportunity, changeOpportunity, type Changed } from './commands/change.ts'
import { closeOpportunity, moveStage, reopenOpportunity, reworkOpportunity, undoEvent, type Moved } from './commands/move.ts'
import { openOpportunity } from './commands/open.ts'
import * as approvals from './approval-contract.ts'
import { askApproval, decideApproval, withdrawApproval, type DiscountLimit } from './commands/approvals.ts'
import { addDelegation, removeDelegation } from './commands/delegations.ts'
import * as contract from './contract.ts'
import * as history from './history-contract.ts'
import { listApprovals, listDelegations } from './queries/approvals.ts'
import { readGates } from './gate-contract.ts'
import * as pipelineContract from './pipeline-contract.ts'
import { tryDefinition } from './queries/trial.ts'
import { speakFlaws } from '../pipelines/queries.ts'
import { readBoard } from './queries/board.ts'
import { documentRoutes } from './routes/documents.ts'
import { elementRoutes } from './routes/elements.ts'
import { gatesOfDeal } from './queries/gates.ts'
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

async function moved(outcome: Outcome<Moved>): Promise<Outcome<Omit<Moved, 'view'> & { opportunity: OpportunityDetail }>> {
  if (!outcome.ok) return outcome
  const opportunity = await found(outcome.value.view())
  return opportunity.ok
    ? accept({ eventId: outcome.value.eventId, missing: outcome.value.missing, opportunity: opportunity.value })
    : opportunity
}

/** What only those may see whose role reads deals. */
async function toReaders<T>(caller: Caller, read: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const lacking = readingDeals(caller)
  return lacking ? { ok: false, refusal: lacking } : read()
}

export function opportunityRoutes(api: Api, limitOf?: DiscountLimit): void {
  elementRoutes(api)
  documentRoutes(api)
  serve(api, contract.listOpportunities, ({ tx, caller, query }) =>
    toReaders(caller, async () => accept(await listOpportunities(tx, caller, query))),
  )
  serve(api, contract.readBoard, ({ tx, caller, params, query }) =>
    toReaders(caller, () => found(readBoard(tx, caller, params.pipeline, query))),
  )
  serve(api, contract.readOpportunity, ({ tx, caller, params }) => toReaders(caller, () => view(tx, caller, params.id)))
  serve(api, contract.createOpportunity, async ({ tx, caller, body }) => {
    const opened = await openOpportunity(tx, caller, body)
    return opened.ok ? accept(opened.value.view) : opened
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
  serve(api, contract.reworkOpportunity, async ({ tx, caller, params, body, ifMatch }) =>
    moved(await reworkOpportunity(tx, caller, { id: params.id, ...body }, ifMatch)),
  )
  serve(api, contract.undoEvent, async ({ tx, caller, params }) => moved(await undoEvent(tx, caller, params)))
  serve(api, contract.bulkMove, async ({ tx, caller, body }) => accept({ results: await bulkMove(tx, caller, body) }))
  serve(api, transfers.transferOpportunity, async ({ tx, caller, params, body, ifMatch }) => {
    const done = await transferDeal(tx, caller, { id: params.id, ...body }, ifMatch)
    if (!done.ok) return done
    const { eventId, newId, missing } = done.value
    const opportunity = await view(tx, caller, newId)
    return opportunity.ok ? accept({ eventId, missing, opportunity: opportunity.value }) : opportunity
  })
  serve(api, transfers.transferMany, async ({ tx, caller, body }) => accept({ results: await transferMany(tx, caller, body) }))
  serve(api, transfers.undoTransfers, async ({ tx, caller, body }) =>
    accept({ results: await undoTransfers(tx, caller, body.transfers) }),
  )
  serve(api, pipelineContract.tryPipeline, async ({ tx, caller, params, body }) => {
    const tried = await tryDefinition(tx, caller, params.id, body.definition)
    return tried.ok ? accept({ ...tried.value, flaws: speakFlaws(caller, tried.value.flaws) }) : tried
  })
  serve(api, pipelineContract.publishPipeline, ({ tx, caller, params, body }) => publishPipeline(tx, caller, params.id, body))
  serve(api, pipelineContract.changeVersion, ({ tx, caller, params, body }) =>
    changeVersion(tx, caller, params.id, { inFlight: 'move', ...body }),
  )
  serve(api, readGates, ({ tx, caller, params }) => toReaders(caller, () => gatesOfDeal(tx, caller, params.id)))
  serve(api, history.readHistory, ({ tx, caller, params, query }) =>
    toReaders(caller, () => found(readHistory(tx, caller, params.id, query))),
  )
  serve(api, history.readAsOf, ({ tx, caller, params, query }) =>
    toReaders(caller, () => found(readAsOf(tx, caller, params.id, new Date(query.at)))),
  )
  approvalRoutes(api, limitOf)
}

async function approval(tx: Tx, caller: Caller, id: string) {
  const [found] = (await listApprovals(tx, caller, { id, who: 'within-reach', limit: 1 })).items
  return found ? accept(found) : refuse('not-found')
}

function approvalRoutes(api: Api, limitOf?: DiscountLimit): void {
  serve(api, approvals.listApprovals, async ({ tx, caller, query }) => accept(await listApprovals(tx, caller, query)))
  serve(api, approvals.askApproval, async ({ tx, caller, params, body }) => {
    const asked = await askApproval(tx, caller, params.id, body, limitOf)
    return asked.ok ? approval(tx, caller, asked.value.id) : asked
  })
  serve(api, approvals.decideApproval, async ({ tx, caller, params, body }) => {
    const decided = await decideApproval(tx, caller, params.id, body)
    return decided.ok ? approval(tx, caller, params.id) : decided
  })
  serve(api, approvals.withdrawApproval, ({ tx, caller, params }) => withdrawApproval(tx, caller, params.id))
  serve(api, approvals.listDelegations, async ({ tx, caller }) => accept({ items: await listDelegations(tx, caller) }))
  serve(api, approvals.addDelegation, async ({ tx, caller, body }) => {
    const added = await addDelegation(tx, caller, body)
    if (!added.ok) return added
    const [found] = await listDelegations(tx, caller, added.value.id)
    return found ? accept(found) : refuse('not-found')
  })
  serve(api, approvals.removeDelegation, ({ tx, caller, params }) => removeDelegation(tx, caller, params.id))
}
