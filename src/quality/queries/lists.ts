import { sql, type RawBuilder } from 'kysely'
import { resolveScope, within } from '../../capacity/queries/scope.ts'
import { levels, type Level } from '../../customers/customer.ts'
import { judgeWithinDays, relationships, type Grade, type Relationship } from '../../customers/quality-matrix.ts'
import { pageOf, placeAfter } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf } from '../../platform/time.ts'
import { neglectedDays } from '../neglected.ts'
import { firstMovesAfter } from './first-moves.ts'

interface Asked {
  limit: number
  cursor?: string | undefined
  team?: string | undefined
  owner?: string | undefined
}
interface StandingsAsked extends Asked {
  level?: Level | undefined
  relationship?: Relationship | undefined
  grade?: string | undefined
  list?: 'development' | 'level-due' | 'moved' | 'neglected' | undefined
  since?: string | undefined
  sort: 'strength' | 'open' | 'silent'
}

interface Row {
  id: string
  name: string
  owner_id: string
  owner_name: string
  level: Level
  relationship: Relationship
  grade: Grade
  strength: number
  last_answered_at: Date | null
  open_minor: number
  won_minor: number
  effort_count: number
  effort_minutes: number
  grade_then: Grade | undefined
  place: number
}

/** Whole numbers, the highest first. */
const orders: Record<StandingsAsked['sort'], RawBuilder<number>> = {
  strength: sql<number>`s.strength_order`,
  open: sql<number>`s.open_minor`,
  silent: sql<number>`(-floor(1000 * date_part('epoch', coalesce(s.last_answered_at, 'epoch'::timestamptz))))::bigint`,
}

/** Levels of the development list; each is read as its own cell. */
const developmentLevels: readonly Level[] = ['premium', 'strategic']

/** Customers of a cell or a list, the strongest, the largest or the longest silent first. */
export async function listStandingsOf(tx: Tx, caller: Caller, asked: StandingsAsked) {
  const found = await resolveScope(tx, caller, asked)
  if (!found.ok) return found
  const today = dayOf(caller.now, caller.timeZone)
  const since = asked.since ?? addDays(today, -90)
  const order = orders[asked.sort]
  const place = placeAfter(asked.cursor, ['whole', 'id'])
  const conditions: RawBuilder<unknown>[] = [
    sql`s.org_id = ${caller.orgId}`,
    within(caller, found.value, 's.owner_id'),
    ...(asked.level ? [sql`s.level = ${asked.level}`] : []),
    ...(asked.relationship ? [sql`s.relationship = ${asked.relationship}`] : []),
    ...(asked.grade ? [asked.grade === 'none' ? sql`s.grade is null` : sql`s.grade = ${Number(asked.grade)}`] : []),
    ...listConditions(caller, asked.list, today),
    // as the index of a cell lies, so that a page is read and no more, also where all are equally strong
    ...(place
      ? [sql`${order} <= ${place[0]}::bigint and (${order} < ${place[0]}::bigint or s.customer_id > ${place[1]}::uuid)`]
      : []),
  ]
  const moved =
    asked.list === 'moved'
      ? sql`join (${firstMovesAfter(caller.orgId, since)}) f on f.customer_id = s.customer_id
          and f.from_grade is distinct from s.grade`
      : sql``
  // whose place it is first, from the indexes alone, and only then what stands in the rows of the page
  const page = sql`
    select s.customer_id, ${asked.list === 'moved' ? sql`f.from_grade` : sql`null::int`} as grade_then, ${order} as place
    from customer_standing s ${moved} where ${sql.join(conditions, sql` and `)}`
  const first = sql`order by place desc, s.customer_id limit ${asked.limit + 1}`
  const { rows } = await sql<Row>`
    select p.place, p.grade_then, s.customer_id as id, s.owner_id, s.level, s.relationship, s.grade, s.strength, s.last_answered_at,
      s.open_minor, s.won_minor, s.effort_count, s.effort_minutes, c.name, m.name as owner_name
    from (
      select p.* from (${
        asked.list === 'development'
          ? sql`${sql.join(
              developmentLevels.map((level) => sql`(${page} and s.level = ${level} ${first})`),
              sql` union all `,
            )}`
          : sql`${page} ${first}`
      }) p order by p.place desc, p.customer_id limit ${asked.limit + 1}
    ) p join customer_standing s on s.org_id = ${caller.orgId} and s.customer_id = p.customer_id
      join customer c on c.org_id = ${caller.orgId} and c.id = p.customer_id
      join member m on m.org_id = ${caller.orgId} and m.id = s.owner_id
    order by p.place desc, p.customer_id`.execute(tx)
  const cut = pageOf(rows, asked.limit, (row) => [row.place, row.id])
  return accept({
    nextCursor: cut.nextCursor,
    items: cut.items.map((row) => ({
      id: row.id,
      name: row.name,
      owner: { id: row.owner_id, name: row.owner_name },
      level: row.level,
      relationship: row.relationship,
      grade: row.grade,
      strength: row.strength,
      lastAnsweredAt: row.last_answered_at?.toISOString() ?? null,
      openMinor: row.open_minor,
      wonMinor: row.won_minor,
      activities: row.effort_count,
      minutes: row.effort_minutes,
      ...(asked.list === 'moved' ? { gradeThen: row.grade_then ?? null } : {}),
    })),
  })
}

function listConditions(caller: Caller, list: StandingsAsked['list'], today: string): RawBuilder<unknown>[] {
  if (list === 'development') return [sql`s.relationship = 'untouched'`]
  if (list === 'level-due') return [sql`s.known_well_since <= ${addDays(today, -judgeWithinDays)}::date`]
  if (list !== 'neglected') return []
  const silent = Object.entries(neglectedDays).map(
    ([grade, days]) =>
      sql`(s.grade = ${Number(grade)} and coalesce(s.last_answered_at, 'epoch'::timestamptz) < ${caller.now}::timestamptz - ${days}::int * interval '1 day')`,
  )
  return [sql`s.grade <= ${sql.lit(Math.max(...Object.keys(neglectedDays).map(Number)))} and (${sql.join(silent, sql` or `)})`]
}

interface OverrideRow {
  id: string
  of: 'level' | 'relationship'
  value: string
  proposed: string | null
  reason: string | null
  made_at: Date
  made_by: string
  made_by_name: string
  expires_on: string
  customer_id: string
  customer_name: string
  owner_id: string
  owner_name: string
}

/** Higher than the rule says, in the order of levels or relationships. */
export const isRaised = ({ of, value, proposed }: Pick<OverrideRow, 'of' | 'value' | 'proposed'>): boolean => {
  const order: readonly string[] = of === 'level' ? levels : relationships
  return proposed === null || order.indexOf(value) > order.indexOf(proposed)
}

/** An owner's own customer, set higher than the rule says: SQL twin of `isRaised` and who made it. */
const selfRaised = sql`v.made_by = s.owner_id and case when v.of = 'level'
  then coalesce(array_position(${[...levels]}::text[], v.value) > array_position(${[...levels]}::text[], s.proposed_level), true)
  else array_position(${[...relationships]}::text[], v.value) > array_position(${[...relationships]}::text[], s.kept_relationship) end`

/** Overrides that hold for customers of a scope, the latest first. */
export async function listOverridesOf(
  tx: Tx,
  caller: Caller,
  asked: Asked & { raisedByOwner?: boolean | undefined },
): Promise<Outcome<{ items: ReturnType<typeof shapeOverride>[]; nextCursor: string | null }>> {
  const found = await resolveScope(tx, caller, asked)
  if (!found.ok) return found
  const after = placeAfter(asked.cursor, ['id'])
  const { rows } = await sql<OverrideRow>`
    select v.id, v.of, v.value, case when v.of = 'level' then s.proposed_level else s.kept_relationship end as proposed, v.reason, v.made_at, v.made_by,
      b.name as made_by_name, v.expires_on, v.customer_id, c.name as customer_name, s.owner_id, o.name as owner_name
    from customer_override v join customer_standing s on s.org_id = v.org_id and s.customer_id = v.customer_id
      join customer c on c.org_id = v.org_id and c.id = v.customer_id
      join member b on b.org_id = v.org_id and b.id = v.made_by join member o on o.org_id = v.org_id and o.id = s.owner_id
    where v.org_id = ${caller.orgId} and v.ended_at is null and ${within(caller, found.value, 's.owner_id')}
      and ${asked.raisedByOwner ? selfRaised : sql`true`}
      and ${after ? sql`v.id < ${after[0]}::uuid` : sql`true`} order by v.id desc limit ${asked.limit + 1}`.execute(tx)
  const cut = pageOf(rows, asked.limit, (row) => [row.id])
  return accept({ items: cut.items.map(shapeOverride), nextCursor: cut.nextCursor })
}

const shapeOverride = (row: OverrideRow) => ({
  id: row.id,
  of: row.of,
  value: row.value,
  proposed: row.proposed,
  reason: row.reason,
  madeAt: row.made_at.toISOString(),
  madeBy: { id: row.made_by, name: row.made_by_name },
  expiresOn: row.expires_on,
  customer: { id: row.customer_id, name: row.customer_name },
  owner: { id: row.owner_id, name: row.owner_name },
  isRaised: isRaised(row),
  isByOwner: row.made_by === row.owner_id,
})
