import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Locale } from '../../platform/words.ts'
import { printOf } from '../store.ts'
import type { Question, Told } from '../survey.ts'

/** What is behind a link that opens something. */
export interface OpenLink {
  id: string
  surveyId: string
  survey: { name: string; title: Told; intro: Told | null; thanks: Told | null; questions: Question[] }
  organisation: { name: string; locale: Locale; timeZone: string; currency: string }
  customer: { id: string; name: string; ownerId: string }
  contact: { id: string; name: string; role: string | null }
  locale: Locale
  isAnswered: boolean
}

interface Row {
  id: string
  survey_id: string
  locale: Locale
  answered_at: Date | null
  survey_name: string
  title: Told
  intro: Told | null
  thanks: Told | null
  questions: Question[]
  customer_id: string
  customer_name: string
  owner_id: string
  contact_id: string
  contact_name: string
  role: string | null
  organisation_name: string
  organisation_locale: Locale
  time_zone: string
  currency: string
}

/**
 * Who answers by this token. Null where it opens nothing: unknown, withdrawn, expired, of a closed survey, of somebody archived; from
 * outside these are one. A link that was answered says so until it expires. `locks` it for an answer, so that of two at once one is first.
 */
export async function openLink(
  tx: Tx,
  orgId: string,
  token: string,
  now: Date,
  { locks = false } = {},
): Promise<OpenLink | null> {
  const { rows } = await sql<Row>`
    select i.id, i.survey_id, i.locale, i.answered_at, s.name as survey_name, s.title, s.intro, s.thanks, s.questions,
      c.id as customer_id, c.name as customer_name, c.owner_id, p.id as contact_id, p.name as contact_name, p.role,
      o.name as organisation_name, o.locale as organisation_locale, o.time_zone, o.currency
    from survey_invitation i
      join survey s on s.org_id = i.org_id and s.id = i.survey_id and s.deleted_at is null
      join customer c on c.org_id = i.org_id and c.id = i.customer_id and c.deleted_at is null
      join contact p on p.org_id = i.org_id and p.id = i.contact_id and p.deleted_at is null
      join organisation o on o.org_id = i.org_id
    where i.org_id = ${orgId} and i.token_hash = ${printOf(token)} and i.revoked_at is null and i.expires_at > ${now}
      and (s.state = 'open' or i.answered_at is not null)
    ${locks ? sql`for update of i` : sql``}`.execute(tx)
  const row = rows[0]
  return row ? shape(row) : null
}

const shape = (row: Row): OpenLink => ({
  id: row.id,
  surveyId: row.survey_id,
  survey: { name: row.survey_name, title: row.title, intro: row.intro, thanks: row.thanks, questions: row.questions },
  organisation: { name: row.organisation_name, locale: row.organisation_locale, timeZone: row.time_zone, currency: row.currency },
  customer: { id: row.customer_id, name: row.customer_name, ownerId: row.owner_id },
  contact: { id: row.contact_id, name: row.contact_name, role: row.role },
  locale: row.locale,
  isAnswered: row.answered_at !== null,
})
