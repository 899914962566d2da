import { sql } from 'kysely'
import { editingCustomer } from '../../customers/permissions.ts'
import { reachable } from '../../people/queries.ts'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { Locale } from '../../platform/words.ts'
import { askingBySurvey, readingSurveys } from '../permissions.ts'
import { readSurvey } from '../queries/surveys.ts'
import { insertInvitations, newToken, revoke } from '../store.ts'

export interface Link {
  id: string
  contact: { id: string; name: string }
  customer: { id: string; name: string }
  url: string
  expiresAt: string
}

interface Person {
  id: string
  name: string
  customer_id: string
  customer_name: string
  owner_id: string
}

/**
 * A link of their own for each of these people, told now and never again. Whoever has one that is not answered gets a new one and the
 * old opens nothing. Refused as a whole where one of them is out of reach: a list that is sent is complete.
 */
export async function invite(
  tx: Tx,
  caller: Caller,
  surveyId: string,
  { contactIds, locale }: { contactIds: readonly string[]; locale: Locale },
  publicUrl: string,
): Promise<Outcome<{ links: Link[] }>> {
  const survey = await readSurvey(tx, caller, surveyId)
  if (!survey) return refuse('not-found')
  const refusal = askingBySurvey(caller, survey)
  if (refusal) return { ok: false, refusal }
  const wanted = [...new Set(contactIds)]
  const { rows } = await sql<Person>`
    select p.id, p.name, c.id as customer_id, c.name as customer_name, c.owner_id
    from contact p join customer c on c.org_id = p.org_id and c.id = p.customer_id and c.deleted_at is null and ${reachable(caller, 'c.owner_id', 'c.id')}
    where p.org_id = ${caller.orgId} and p.id = any(${wanted}::uuid[]) and p.deleted_at is null
    order by c.pinyin, c.id, p.id for update of p`.execute(tx)
  if (rows.length < wanted.length) return refuse('unknown-reference', { field: 'contactIds' })
  await revoke(tx, caller, { surveyId, contactIds: wanted })
  const expiresAt = new Date(caller.now.getTime() + survey.validDays * 86_400_000)
  const made = rows.map((person) => ({ person, id: newId(), token: newToken(caller.orgId) }))
  await insertInvitations(
    tx,
    caller,
    made.map(({ person, id, token }) => ({
      id,
      surveyId,
      customerId: person.customer_id,
      contactId: person.id,
      token,
      locale,
      expiresAt,
    })),
  )
  await record(
    tx,
    caller,
    made.map(({ person }) => ({
      entityKind: 'customer',
      entityId: person.customer_id,
      action: 'asked-by-survey',
      after: { survey: survey.name, contact: person.name },
    })),
  )
  await tell(tx, caller, surveyId)
  return accept({
    links: made.map(({ person, id, token }) => ({
      id,
      contact: { id: person.id, name: person.name },
      customer: { id: person.customer_id, name: person.customer_name },
      url: `${publicUrl}/answer/${token}`,
      expiresAt: expiresAt.toISOString(),
    })),
  })
}

/** Withdraws a link; one that was answered stays what it is. */
export async function revokeInvitation(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const lacking = readingSurveys(caller)
  if (lacking) return { ok: false, refusal: lacking }
  const found = await tx
    .selectFrom('survey_invitation as i')
    .innerJoin('customer as c', (join) => join.onRef('c.org_id', '=', 'i.org_id').onRef('c.id', '=', 'i.customer_id'))
    .select(['i.survey_id', 'i.customer_id', 'i.answered_at', 'c.owner_id', 'c.deleted_at'])
    .where('i.org_id', '=', caller.orgId)
    .where('i.id', '=', id)
    .where(reachable(caller, 'c.owner_id', 'c.id'))
    .forUpdate('i')
    .executeTakeFirst()
  if (!found) return refuse('not-found')
  const refusal = editingCustomer(caller, { id: found.customer_id, ownerId: found.owner_id, archived: false })
  if (refusal) return { ok: false, refusal }
  if (found.answered_at) return refuse('survey-answered', {}, 409)
  await revoke(tx, caller, { id })
  await tell(tx, caller, found.survey_id)
  return accept(undefined)
}

const tell = (tx: Tx, { orgId }: Caller, id: string): Promise<void> =>
  announce(tx, orgId, [{ topic: 'survey.asked', entityKind: 'survey', entityId: id, ownerId: null }])
