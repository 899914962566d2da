import { sql } from 'kysely'
import { reachable } from '../../people/queries.ts'
import { pageOf, placeAfter } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { nameKey } from '../../platform/text/keys.ts'
import type { Attitude, ContactRole } from '../../contacts/role.ts'
import type { Caller } from '../../platform/session.ts'
import type { Locale } from '../../platform/words.ts'

export interface Rule {
  role?: readonly string[] | undefined
  level?: readonly string[] | undefined
  tier?: readonly string[] | undefined
  boughtWithin?: number | undefined
  notAskedWithin?: number | undefined
  q?: string | undefined
  customer?: string | undefined
}

/** More are not proposed at once: links are sent by hand. */
const most = 500

interface Row {
  id: string
  name: string
  role: ContactRole | null
  attitude: Attitude | null
  customer_id: string
  customer_name: string
  owner_id: string
  owner_name: string
  last_asked_at: Date | null
  is_asked: boolean
  total: number
}

/** People of the caller's customers that fit the rule, customer by customer. */
export async function findRecipients(tx: Tx, caller: Caller, surveyId: string, rule: Rule) {
  const { orgId, now } = caller
  const since = (days: number): Date => new Date(now.getTime() - days * 86_400_000)
  const list = (values: readonly string[]) => sql`${[...values]}::text[]`
  const conditions = [
    sql`c.org_id = ${orgId} and c.deleted_at is null and ${reachable(caller, 'c.owner_id', 'c.id')}`,
    ...(rule.customer ? [sql`c.id = ${rule.customer}::uuid`] : []),
    ...(rule.level?.length ? [sql`c.level = any(${list(rule.level)})`] : []),
    ...(rule.tier?.length
      ? [sql`exists (select from key_account k where k.org_id = c.org_id and k.customer_id = c.id and k.tier = any(${list(rule.tier)}))`]
      : []),
    ...(rule.boughtWithin
      ? [sql`c.id in (select o.customer_id from opportunity o where o.org_id = ${orgId} and o.status = 'won' and o.deleted_at is null
          and o.closed_at > ${since(rule.boughtWithin)} and o.closed_at <= ${now})`]
      : []),
    ...(rule.role?.length ? [sql`p.role = any(${list(rule.role)})`] : []),
    ...(rule.q ? [sql`(c.name_key like ${`%${escaped(nameKey(rule.q))}%`} or p.name ilike ${`%${escaped(rule.q)}%`})`] : []),
    ...(rule.notAskedWithin
      ? [sql`not exists (select from survey_invitation i where i.org_id = p.org_id and i.contact_id = p.id and i.revoked_at is null
          and i.made_at > ${since(rule.notAskedWithin)})`]
      : []),
  ] // prettier-ignore
  const { rows } = await sql<Row>`
    select f.*, m.name as owner_name,
      (select max(i.made_at) from survey_invitation i where i.org_id = ${orgId} and i.contact_id = f.id and i.revoked_at is null) as last_asked_at,
      exists (select from survey_invitation i where i.org_id = ${orgId} and i.survey_id = ${surveyId} and i.contact_id = f.id
        and i.revoked_at is null and i.answered_at is null and i.expires_at > ${now}) as is_asked
    from (select p.id, p.name, p.role, p.attitude, c.id as customer_id, c.name as customer_name, c.pinyin, c.owner_id, count(*) over ()::int as total
        from customer c join contact p on p.org_id = c.org_id and p.customer_id = c.id and p.deleted_at is null
        where ${sql.join(conditions, sql` and `)}
        order by c.pinyin, c.id, p.id limit ${sql.lit(most)}) f
      left join member m on m.org_id = ${orgId} and m.id = f.owner_id
    order by f.pinyin, f.customer_id, f.id`.execute(tx)
  return {
    total: rows[0]?.total ?? 0,
    items: rows.map((row) => ({
      contact: { id: row.id, name: row.name },
      customer: { id: row.customer_id, name: row.customer_name },
      owner: { id: row.owner_id, name: row.owner_name ?? '' },
      role: row.role,
      attitude: row.attitude,
      lastAskedAt: row.last_asked_at?.toISOString() ?? null,
      isAsked: row.is_asked,
    })),
  }
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

interface InvitationRow {
  id: string
  contact_id: string
  contact_name: string
  customer_id: string
  customer_name: string
  locale: Locale
  made_at: Date
  made_by: string
  by_name: string | null
  expires_at: Date
  revoked_at: Date | null
  answered_at: Date | null
  nps: number | null
}

/** Who was asked, within reach. */
export async function listInvitations(
  tx: Tx,
  caller: Caller,
  surveyId: string,
  asked: { limit: number; cursor?: string | undefined; answered?: boolean | undefined },
) {
  const after = placeAfter(asked.cursor, ['id'])
  const { rows } = await sql<InvitationRow>`
    select i.*, p.name as contact_name, c.name as customer_name, m.name as by_name, a.nps
    from survey_invitation i
      join customer c on c.org_id = i.org_id and c.id = i.customer_id and ${reachable(caller, 'c.owner_id', 'c.id')}
      join contact p on p.org_id = i.org_id and p.id = i.contact_id
      left join member m on m.org_id = i.org_id and m.id = i.made_by
      left join survey_answer a on a.org_id = i.org_id and a.invitation_id = i.id
    where i.org_id = ${caller.orgId} and i.survey_id = ${surveyId}
      ${asked.answered === undefined ? sql`` : asked.answered ? sql`and i.answered_at is not null` : sql`and i.answered_at is null and i.revoked_at is null`}
      ${after ? sql`and i.id < ${after[0]}::uuid` : sql``}
    order by i.id desc limit ${sql.lit(asked.limit + 1)}`.execute(tx)
  const { items, nextCursor } = pageOf(rows, asked.limit, ({ id }) => [id])
  return { nextCursor, items: items.map((row) => shape(row, caller.now)) }
}

const shape = (row: InvitationRow, now: Date) => ({
  id: row.id,
  contact: { id: row.contact_id, name: row.contact_name },
  customer: { id: row.customer_id, name: row.customer_name },
  locale: row.locale,
  madeAt: row.made_at.toISOString(),
  madeBy: { id: row.made_by, name: row.by_name ?? '' },
  expiresAt: row.expires_at.toISOString(),
  state: row.answered_at
    ? ('answered' as const)
    : row.revoked_at
      ? ('revoked' as const)
      : row.expires_at <= now
        ? ('expired' as const)
        : ('open' as const),
  answeredAt: row.answered_at?.toISOString() ?? null,
  nps: row.nps,
})
