import { readOrganization } from '../../people/queries.ts'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { askFor } from '../../platform/jobs.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { editingPoolRule } from '../permissions.ts'
import { readFalling } from '../queries/falling.ts'
import { readRule } from '../queries/setting.ts'
import { pass } from '../store.ts'
import { holderOf } from './pass.ts'

/** So many fall in one transaction: what it locks is given back soon. */
const together = 1000
/** The run of the night at once, for who sets the rule; a customer that fell is back only by a claim. Refused while the rule is off. */
export async function recycleNow(tx: Tx, caller: Caller): Promise<Outcome<{ fell: number }>> {
  const refusal = editingPoolRule(caller)
  if (refusal) return { ok: false, refusal }
  const { rule } = await readRule(tx, caller.orgId)
  if (!rule.isOn) return refuse('pool-rule-is-off', {}, 409)
  const fell = await recycle(tx, caller.orgId, caller.now)
  await record(tx, caller, [{ entityKind: 'organization', entityId: caller.orgId, action: 'pool-run', after: { fell } }])
  return accept({ fell })
}

export const recycleKind = 'pool.recycle'

/**
 * Lets fall who is due today; done twice, the second time finds nobody. A part of `together` at a time: where it was full the next one
 * is asked for. Returns how many fell.
 */
export async function recycle(tx: Tx, orgId: string, now: Date, { part = 0, size = together } = {}): Promise<number> {
  const { rule } = await readRule(tx, orgId)
  if (!rule.isOn) return 0
  const { timeZone, locale, currency } = await readOrganization(tx, orgId)
  const through = dayOf(now, timeZone)
  const falling = await readFalling(tx, orgId, { rule, timeZone, through }, { limit: size })
  if (falling.length === 0) return 0
  const holder = await holderOf(tx, orgId)
  // the pool itself does it, nobody else
  const caller: Caller = { orgId, memberId: holder, role: 'auditor', abilities: new Set(), reach: 'organisation', locale, timeZone, currency, now, via: 'job' } // prettier-ignore
  const fell = await pass(
    tx,
    caller,
    falling.map(({ id, owner, why, days }) => ({ id, from: owner.id, to: holder, kind: 'fell' as const, why, days })),
  )
  if (falling.length === size)
    await askFor(tx, {
      orgId,
      kind: recycleKind,
      payload: { part: part + 1 },
      uniqueKey: `${recycleKind} ${through} ${part + 1}`,
    })
  return fell.length
}
