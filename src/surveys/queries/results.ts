import { sql, type RawBuilder } from 'kysely'
import { resolveScope, within } from '../../capacity/queries/scope.ts'
import { tiers } from '../../key-accounts/score.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, startOfDay } from '../../platform/time.ts'
import { say } from '../../platform/words.ts'
import type { Answers } from '../answering.ts'
import { groupOf, npsOf } from '../nps.ts'
import { tally } from '../tally.ts'
import { words } from '../words.ts'
import { readSurvey } from './surveys.ts'

interface GroupRow {
  kind: 'all' | 'team' | 'tier' | 'month'
  key: string | null
  name: string | null
  promoters: number
  passives: number
  detractors: number
  satisfaction: number | null
}

interface AnswerRow {
  invitation_id: string
  answered_at: Date
  nps: number | null
  answers: Answers
  wants_contact: boolean
  customer_id: string
  customer_name: string
  contact_id: string
  contact_name: string
}

/** Answers are read one by one for the questions up to so many; figures by group count all. */
const mostRead = 20_000
const mostVoices = 100

/** Tiers from S to C; of teams and months the name decides. */
const placeOf = (key: string): number => tiers.findIndex((tier) => tier === key)

interface Asked {
  team?: string | undefined
  owner?: string | undefined
  from?: string | undefined
  to?: string | undefined
  level?: string[] | undefined
  grade?: number[] | undefined
  tier?: string[] | undefined
}

/** Customers of a level, grade or tier of key accounts. */
const chosen = ({ level, grade, tier }: Asked): RawBuilder<unknown> =>
  sql.join(
    [
      sql`true`,
      ...(level ? [sql`c.level = any(${level}::text[])`] : []),
      ...(grade ? [sql`exists (select from customer_standing s where s.org_id = c.org_id and s.customer_id = c.id and s.grade = any(${grade}::int[]))`] : []),
      ...(tier ? [sql`exists (select from key_account k where k.org_id = c.org_id and k.customer_id = c.id and k.tier = any(${tier}::text[]))`] : []),
    ],
    sql` and `,
  ) // prettier-ignore

/** What a survey brought, of the customers in the scope within reach: figures, groups, questions, and what people wrote. */
export async function readResults(tx: Tx, caller: Caller, id: string, asked: Asked) {
  const [survey, scope] = [await readSurvey(tx, caller, id), await resolveScope(tx, caller, asked)]
  if (!survey) return refuse('not-found')
  if (!scope.ok) return scope
  const { orgId, timeZone, locale } = caller
  const own = sql`${within(caller, scope.value, 'c.owner_id')} and ${chosen(asked)}`
  const since = asked.from ? startOfDay(asked.from, timeZone) : null
  const until = asked.to ? startOfDay(addDays(asked.to, 1), timeZone) : null
  const inTime = sql`${since ? sql`i.answered_at >= ${since}` : sql`true`} and ${until ? sql`i.answered_at < ${until}` : sql`true`}`
  const answered = sql`survey_answer a
      join survey_invitation i on i.org_id = a.org_id and i.id = a.invitation_id
      join customer c on c.org_id = i.org_id and c.id = i.customer_id and ${own}`
  const of = sql`a.org_id = ${orgId} and a.survey_id = ${id} and ${inTime}`
  const [{ rows: groups }, { rows: answers }, { rows: counts }] = await Promise.all([
    sql<GroupRow>`
      select case when grouping(g.team) = 0 then 'team' when grouping(g.tier) = 0 then 'tier' when grouping(g.month) = 0 then 'month' else 'all' end as kind,
        coalesce(g.team::text, g.tier, g.month) as key, max(g.team_name) filter (where g.team is not null) as name,
        count(*) filter (where g.nps >= 9)::int as promoters, count(*) filter (where g.nps in (7, 8))::int as passives,
        count(*) filter (where g.nps <= 6)::int as detractors, avg(g.satisfaction) as satisfaction
      from (select m.team_id as team, t.name as team_name, k.tier, to_char(a.answered_at at time zone ${timeZone}, 'YYYY-MM') as month, a.nps, a.satisfaction
        from ${answered}
          left join member m on m.org_id = c.org_id and m.id = c.owner_id
          left join team t on t.org_id = m.org_id and t.id = m.team_id
          left join key_account k on k.org_id = c.org_id and k.customer_id = c.id
        where ${of}) g
      group by grouping sets ((), (g.team), (g.tier), (g.month))`.execute(tx),
    sql<AnswerRow>`
      select a.invitation_id, a.answered_at, a.nps, a.answers, a.wants_contact, c.id as customer_id, c.name as customer_name,
        p.id as contact_id, p.name as contact_name
      from ${answered} join contact p on p.org_id = i.org_id and p.id = i.contact_id
      where ${of} order by a.answered_at desc limit ${sql.lit(mostRead)}`.execute(tx),
    sql<{ asked: number; answered: number }>`
      select count(*) filter (where i.revoked_at is null ${until ? sql`and i.made_at < ${until}` : sql``})::int as asked,
        count(i.answered_at) filter (where ${inTime})::int as answered
      from survey_invitation i join customer c on c.org_id = i.org_id and c.id = i.customer_id and ${own}
      where i.org_id = ${orgId} and i.survey_id = ${id}`.execute(tx),
  ])
  const rowsOf = (kind: GroupRow['kind'], none: string) =>
    groups
      .filter((row) => row.kind === kind)
      .map((row) => ({
        key: row.key ?? '',
        name: (kind === 'team' ? row.name : null) ?? row.key ?? none,
        nps: npsOf(row),
        satisfaction: row.satisfaction,
      }))
      .sort((a, b) =>
        a.key === '' ? 1 : b.key === '' ? -1 : placeOf(a.key) - placeOf(b.key) || a.name.localeCompare(b.name, locale),
      )
  const all = groups.find(({ kind }) => kind === 'all')
  const texts = survey.questions.filter(({ kind }) => kind === 'text').map(({ key }) => key)
  return accept({
    asked: counts[0]!.asked,
    answered: counts[0]!.answered,
    nps: npsOf(all ?? { promoters: 0, passives: 0, detractors: 0 }),
    satisfaction: all?.satisfaction ?? null,
    byTeam: rowsOf('team', say(locale, words, 'noTeam')),
    byTier: rowsOf('tier', say(locale, words, 'noTier')),
    byMonth: rowsOf('month', ''),
    questions: survey.questions.map((question) => tally(question, answers.map((row) => row.answers[question.key]), locale)), // prettier-ignore
    voices: answers
      .map((row) => ({ row, text: texts.flatMap((key) => (key in row.answers ? [String(row.answers[key])] : [])).join('\n') }))
      .filter(({ row, text }) => text !== '' || row.wants_contact || (row.nps !== null && groupOf(row.nps) === 'detractor'))
      .slice(0, mostVoices)
      .map(({ row, text }) => ({
        invitationId: row.invitation_id,
        customer: { id: row.customer_id, name: row.customer_name },
        contact: { id: row.contact_id, name: row.contact_name },
        answeredAt: row.answered_at.toISOString(),
        nps: row.nps,
        group: row.nps === null ? null : groupOf(row.nps),
        text,
        wantsContact: row.wants_contact,
      })),
  })
}
