import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import type { ElementState } from '../../pipelines/criteria.ts'
import { stateOfAnswer } from '../elements.ts'
import { knowing } from '../permissions.ts'
import { findEvidence, readEvidenceChoices } from '../queries/elements.ts'
import { appendHistory } from '../store/history.ts'
import { words } from '../words/elements.ts'
import { dealOf, denied, loadReached } from './load.ts'
import { pipelineOf } from './pass-gate.ts'

export interface SaidOfElement {
  state?: ElementState | undefined
  answer?: string | null | undefined
  note?: string | null | undefined
  evidence?: { kind: 'activity' | 'contact' | 'document'; id: string } | null | undefined
  asOf?: string | undefined
}

/** What history keeps of an element, as `new` and `old` of a field event `element:KEY`. */
interface Kept {
  state: ElementState
  answer: string | null
  note: string | null
  evidence: { kind: string; id: string | null } | null
}

/**
 * Says what is known of an element of a deal. Confirmed needs evidence of this deal or its customer: an activity, a contact or a
 * document. Goes into the deal's history with when it was found out and when it was written down. Refuses for deals that have
 * ended or are archived, elements and answers that the deal's pipeline does not have, and a time after now.
 */
export async function setElement(
  tx: Tx,
  caller: Caller,
  id: string,
  key: string,
  said: SaidOfElement,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const loaded = await loadReached(tx, caller, id, ifMatch)
  if (!loaded.ok) return loaded
  const { row } = loaded.value
  const refusal = knowing(caller, dealOf(row))
  if (refusal) return denied(refusal)
  const { definition } = await pipelineOf(tx, row)
  const element = definition.elements.find((each) => each.key === key)
  if (!element) return refuse('unknown-element', { key })
  const answer = said.answer ? element.answers?.find((each) => each.key === said.answer) : undefined
  if (said.answer && !answer) return refuse('unknown-answer', { key, answer: said.answer })
  const proof = said.evidence ? await findEvidence(tx, caller, row, said.evidence) : null
  if (said.evidence && !proof) return refuse('evidence-elsewhere', { ...said.evidence })
  const state = said.state ?? stateOfAnswer(answer!, proof !== null)
  if (state === 'confirmed' && !proof) return wantsEvidence(tx, caller, row, key)
  const asOf = said.asOf ? new Date(said.asOf) : (proof?.at ?? caller.now)
  if (said.asOf && asOf > caller.now) return refuse('found-out-in-future', { asOf: said.asOf })

  const before = await tx
    .selectFrom('opportunity_element')
    .selectAll()
    .where('org_id', '=', caller.orgId)
    .where('opportunity_id', '=', id)
    .where('key', '=', key)
    .executeTakeFirst()
  const old: Kept | null = before
    ? {
        state: before.state as ElementState,
        answer: before.answer,
        note: before.note,
        evidence: before.evidence_kind ? { kind: before.evidence_kind, id: before.evidence_id } : null,
      }
    : null
  const next: Kept = { state, answer: answer?.key ?? null, note: said.note || null, evidence: said.evidence ?? null }
  const occurredAt = Math.min(asOf.getTime(), caller.now.getTime())
  const event = { id: newId(), field: `element:${key}`, old, new: next, occurredAt, recordedAt: caller.now.getTime() }
  appendHistory(tx, caller, loaded.value, { fieldEvents: [event] })
  const columns = {
    state,
    answer: next.answer,
    note: next.note,
    evidence_kind: next.evidence?.kind ?? null,
    evidence_id: next.evidence?.id ?? null,
    as_of: new Date(occurredAt),
    updated_at: caller.now,
    updated_by: caller.memberId,
  }
  await tx
    .insertInto('opportunity_element')
    .values({ org_id: caller.orgId, opportunity_id: id, key, ...columns })
    .onConflict((conflict) => conflict.columns(['org_id', 'opportunity_id', 'key']).doUpdateSet(columns))
    .execute()
  const change = { before: { [event.field]: old }, after: { [event.field]: next } }
  await record(tx, caller, [{ entityKind: 'opportunity', entityId: id, action: 'changed', ...change }])
  await announce(tx, caller.orgId, [
    { topic: 'opportunity.changed', entityKind: 'opportunity', entityId: id, ownerId: row.owner_id, facts: { element: key } },
  ])
  return accept(undefined)
}

/** The refusal with what would do: the kinds of evidence, and what is there already. */
async function wantsEvidence(
  tx: Tx,
  caller: Caller,
  deal: { id: string; customer_id: string | null },
  key: string,
): Promise<Outcome<never>> {
  const kinds = ['activity', 'contact', 'document'] as const
  return refuse('evidence-required', {
    key,
    missing: kinds.map((kind) => ({ kind, key: kind, label: say(caller.locale, words, `missing.${kind}`) })),
    wouldDo: await readEvidenceChoices(tx, caller, deal),
  })
}
