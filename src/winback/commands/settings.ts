import { levels } from '../../customers/customer.ts'
import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { editingRecoverability, readingLosses, writingLosses } from '../permissions.ts'
import { readLostDeal } from '../queries/lost-deals.ts'
import type { RecoverabilityTable } from '../score.ts'
import { lockSetting, saveContractEnd, saveSetting } from '../store.ts'

const denied = (refusal: NonNullable<ReturnType<typeof readingLosses>>) => ({ ok: false as const, refusal })

/** Says how losses of each reason and customers of each level are judged; what is left out keeps its default. */
export async function saveRecoverability(
  tx: Tx,
  caller: Caller,
  given: { reasons: RecoverabilityTable; fit: Record<string, number> },
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const lacking = editingRecoverability(caller)
  if (lacking) return denied(lacking)
  const row = await lockSetting(tx, caller.orgId)
  const version = row?.version ?? 0
  if (ifMatch !== null && ifMatch !== version) return refuse('version-conflict', { version })
  const known = await tx.selectFrom('loss_reason').select('key').where('org_id', '=', caller.orgId).execute()
  const keys = new Set(known.map(({ key }) => key))
  const strange = Object.keys(given.reasons).find((key) => !keys.has(key))
  if (strange !== undefined) return refuse('unknown-loss-reason', { reasonKey: strange })
  if (Object.keys(given.fit).some((level) => !(levels as readonly string[]).includes(level)))
    return refuse('unknown-reference', { field: 'fit' })
  const next = { recoverability: given.reasons, fit: given.fit }
  const before = { recoverability: row?.recoverability ?? {}, fit: row?.fit ?? {} } as typeof next
  const changed = difference(before, next)
  if (!changed) return accept(undefined)
  await saveSetting(tx, caller, next)
  await record(tx, caller, [{ entityKind: 'organization', entityId: caller.orgId, action: 'win-back-judged', ...changed }])
  await announce(tx, caller.orgId, [{ topic: 'win-back.judged', entityKind: 'win-back', entityId: caller.orgId, ownerId: null }])
  return accept(undefined)
}

/** Notes when the contract with whoever won instead ends. `ifMatch` 0 means that nothing is noted yet. */
export async function noteContractEnd(
  tx: Tx,
  caller: Caller,
  dealId: string,
  contractEndsOn: string | null,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const lacking = readingLosses(caller) ?? writingLosses(caller)
  if (lacking) return denied(lacking)
  await tx
    .selectFrom('opportunity')
    .select('id')
    .where('org_id', '=', caller.orgId)
    .where('id', '=', dealId)
    .forUpdate()
    .execute()
  const deal = await readLostDeal(tx, caller, dealId)
  if (!deal) return refuse('not-found')
  if (ifMatch !== null && ifMatch !== deal.version) return refuse('version-conflict', { version: deal.version })
  if (deal.contractEndsOn === contractEndsOn) return accept(undefined)
  await saveContractEnd(tx, caller, dealId, contractEndsOn)
  await record(tx, caller, [
    {
      entityKind: 'opportunity',
      entityId: dealId,
      action: 'changed',
      before: { contractEndsOn: deal.contractEndsOn },
      after: { contractEndsOn },
    },
  ])
  await announce(tx, caller.orgId, [
    { topic: 'win-back.noted', entityKind: 'win-back', entityId: dealId, ownerId: deal.owner.id },
  ])
  return accept(undefined)
}
