import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { archivingTarget, readingTargets, standingIn, steppingTarget, type Deciding } from '../permissions.ts'
import type { PlanStep } from '../plan-state.ts'
import { stateAfter } from '../plan-state.ts'
import { decidingOn, standInsToday } from '../queries/deciding.ts'
import { readHouse } from '../../capacity/queries/scope.ts'
import { loadPlan, planInForce } from '../queries/plans.ts'
import { insertStep, lockPlan, lockYear, savePlan, type PlanColumns } from '../store.ts'
import { draftFor } from './edit.ts'
import { tellOfPlan } from './tell.ts'

/** Submits, withdraws, returns or approves a version. Approved, it is in force, and the one before it is replaced and kept. */
export async function stepTarget(
  tx: Tx,
  caller: Caller,
  id: string,
  { step, note }: { step: PlanStep; note: string },
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const denied = readingTargets(caller)
  if (denied) return { ok: false, refusal: denied }
  const header = await lockPlan(tx, caller.orgId, id)
  if (!header) return refuse('not-found')
  await lockYear(tx, caller.orgId, header.year, header.measure)
  const plan = (await loadPlan(tx, caller.orgId, id))!
  if (ifMatch !== null && ifMatch !== plan.version) return refuse('version-conflict', { version: plan.version })
  const inForce = await planInForce(tx, caller.orgId, plan.year, plan.measure)
  const deciding = decidingOn(await readHouse(tx, caller.orgId), await standInsToday(tx, caller), plan, inForce)
  const refusal = steppingTarget(caller, plan, step, deciding)
  if (refusal) return { ok: false, refusal }
  const state = stateAfter(plan.state, step)
  if (typeof state !== 'string') return { ok: false, refusal: state }
  if (step === 'approve' && inForce) {
    await savePlan(tx, caller, inForce.id, { state: 'replaced' })
    await insertStep(tx, caller, inForce.id, 'replace', note)
    await tellOfPlan(tx, caller, inForce.id, 'replaced', { before: { state: 'approved' }, after: { state: 'replaced', by: id } })
  }
  await savePlan(tx, caller, id, { state, ...marks(caller, step) })
  await insertStep(tx, caller, id, step, note)
  await tellOfPlan(tx, caller, id, step === 'submit' ? 'submitted' : state === 'approved' ? 'approved' : 'returned', {
    before: { state: plan.state },
    after: { state, note, ...insteadOf(caller, step, deciding) },
  })
  return accept(undefined)
}

/** For whom a stand-in has decided, on record; nothing where the decision is one's own. */
function insteadOf(caller: Caller, step: PlanStep, deciding: Deciding): { insteadOfId?: string } {
  const isDecision = step === 'approve' || step === 'return'
  if (!isDecision || deciding.superiors.includes(caller.memberId)) return {}
  const [absent] = standingIn(caller, deciding)
  return absent ? { insteadOfId: absent.memberId } : {}
}

function marks({ now, memberId }: Caller, step: PlanStep): PlanColumns {
  if (step === 'submit') return { submitted_at: now, submitted_by: memberId }
  return step === 'approve' ? { decided_at: now, decided_by: memberId } : {}
}

/** Says why a draft differs from the plan before it. */
export async function noteTarget(
  tx: Tx,
  caller: Caller,
  id: string,
  note: string,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const found = await draftFor(tx, caller, id, ifMatch)
  if (!found.ok) return found
  if (found.value.note === note) return accept(undefined)
  await savePlan(tx, caller, id, { note })
  await tellOfPlan(tx, caller, id, 'changed', { before: { note: found.value.note }, after: { note } })
  return accept(undefined)
}

/** Archives a version; one in force is then in force no more. */
export async function archiveTarget(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const denied = readingTargets(caller)
  if (denied) return { ok: false, refusal: denied }
  if (!(await lockPlan(tx, caller.orgId, id))) return refuse('not-found')
  const plan = (await loadPlan(tx, caller.orgId, id))!
  const refusal = archivingTarget(caller, plan)
  if (refusal) return { ok: false, refusal }
  await savePlan(tx, caller, id, { deleted_at: caller.now })
  await insertStep(tx, caller, id, 'archive', '')
  await tellOfPlan(tx, caller, id, 'archived')
  return accept(undefined)
}
