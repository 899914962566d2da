import type { Tx } from '../../platform/database/connect.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { eachByItself } from './each-by-itself.ts'
import { undoEvent } from './move.ts'
import { transferDeal } from './transfer.ts'

/** Carries many on in another pipeline, each into the stage that the key of its own is mapped to. */
export async function transferMany(
  tx: Tx,
  caller: Caller,
  asked: {
    ids: string[]
    pipeline: string
    mapping: Readonly<Record<string, string>>
    reason?: string | undefined
    override?: { reason: string } | undefined
    dryRun: boolean
  },
) {
  const { pipeline, reason, override } = asked
  const rows = await tx
    .selectFrom('opportunity as o')
    .innerJoin('stage as s', (join) => join.onRef('s.org_id', '=', 'o.org_id').onRef('s.id', '=', 'o.stage_id'))
    .select(['o.id', 's.key'])
    .where('o.org_id', '=', caller.orgId)
    .where('o.id', 'in', asked.ids)
    .execute()
  const stageOf = new Map(rows.map(({ id, key }) => [id, key]))
  const results = await eachByItself(tx, caller, asked, async (id) => {
    const from = stageOf.get(id)
    if (from === undefined) return refuse('not-found')
    const toStage = asked.mapping[from]
    if (toStage === undefined)
      return refuse('stage-mapping-missing', { stages: [from], missing: [{ kind: 'stage', key: from, label: from }] })
    return transferDeal(tx, caller, { id, pipeline, toStage, reason, override, via: 'bulk' })
  })
  return results.map(({ id, value, problem }) => ({
    id,
    ok: problem === null,
    newId: asked.dryRun ? null : (value?.newId ?? null),
    eventId: asked.dryRun ? null : (value?.eventId ?? null),
    problem,
  }))
}

/** Takes many transfers back, each as one alone would be: by whoever made it, soon, and while the deal has gone no further there. */
export async function undoTransfers(tx: Tx, caller: Caller, transfers: readonly { id: string; eventId: string }[]) {
  const events = new Map(transfers.map(({ id, eventId }) => [id, eventId]))
  const results = await eachByItself(tx, caller, { ids: [...events.keys()], dryRun: false }, (id) =>
    undoEvent(tx, caller, { id, eventId: events.get(id)! }),
  )
  return results.map(({ id, problem }) => ({ id, ok: problem === null, problem }))
}
