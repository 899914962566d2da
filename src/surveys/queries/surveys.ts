import { sql } from 'kysely'
import { pageOf, placeAfter } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import { reachable } from '../../people/queries.ts'
import type { Caller } from '../../platform/session.ts'
import { npsOf } from '../nps.ts'
import { askingBySurvey, changingQuestions, writingSurvey } from '../permissions.ts'
import type { Question, SurveyState, Told } from '../survey.ts'

interface Row {
  id: string
  name: string
  title: Told
  intro: Told | null
  thanks: Told | null
  questions: Question[]
  state: SurveyState
  valid_days: number
  version: number
  created_at: Date
  created_by: string
  by_name: string | null
  asked: number
  answered: number
  /** Of the whole house: whether questions may still change does not depend on who looks. */
  all_answered: number
}

/** A survey with how many of the caller's customers were asked and answered; null when it is not there. */
export async function readSurvey(tx: Tx, caller: Caller, id: string) {
  const { rows } = await sql<Row>`
    select s.*, m.name as by_name, n.asked, n.answered, n.all_answered
    from survey s left join member m on m.org_id = s.org_id and m.id = s.created_by,
      lateral (select count(*) filter (where i.revoked_at is null and ${reachable(caller, 'c.owner_id', 'c.id')})::int as asked,
          count(i.answered_at) filter (where ${reachable(caller, 'c.owner_id', 'c.id')})::int as answered, count(i.answered_at)::int as all_answered
        from survey_invitation i join customer c on c.org_id = i.org_id and c.id = i.customer_id
        where i.org_id = s.org_id and i.survey_id = s.id) n
    where s.org_id = ${caller.orgId} and s.id = ${id} and s.deleted_at is null`.execute(tx)
  const row = rows[0]
  if (!row) return null
  const say = (refusal: Parameters<typeof verdictOf>[0]) => verdictOf(refusal, caller.locale)
  return {
    id: row.id,
    name: row.name,
    title: row.title,
    intro: row.intro,
    thanks: row.thanks,
    questions: row.questions,
    validDays: row.valid_days,
    state: row.state,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    createdBy: { id: row.created_by, name: row.by_name ?? '' },
    asked: row.asked,
    answered: row.answered,
    permissions: {
      edit: say(writingSurvey(caller)),
      questions: say(changingQuestions(caller, { answered: row.all_answered })),
      ask: say(askingBySurvey(caller, row)),
      open: say(writingSurvey(caller)),
    },
  }
}

interface ListRow {
  id: string
  name: string
  state: SurveyState
  created_at: Date
  asked: number
  answered: number
  promoters: number
  passives: number
  detractors: number
}

export async function listSurveys(tx: Tx, caller: Caller, asked: { limit: number; cursor?: string | undefined }) {
  const after = placeAfter(asked.cursor, ['id'])
  const { rows } = await sql<ListRow>`
    select s.id, s.name, s.state, s.created_at, n.*
    from (select * from survey where org_id = ${caller.orgId} and deleted_at is null ${after ? sql`and id < ${after[0]}::uuid` : sql``}
        order by id desc limit ${sql.lit(asked.limit + 1)}) s,
      lateral (select count(*) filter (where i.revoked_at is null)::int as asked, count(i.answered_at)::int as answered,
          count(*) filter (where a.nps >= 9)::int as promoters, count(*) filter (where a.nps in (7, 8))::int as passives,
          count(*) filter (where a.nps <= 6)::int as detractors
        from survey_invitation i join customer c on c.org_id = i.org_id and c.id = i.customer_id and ${reachable(caller, 'c.owner_id', 'c.id')}
          left join survey_answer a on a.org_id = i.org_id and a.invitation_id = i.id
        where i.org_id = s.org_id and i.survey_id = s.id) n
    order by s.id desc`.execute(tx)
  const { items, nextCursor } = pageOf(rows, asked.limit, ({ id }) => [id])
  return {
    nextCursor,
    items: items.map((row) => ({
      id: row.id,
      name: row.name,
      state: row.state,
      createdAt: row.created_at.toISOString(),
      asked: row.asked,
      answered: row.answered,
      nps: npsOf(row),
    })),
    permissions: { create: verdictOf(writingSurvey(caller), caller.locale) },
  }
}
