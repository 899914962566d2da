import { editingCustomer } from '../../customers/permissions.ts'
import { reaches } from '../../people/reach.ts'
import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { askFor } from '../../platform/jobs.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { nothingSaid, type Facts } from '../evidence.ts'
import { editingJudging } from '../permissions.ts'
import { readFacts } from '../queries/account.ts'
import { readJudging } from '../queries/setting.ts'
import { defaultThresholds, flawOf, thresholdsFall, type Judging, type Thresholds } from '../score.ts'
import { saveFacts, saveSetting } from '../store.ts'
import { judgeKeyAccounts } from './judge.ts'

/** The kind of job that keeps key accounts up to date; with `all` in its payload every customer is judged. */
export const keepUpKind = 'key-accounts.keep-up'

/** Says how key accounts are judged from now on; all are judged anew in the background. */
export async function saveJudging(
  tx: Tx,
  caller: Caller,
  given: { judging: Judging | null; capacity: number | null; thresholds?: Thresholds | null | undefined },
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const refusal = editingJudging(caller)
  if (refusal) return { ok: false, refusal }
  await tx.selectFrom('organisation').select('org_id').where('org_id', '=', caller.orgId).forNoKeyUpdate().execute()
  const before = await readJudging(tx, caller.orgId)
  if (ifMatch !== null && ifMatch !== before.version) return refuse('version-conflict', { version: before.version })
  const flaw = given.judging && flawOf(given.judging)
  if (flaw) return refuse(flaw.code, { ...flaw })
  const thresholds = given.thresholds === undefined ? before.thresholds : (given.thresholds ?? defaultThresholds)
  if (!thresholdsFall(thresholds)) return refuse('thresholds-must-fall')
  const changed = difference<Record<string, unknown>>(
    {
      keyAccountJudging: before.isDefault ? null : before.judging,
      keyAccountCapacity: before.capacity,
      keyAccountThresholds: Object.values(before.thresholds),
    },
    {
      keyAccountJudging: given.judging,
      keyAccountCapacity: given.capacity,
      keyAccountThresholds: [thresholds.S, thresholds.A, thresholds.B],
    },
  )
  if (!changed) return accept(undefined)
  await saveSetting(tx, caller, { ...given, thresholds })
  await record(tx, caller, [{ entityKind: 'organization', entityId: caller.orgId, action: 'quality-judged', ...changed }])
  // of its own: one that runs by now has read the setting before
  const uniqueKey = `${keepUpKind} all ${before.version + 1}`
  await askFor(tx, { orgId: caller.orgId, kind: keepUpKind, payload: { all: true }, uniqueKey })
  await tell(tx, caller)
  return accept(undefined)
}

/** Says what no deal tells; the customer is judged at once, and what was said stays on record with who said it. */
export async function sayFacts(
  tx: Tx,
  caller: Caller,
  id: string,
  given: Facts & { note: string | null },
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const customer = await tx
    .selectFrom('customer')
    .select(['owner_id as ownerId', 'deleted_at'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!customer || !reaches(caller, customer.ownerId, id)) return refuse('not-found')
  const refusal = editingCustomer(caller, { id, ownerId: customer.ownerId, archived: customer.deleted_at !== null })
  if (refusal) return { ok: false, refusal }
  if (given.customerSince !== null && given.customerSince > dayOf(caller.now, caller.timeZone))
    return refuse('customer-since-lies-ahead')
  const { version, by, at, ...before } = await readFacts(tx, caller.orgId, id)
  if (ifMatch !== null && ifMatch !== version) return refuse('version-conflict', { version, by, at })
  const changed = difference<Record<string, unknown>>({ ...nothingSaid, ...before }, { ...given, note: given.note || null })
  if (!changed) return accept(undefined)
  await saveFacts(tx, caller, id, { ...given, note: given.note || null })
  await judgeKeyAccounts(tx, caller.orgId, caller.now, [id])
  await record(tx, caller, [{ entityKind: 'customer', entityId: id, action: 'changed', ...changed }])
  await tell(tx, caller)
  return accept(undefined)
}

const tell = (tx: Tx, { orgId }: Caller): Promise<void> =>
  announce(tx, orgId, [{ topic: 'key-account.judged', entityKind: 'key-account', entityId: orgId, ownerId: null }])
