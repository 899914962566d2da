import { sql } from 'kysely'
import { editingCustomer } from '../../customers/permissions.ts'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import type { Locale } from '../../platform/words.ts'
import type { Answers } from '../answering.ts'
import { groupOf, npsOf } from '../nps.ts'
import { inLanguage, type Question } from '../survey.ts'

const mostAnswers = 50

interface AnswerRow {
  id: string
  survey_id: string
  survey_name: string
  questions: Question[]
  contact_id: string
  contact_name: string
  made_at: Date
  expires_at: Date
  answered_at: Date | null
  nps: number | null
  satisfaction: number | null
  answers: Answers | null
  wants_contact: boolean | null
}

interface ComplaintRow {
  id: string
  contact_id: string | null
  contact_name: string | null
  is_severe: boolean
  text: string
  opened_at: Date
  opened_by: string | null
  opener: string | null
  closed_at: Date | null
  closed_by: string | null
  closer: string | null
  closing: string | null
}

/** What people of a customer (or one of them) answered, open links and complaints; null where it is not there or out of reach. */
export async function readSatisfactionOf(tx: Tx, caller: Caller, id: string, contact?: string) {
  const { orgId, now, locale } = caller
  const customer = await tx.selectFrom('customer').select(['owner_id as ownerId', 'deleted_at']).where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst() // prettier-ignore
  if (!customer || !reaches(caller, customer.ownerId, id)) return null
  const [{ rows: answers }, { rows: complaints }, open] = await Promise.all([
    sql<AnswerRow>`
      select i.id, i.survey_id, s.name as survey_name, s.questions, i.contact_id, p.name as contact_name, i.made_at, i.expires_at, i.answered_at,
        a.nps, a.satisfaction, a.answers, a.wants_contact
      from survey_invitation i
        join survey s on s.org_id = i.org_id and s.id = i.survey_id
        join contact p on p.org_id = i.org_id and p.id = i.contact_id
        left join survey_answer a on a.org_id = i.org_id and a.invitation_id = i.id
      where i.org_id = ${orgId} and i.customer_id = ${id} ${contact ? sql`and i.contact_id = ${contact}::uuid` : sql``}
        and (i.answered_at is not null or (i.revoked_at is null and i.expires_at > ${now} and s.state = 'open'))
      order by coalesce(i.answered_at, i.made_at) desc, i.id desc limit ${sql.lit(2 * mostAnswers)}`.execute(tx),
    sql<ComplaintRow>`
      select k.*, p.name as contact_name, o.name as opener, d.name as closer
      from customer_complaint k
        left join contact p on p.org_id = k.org_id and p.id = k.contact_id
        left join member o on o.org_id = k.org_id and o.id = k.opened_by
        left join member d on d.org_id = k.org_id and d.id = k.closed_by
      where k.org_id = ${orgId} and k.customer_id = ${id} ${contact ? sql`and k.contact_id = ${contact}::uuid` : sql``}
      order by k.closed_at is not null, k.opened_at desc limit ${sql.lit(mostAnswers)}`.execute(tx),
    tx
      .selectFrom('survey')
      .select(['id', 'name'])
      .where('org_id', '=', orgId)
      .where('state', '=', 'open')
      .where('deleted_at', 'is', null)
      .orderBy('id', 'desc')
      .limit(20)
      .execute(),
  ])
  const answered = answers.filter((row) => row.answered_at !== null).slice(0, mostAnswers)
  const counted = { promoter: 0, passive: 0, detractor: 0 }
  for (const { nps } of answered) if (nps !== null) counted[groupOf(nps)]++
  const refOf = (row: AnswerRow) => ({
    invitationId: row.id,
    survey: { id: row.survey_id, name: row.survey_name },
    contact: { id: row.contact_id, name: row.contact_name },
  })
  const named = (of: string | null, name: string | null) => (of === null ? null : { id: of, name: name ?? '' })
  return {
    nps: npsOf({ promoters: counted.promoter, passives: counted.passive, detractors: counted.detractor }),
    answers: answered.map((row) => ({
      ...refOf(row),
      answeredAt: row.answered_at!.toISOString(),
      nps: row.nps,
      group: row.nps === null ? null : groupOf(row.nps),
      satisfaction: row.satisfaction,
      said: said(row.questions, row.answers ?? {}, locale),
      wantsContact: row.wants_contact ?? false,
    })),
    asked: answers
      .filter((row) => row.answered_at === null)
      .map((row) => ({ ...refOf(row), madeAt: row.made_at.toISOString(), expiresAt: row.expires_at.toISOString() })),
    complaints: complaints.map((row) => ({
      id: row.id,
      contact: named(row.contact_id, row.contact_name),
      isSevere: row.is_severe,
      text: row.text,
      openedAt: row.opened_at.toISOString(),
      openedBy: named(row.opened_by, row.opener),
      closedAt: row.closed_at?.toISOString() ?? null,
      closedBy: named(row.closed_by, row.closer),
      closing: row.closing,
    })),
    openSurveys: open,
    permissions: {
      edit: verdictOf(
        editingCustomer(caller, { id, ownerId: customer.ownerId, archived: customer.deleted_at !== null }),
        caller.locale,
      ),
    },
  }
}

/** Questions with their answers as a reader of this language reads them. */
const said = (questions: readonly Question[], answers: Answers, locale: Locale) =>
  questions.flatMap(({ key, kind, text, options }) => {
    const answer = answers[key]
    if (answer === undefined) return []
    const option = kind === 'choice' ? options.find((one) => one.key === answer) : undefined
    return [{ question: inLanguage(text, locale), answer: option ? inLanguage(option.text, locale) : String(answer) }]
  })
