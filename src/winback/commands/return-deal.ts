import { reopenOpportunity } from '../../opportunities/commands/move.ts'
import { openOpportunity } from '../../opportunities/commands/open.ts'
import { reopeningDays } from '../../opportunities/stage-gate.ts'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'

interface Asked {
  dealId: string
  assigneeId: string
  note?: string | undefined
  amountMinor?: number | null | undefined
  pipeline?: string | undefined
}

/**
 * Opens a lost deal again within 90 days, which takes the loss back; later a new deal of the same customer that names it as its
 * predecessor, which counts as won back. A deal that has come back by itself is not opened twice.
 */
export async function reopenOrFollow(tx: Tx, caller: Caller, asked: Asked): Promise<Outcome<{ successorId: string | null }>> {
  const deal = await tx
    .selectFrom('opportunity')
    .selectAll()
    .where('org_id', '=', caller.orgId)
    .where('id', '=', asked.dealId)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!deal || !reaches(caller, deal.owner_id)) return refuse('win-back-hand-over-first', {}, 409)
  if (deal.status !== 'lost' && deal.status !== 'terminated') return refuse('nothing-to-reopen', { status: deal.status })
  if (deal.closed_at && caller.now.getTime() - deal.closed_at.getTime() <= reopeningDays * 86_400_000) {
    const reopened = await reopenOpportunity(tx, caller, { id: deal.id, reason: asked.note })
    return reopened.ok ? accept({ successorId: null }) : reopened
  }
  if (!deal.customer_id) return refuse('win-back-no-customer', {}, 409)
  const opened = await openOpportunity(tx, caller, {
    customerId: deal.customer_id,
    predecessorId: deal.id,
    name: deal.name,
    productId: deal.product_id,
    sourceId: deal.source_id,
    amountMinor: asked.amountMinor === undefined ? deal.amount_minor : asked.amountMinor,
    currency: deal.currency,
    note: asked.note,
    pipeline: asked.pipeline,
    ...(reaches(caller, asked.assigneeId) && caller.abilities.has('records.assign') ? { ownerId: asked.assigneeId } : {}),
  })
  return opened.ok ? accept({ successorId: opened.value.id }) : opened
}
