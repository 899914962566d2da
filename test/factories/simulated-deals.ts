import { blankDeal, type BroughtEvent, openMany, stagesForMany } from '../../src/opportunities/commands/write-many.ts'
import { lastSpan, statusCode } from '../../src/forecast/past-deals.ts'
import { newId } from '../../src/platform/ids.ts'
import type { FieldEvent } from '../../src/opportunities/stage-history.ts'
import type { Tx } from '../../src/platform/database/connect.ts'
import type { Caller } from '../../src/platform/session.ts'
import type { SimulatedCompany } from '../simulated-company.ts'

/** Writes the deals of a simulated company into a pipeline of five stages or more, its owners in turn; returns their ids. */
export async function writeSimulated(
  tx: Tx,
  caller: Caller,
  { ground: { past } }: SimulatedCompany,
  { pipelineId, owners, shift = 0 }: { pipelineId: string; owners: readonly string[]; shift?: number },
): Promise<string[]> {
  const stages = await stagesForMany(tx, caller.orgId, pipelineId)
  const ids: string[] = []
  const day = (due: number): string | null => (Number.isNaN(due) ? null : new Date(due + shift).toISOString().slice(0, 10))
  for (let from = 0; from < past.count; from += 500) {
    const part = []
    for (let row = from; row < Math.min(past.count, from + 500); row++) {
      const [first, last] = [past.first[row]!, lastSpan(past, row)]
      const deal = blankDeal(caller)
      const owner = owners[row % owners.length]!
      Object.assign(deal, {
        name: `商机 ${row + 1}`,
        pipeline_id: pipelineId,
        owner_id: owner,
        credit_owner_id: owner,
        amount_minor: past.amount[last],
        expected_close_on: day(past.due[last]!),
        created_at: new Date(past.created[row]! + shift),
      })
      const events: BroughtEvent[] = []
      const fieldEvents: FieldEvent[] = []
      for (let span = first; span <= last; span++) {
        const at = past.from[span]! + shift
        const event = (kind: BroughtEvent['kind'], to: string | null) =>
          events.push({
            id: newId(),
            kind,
            fromStageId: null,
            toStageId: to,
            occurredAt: at,
            recordedAt: at,
            annulsId: null,
            pipelineVersion: 1,
          })
        if (span === first) event('enter', stages[past.stage[span]!]!.id)
        else if (past.status[span] === statusCode.won) event('win', null)
        else if (past.status[span] === statusCode.lost) event('lose', null)
        else if (past.stage[span] !== past.stage[span - 1]) event('advance', stages[past.stage[span]!]!.id)
        const change = (field: string, old: unknown, now: unknown) => {
          if (old !== now) fieldEvents.push({ id: newId(), field, old, new: now, occurredAt: at, recordedAt: at })
        }
        if (span > first) {
          change('amountMinor', past.amount[span - 1], past.amount[span])
          change('expectedCloseOn', day(past.due[span - 1]!), day(past.due[span]!))
        }
      }
      ids.push(deal.id)
      part.push({ row: deal, events, fieldEvents })
    }
    await openMany(tx, caller, part, stages)
  }
  return ids
}
