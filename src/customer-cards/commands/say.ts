import { sql } from 'kysely'
import { customerToWrite } from '../../customers/commands/to-write.ts'
import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { interviewFrom, type Behaviour, type Interview } from '../interview.ts'
import { readCredit } from '../queries/cards.ts'

const tell = (tx: Tx, caller: Caller, id: string, ownerId: string): Promise<void> =>
  announce(tx, caller.orgId, [{ topic: 'customer.cards-changed', entityKind: 'customer', entityId: id, ownerId }])

interface Credit {
  limitMinor: number | null
  termsDays: number | null
  behaviour: Behaviour | null
  reviewedOn: string | null
  note: string | null
}

/** Says how much a customer may owe, for how long and how it pays; what was said before is in the trail. */
export async function sayCredit(
  tx: Tx,
  caller: Caller,
  id: string,
  given: Credit,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const found = await customerToWrite(tx, caller, id)
  if (!found.ok) return found
  if (given.reviewedOn !== null && given.reviewedOn > dayOf(caller.now, caller.timeZone)) return refuse('review-lies-ahead')
  const { version, by, at, ...before } = await readCredit(tx, caller.orgId, id)
  if (ifMatch !== null && ifMatch !== version) return refuse('version-conflict', { version, by, at })
  const now = { ...given, note: given.note || null }
  const changed = difference<Record<string, unknown>>(before, now)
  if (!changed) return accept(undefined)
  await sql`insert into customer_credit as f (org_id, customer_id, limit_minor, terms_days, behaviour, reviewed_on, note, updated_at, updated_by)
    values (${caller.orgId}, ${id}, ${now.limitMinor}, ${now.termsDays}, ${now.behaviour}, ${now.reviewedOn}, ${now.note}, ${caller.now}, ${caller.memberId})
    on conflict (org_id, customer_id) do update set (limit_minor, terms_days, behaviour, reviewed_on, note, updated_at, updated_by, version)
      = (excluded.limit_minor, excluded.terms_days, excluded.behaviour, excluded.reviewed_on, excluded.note, excluded.updated_at,
        excluded.updated_by, f.version + 1)`.execute(tx)
  await record(tx, caller, [{ entityKind: 'customer', entityId: id, action: 'credit-said', ...changed }])
  await tell(tx, caller, id, found.value.ownerId)
  return accept(undefined)
}

/** Writes down what was heard in a conversation, for good: a correction is another interview. */
export async function writeInterview(
  tx: Tx,
  caller: Caller,
  id: string,
  { heldOn, ...given }: Interview & { heldOn: string },
): Promise<Outcome<undefined>> {
  const found = await customerToWrite(tx, caller, id)
  if (!found.ok) return found
  if (heldOn > dayOf(caller.now, caller.timeZone)) return refuse('interview-lies-ahead')
  const heard = interviewFrom(given)
  if (!heard) return refuse('nothing-heard')
  await tx
    .insertInto('customer_interview')
    .values({
      org_id: caller.orgId,
      id: newId(),
      customer_id: id,
      held_on: heldOn,
      motives: heard.motives,
      appreciates: heard.appreciates,
      doubts: heard.doubts,
      experience: heard.experience,
      product_in_use: heard.productInUse,
      competitor: heard.competitor,
      written_at: caller.now,
      written_by: caller.memberId,
    })
    .execute()
  await record(tx, caller, [
    { entityKind: 'customer', entityId: id, action: 'interviewed', after: { interviewedOn: heldOn, ...heard } },
  ])
  await tell(tx, caller, id, found.value.ownerId)
  return accept(undefined)
}
