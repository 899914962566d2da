import { readRoles } from '../../account-team/queries/roles.ts'
import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { askFor } from '../../platform/jobs.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { flawOfMechanism, type Mechanism } from '../mechanism.ts'
import { editingMechanism } from '../permissions.ts'
import { readMechanism } from '../queries/setting.ts'
import { saveMechanism } from '../store.ts'
import { keepKind } from './keep.ts'

/** Says what each tier is owed from now on, and whether the mechanism is on; tasks follow in the background. */
export async function saveSetting(
  tx: Tx,
  caller: Caller,
  given: { tiers: Mechanism; isOn: boolean },
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const refusal = editingMechanism(caller)
  if (refusal) return { ok: false, refusal }
  const { orgId } = caller
  await tx.selectFrom('organisation').select('org_id').where('org_id', '=', orgId).forNoKeyUpdate().execute()
  const [before, { roles }] = await Promise.all([readMechanism(tx, orgId), readRoles(tx, orgId)])
  if (ifMatch !== null && ifMatch !== before.version) return refuse('version-conflict', { version: before.version })
  const flaw = flawOfMechanism(
    given.tiers,
    roles.map(({ key }) => key),
  )
  if (flaw) return { ok: false, refusal: flaw }
  const onSince = given.isOn ? (before.onSince ?? dayOf(caller.now, caller.timeZone)) : null
  const told = (tiers: Mechanism, since: string | null) => ({
    operatingOn: since !== null,
    ...Object.fromEntries(Object.entries(tiers).map(([tier, rule]) => [`operatingTier${tier}`, Object.values(rule).flat()])),
  })
  const changed = difference<Record<string, unknown>>(told(before.tiers, before.onSince), told(given.tiers, onSince))
  if (!changed && before.version > 0) return accept(undefined)
  await saveMechanism(tx, caller, { tiers: given.tiers, onSince })
  if (changed) await record(tx, caller, [{ entityKind: 'organization', entityId: orgId, action: 'changed', ...changed }])
  // of its own: one that runs by now has read the setting before
  await askFor(tx, { orgId, kind: keepKind, payload: { all: true }, uniqueKey: `${keepKind} all ${before.version + 1}` })
  await announce(tx, orgId, [{ topic: 'operating.changed', entityKind: 'operating', entityId: orgId, ownerId: null }])
  return accept(undefined)
}
