import { sql, type RawBuilder } from 'kysely'
import { pageOf, placeAfter } from '../platform/cursor.ts'
import type { Tx } from '../platform/database/connect.ts'
import { ask, statement } from '../platform/database/statement.ts'
import type { Caller, Reach } from '../platform/session.ts'
import type { Locale } from '../platform/words.ts'
import { accept, refuse } from '../platform/refusal.ts'
import { addDays, dayOf } from '../platform/time.ts'
import { verdictOf } from '../platform/http/problem.ts'
import { holds } from '../platform/database/search-grams.ts'
import { searchable } from '../platform/text/grams.ts'
import type { profileFields } from './contract.ts'
import { deactivatingMember, editingMember, needs } from './permissions.ts'
import { reaches, subtreeOf, type Reaching } from './reach.ts'
import { roleDefinitions, type Role } from './roles.ts'
import { callerOf, type AdmissionRow } from './caller.ts'
import { publishedName } from './published-holidays.ts'
import { calendarOf, workingDaysBetween, yearOf, type DayKind, type WorkCalendar } from './working-days.ts'

/**
 * SQL twin of `reaches`: the condition every list, count, search, chart and export goes through. `column` holds the owner, `customer`,
 * where account teams count, the customer. Who is in no team asks as before.
 */
export function reachable({ reach, accounts }: Reaching, column: string, customer?: string): RawBuilder<boolean> {
  if (reach === 'organisation') return sql<boolean>`true`
  const own = sql<boolean>`${sql.ref(column)} = any(${[...reach]}::uuid[])`
  if (customer === undefined || !accounts || accounts.read.length === 0) return own
  return sql<boolean>`(${own} or ${sql.ref(customer)} = any(${[...accounts.read]}::uuid[]))`
}

/** The members and the customers that a prepared statement asks for: null and none for who reaches everything. */
export const reachValues = ({ reach, accounts }: Reaching): [members: readonly string[] | null, customers: readonly string[]] =>
  reach === 'organisation' ? [null, []] : [reach, accounts?.read ?? []]

/** The members of a team and of all teams below it, those who left included. */
export async function membersBelow(tx: Tx, orgId: string, teamId: string): Promise<string[]> {
  const teams = await tx.selectFrom('team').select(['id', 'parent_id as parentId']).where('org_id', '=', orgId).execute()
  const rows = await tx
    .selectFrom('member')
    .select('id')
    .where('org_id', '=', orgId)
    .where('team_id', 'in', subtreeOf(teamId, teams))
    .execute()
  return rows.map(({ id }) => id)
}

/** The caller as the organisation knows the member at this moment; null when the member may not come in (any more). */
export async function readCaller(tx: Tx, orgId: string, memberId: string, via: Caller['via'], now: Date): Promise<Caller | null> {
  const row = await tx
    .selectFrom('member as m')
    .innerJoin('organisation as o', 'o.org_id', 'm.org_id')
    .select(['m.role', 'm.team_id', 'm.status', 'm.locale', 'o.locale as org_locale', 'o.time_zone', 'o.currency'])
    .where('m.org_id', '=', orgId)
    .where('m.id', '=', memberId)
    .executeTakeFirst()
  if (!row || row.status !== 'active') return null
  const { scope } = roleDefinitions[row.role as Role]
  let reach: Reach = 'organisation'
  if (scope === 'own') reach = [memberId]
  else if (scope === 'subtree')
    reach = row.team_id ? [...new Set([memberId, ...(await membersBelow(tx, orgId, row.team_id))])] : [memberId]
  const accounts =
    reach === 'organisation'
      ? undefined
      : await tx
          .selectFrom('account_member')
          .select(['customer_id', 'access'])
          .where('org_id', '=', orgId)
          .where('member_id', '=', memberId)
          .where('ended_at', 'is', null)
          .execute()
  return callerOf(
    orgId,
    memberId,
    row,
    reach,
    { via, now },
    accounts?.map((one) => ({ ...one, writes: one.access === 'write' })),
  )
}

const leaders = Object.entries(roleDefinitions).flatMap(([role, { scope }]) => (scope === 'subtree' ? [role] : []))

/** Asked with every request, and therefore made once: $1 the fingerprint, $2 the organisation, $3 roles that lead teams. */
const admission = `
  select c.id as credential_id, c.kind, c.abilities, c.last_used_at, m.id as member_id, m.role, m.locale, o.locale as org_locale,
         o.time_zone, o.currency,
         case when m.role = any($3) then (
           with recursive below (id) as (
             select m.team_id union select t.id from team t join below b on t.org_id = $2 and t.parent_id = b.id)
           select array_agg(x.id order by x.id) from member x join below b on x.org_id = $2 and x.team_id = b.id) end as below,
         (select json_agg(json_build_object('customer_id', a.customer_id, 'writes', a.access = 'write') order by a.id)
            from account_member a where a.org_id = $2 and a.member_id = m.id and a.ended_at is null) as accounts
  from credential c join member m on m.org_id = c.org_id and m.id = c.member_id join organisation o on o.org_id = c.org_id
  where c.token_hash = $1 and c.org_id = $2 and c.kind in ('session', 'api-token') and c.expires_at > now() and m.status = 'active'`

/**
 * Who comes in with a secret of this fingerprint, as the organisation of the transaction knows credential, member and team tree
 * at this moment: one question before every other. Null when the secret is unknown here, expired or revoked, or its member is not
 * active. `mark` tells one answer from another; `lastUsed` is apart from it.
 */
export async function readAdmission(tx: Tx, orgId: string, fingerprint: Buffer) {
  const [found] = await ask<AdmissionRow & { last_used_at: Date | null }>(tx, admission, [fingerprint, orgId, leaders])
  if (!found) return null
  const { last_used_at: lastUsed, ...row } = found
  return { row, mark: JSON.stringify(row), lastUsed }
}

const memberColumns = (tx: Tx, orgId: string) =>
  tx
    .selectFrom('member as m')
    .leftJoin('team as t', (join) => join.onRef('t.org_id', '=', 'm.org_id').onRef('t.id', '=', 'm.team_id'))
    .select([
      'm.id',
      'm.name',
      'm.email',
      'm.phone',
      'm.role',
      'm.team_id',
      't.name as team_name',
      'm.status',
      'm.external_id',
      'm.joined_on',
      'm.created_at',
      'm.version',
      'm.pinyin',
    ])
    .where('m.org_id', '=', orgId)
    .where('m.is_pool', '=', false)

type MemberRow = Awaited<ReturnType<ReturnType<typeof memberColumns>['executeTakeFirstOrThrow']>>

const countAdministrators = async (tx: Tx, orgId: string): Promise<number> =>
  (
    await tx
      .selectFrom('member')
      .select('id')
      .where('org_id', '=', orgId)
      .where('role', '=', 'administrator')
      .where('status', '=', 'active')
      .execute()
  ).length

const shapeMember = (caller: Caller, row: MemberRow, activeAdministrators: number) => {
  const manages = caller.abilities.has('members.manage')
  const known = manages || row.id === caller.memberId || reaches(caller, row.id)
  return {
    id: row.id,
    name: row.name,
    email: known ? row.email : null,
    phone: known ? row.phone : null,
    role: row.role as Role,
    teamId: row.team_id,
    teamName: row.team_name,
    status: row.status as 'invited' | 'active' | 'no-sign-in' | 'deactivated',
    externalId: row.external_id,
    joinedOn: known ? row.joined_on : null,
    createdAt: row.created_at.toISOString(),
    version: row.version,
    permissions: {
      edit: verdictOf(editingMember(caller), caller.locale),
      deactivate: verdictOf(deactivatingMember(caller, { id: row.id, role: row.role, activeAdministrators }), caller.locale),
    },
  }
}

export type MemberView = ReturnType<typeof shapeMember>

export async function readMember(tx: Tx, caller: Caller, id: string): Promise<MemberView | null> {
  const row = await memberColumns(tx, caller.orgId).where('m.id', '=', id).executeTakeFirst()
  return row ? shapeMember(caller, row, await countAdministrators(tx, caller.orgId)) : null
}

interface MemberFilter {
  limit: number
  cursor?: string | undefined
  q?: string | undefined
  role?: string | undefined
  team?: string | undefined
  status?: string | undefined
  reachable?: boolean | undefined
}

/** The directory: everybody sees names, teams and roles; addresses only of whom one reaches. By pinyin. */
export async function listMembers(
  tx: Tx,
  caller: Caller,
  filter: MemberFilter,
): Promise<{ items: MemberView[]; nextCursor: string | null }> {
  const after = placeAfter(filter.cursor, ['text', 'id'])
  const word = filter.q ? searchable(filter.q) : ''
  const rows = await memberColumns(tx, caller.orgId)
    .$if(filter.role !== undefined, (query) => query.where('m.role', '=', filter.role!))
    .$if(filter.status !== undefined, (query) => query.where('m.status', '=', filter.status!))
    .$if(filter.team !== undefined, (query) => query.where('m.team_id', '=', filter.team!))
    .$if(filter.reachable === true, (query) => query.where(reachable(caller, 'm.id')))
    .$if(word !== '', (query) =>
      query.where(holds(word, sql`replace(m.name_key, ' ', '') || ' ' || m.pinyin || ' ' || m.initials`)),
    )
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(m.pinyin, m.id) > (${String(after![0])}, ${String(after![1])}::uuid)`),
    )
    .orderBy('m.pinyin')
    .orderBy('m.id')
    .limit(sql.lit(filter.limit + 1))
    .execute()
  const administrators = await countAdministrators(tx, caller.orgId)
  const { items, nextCursor } = pageOf(rows, filter.limit, (row) => [row.pinyin, row.id])
  return { items: items.map((row) => shapeMember(caller, row, administrators)), nextCursor }
}

/** All teams in tree order: small by nature, so one page unless the limit is smaller. */
export async function listTeams(tx: Tx, orgId: string) {
  const { rows } = await sql<{
    id: string
    parent_id: string | null
    name: string
    is_region: boolean
    position: number
    member_count: number
    version: number
    deleted_at: Date | null
  }>`
    select t.id, t.parent_id, t.name, t.is_region, t.position, t.version, t.deleted_at,
           (select count(*)::int from member m where m.org_id = t.org_id and m.team_id = t.id and m.status <> 'deactivated') as member_count
    from team t where t.org_id = ${orgId} order by t.position, t.name, t.id`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    parentId: row.parent_id,
    name: row.name,
    isRegion: row.is_region,
    position: row.position,
    memberCount: row.member_count,
    version: row.version,
    archived: row.deleted_at !== null,
  }))
}

export async function readOrganization(tx: Tx, orgId: string) {
  const row = await tx.selectFrom('organisation').selectAll().where('org_id', '=', orgId).executeTakeFirstOrThrow()
  return {
    id: row.org_id,
    name: row.name,
    locale: row.locale as Locale,
    timeZone: row.time_zone,
    currency: row.currency,
    mandatoryProfile: row.mandatory_profile as (typeof profileFields)[number][],
    version: row.version,
  }
}

const calendarRows = (tx: Tx, orgId: string, from: string) =>
  tx
    .selectFrom('calendar_day')
    .select(['day', 'kind', 'name', 'seeded'])
    .where('org_id', '=', orgId)
    .where('day', '>=', `${from.slice(0, 4)}-01-01`)
    .orderBy('day')

/** The organisation's calendar from the year of a day onward: what working days are counted by. */
export async function readWorkCalendar(tx: Tx, orgId: string, from: string): Promise<WorkCalendar> {
  const rows = statement<{ day: string; kind: DayKind }>`
    select day, kind from calendar_day where org_id = ${orgId} and day >= ${`${from.slice(0, 4)}-01-01`}::date`
  return calendarOf(await rows.on(tx))
}

const mostCalendarDays = 3 * 366

/** The days of a range that differ from the week, and what is known of its years. The present year when no range is given. */
export async function listCalendar(tx: Tx, caller: Caller, asked: { from?: string | undefined; to?: string | undefined }) {
  const year = yearOf(asked.from ?? asked.to ?? dayOf(caller.now, caller.timeZone))
  const { from = `${year}-01-01`, to = `${year}-12-31` } = asked
  if (to < from || to >= addDays(from, mostCalendarDays)) return refuse('calendar-range', { days: mostCalendarDays })
  const rows = await calendarRows(tx, caller.orgId, from)
    .where('day', '<=', `${to.slice(0, 4)}-12-31`)
    .execute()
  const calendar = calendarOf(rows.map(({ day, kind }) => ({ day, kind: kind as DayKind })))
  const years = Array.from({ length: yearOf(to) - yearOf(from) + 1 }, (_, index) => yearOf(from) + index)
  return accept({
    items: rows
      .filter(({ day }) => day >= from && day <= to)
      .map(({ day, kind, name, seeded }) => ({
        day,
        kind: kind as DayKind,
        // what came with the product is called in the reader's language, what people wrote as they wrote it
        name: (seeded ? publishedName(day, caller.locale) : undefined) ?? name,
        seeded,
      })),
    nextCursor: null,
    years: years.map((one) => ({
      year: one,
      known: calendar.knownYears.has(one),
      workingDays: workingDaysBetween(`${one - 1}-12-31`, `${one}-12-31`, calendar),
    })),
    permissions: { edit: verdictOf(needs(caller, 'organisation.manage'), caller.locale) },
  })
}
