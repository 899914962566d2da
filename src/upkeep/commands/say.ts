import { isWorkingDay } from '../../people/working-days.ts'
import { editingCustomer } from '../../customers/permissions.ts'
import { reaches } from '../../people/reach.ts'
import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { askFor } from '../../platform/jobs.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf } from '../../platform/time.ts'
import { drawUp } from '../day-list.ts'
import { editingUpkeep, planningContact } from '../permissions.ts'
import { readWorkDays } from '../queries/calendar.ts'
import { readPlanned } from '../queries/planned.ts'
import { readUpkeep } from '../queries/setting.ts'
import { defaultUpkeep, flawOf, type UpkeepSetting } from '../setting.ts'
import { appendListed, readProgress, saveSetting, takeOffList } from '../store.ts'
import { keepUpKind } from './keep-up.ts'

const aheadDays = 366

/** Says how the house keeps up with its old customers; everybody's are planned anew in the background. */
export async function saveUpkeep(
  tx: Tx,
  caller: Caller,
  given: UpkeepSetting,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const refusal = editingUpkeep(caller)
  if (refusal) return { ok: false, refusal }
  await tx.selectFrom('organisation').select('org_id').where('org_id', '=', caller.orgId).forUpdate().execute()
  const { isDefault: _, version, ...before } = await readUpkeep(tx, caller.orgId)
  if (ifMatch !== null && ifMatch !== version) return refuse('version-conflict', { version })
  const flaw = flawOf(given)
  if (flaw) return refuse(flaw.code, { grade: flaw.grade })
  const told = ({ contactsADay, minutesADay, byGrade: upkeepByGrade }: UpkeepSetting) => ({ contactsADay, minutesADay, upkeepByGrade }) // prettier-ignore
  const changed = difference<Record<string, unknown>>(told(before), told(given))
  if (!changed) return accept(undefined)
  await saveSetting(tx, caller, given, JSON.stringify(given.byGrade) === JSON.stringify(defaultUpkeep.byGrade))
  await record(tx, caller, [{ entityKind: 'organization', entityId: caller.orgId, action: 'upkeep-set', ...changed }])
  await askFor(tx, { orgId: caller.orgId, kind: keepUpKind, payload: { all: true }, uniqueKey: `${keepUpKind} all` })
  return accept(undefined)
}

/** Means to contact a customer on a day, or no longer does. Refused for who is not kept and for days gone by. */
export async function meanTo(tx: Tx, caller: Caller, id: string, meantFor: string | null): Promise<Outcome<undefined>> {
  const customer = await tx
    .selectFrom('customer')
    .select(['owner_id as ownerId', 'deleted_at'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!customer || !reaches(caller, customer.ownerId, id)) return refuse('not-found')
  const { ownerId, deleted_at: gone } = customer
  const refusal = planningContact(caller) ?? editingCustomer(caller, { id, ownerId, archived: gone !== null })
  if (refusal) return { ok: false, refusal }
  const today = dayOf(caller.now, caller.timeZone)
  if (meantFor !== null && (meantFor < today || meantFor > addDays(today, aheadDays))) return refuse('contact-day-out-of-range')
  const plan = tx.selectFrom('upkeep_plan').select('meant_for').where('org_id', '=', caller.orgId).where('customer_id', '=', id)
  const before = await plan.forUpdate().executeTakeFirst()
  if (!before) return refuse('customer-not-kept')
  const changed = difference<Record<string, unknown>>({ meantFor: before.meant_for }, { meantFor })
  if (!changed) return accept(undefined)
  await tx.updateTable('upkeep_plan').set({ meant_for: meantFor }).where('org_id', '=', caller.orgId).where('customer_id', '=', id).execute() // prettier-ignore
  await putOnList(tx, caller, { id, ownerId }, meantFor === today, today)
  await record(tx, caller, [{ entityKind: 'customer', entityId: id, action: 'contact-planned', ...changed }])
  await announce(tx, caller.orgId, [{ topic: 'upkeep.meant', entityKind: 'upkeep', entityId: id, ownerId }])
  return accept(undefined)
}

/** Whom one means to contact today stands at the end of today's list when that is made already; who means to no longer takes it off again. */
async function putOnList(
  tx: Tx,
  { orgId }: Caller,
  of: { id: string; ownerId: string },
  isToday: boolean,
  today: string,
): Promise<void> {
  if (!isToday) return takeOffList(tx, orgId, of, today)
  const { calendar, days } = await readWorkDays(tx, orgId, today)
  const isMade = (await readProgress(tx, orgId))?.day === today
  // a list that is not made yet will have it first; on a free day none is made
  if (!isMade && isWorkingDay(today, calendar)) return
  const listed = drawUp(await readPlanned(tx, orgId, of.ownerId, of.id), 0, today, days)
  await appendListed(tx, orgId, of.ownerId, today, listed)
}
