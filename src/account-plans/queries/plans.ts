import { sql, type RawBuilder } from 'kysely'
import { resolveScope, within } from '../../capacity/queries/scope.ts'
import { reachable } from '../../people/queries.ts'
import { decodeCursor, pageOf } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { isId } from '../../platform/ids.ts'
import { accept } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { isReviewLate, planState, type PlanState } from '../plan.ts'

interface Asked {
  limit: number
  cursor?: string | undefined
  team?: string | undefined
  owner?: string | undefined
  customer?: string | undefined
  q?: string | undefined
  state?: PlanState | undefined
  due?: boolean | undefined
  unsigned?: boolean | undefined
  sort: 'review' | 'aimed'
}

interface Row {
  id: string
  title: string
  from_on: string
  through_on: string
  next_review_on: string | null
  closed: boolean
  aimed_minor: number
  updated_at: Date
  customer_id: string
  customer: string
  owner_id: string
  owner: string
  tier: string | null
  last_on: string | null
  last_signed: boolean | null
  total: number
  done: number
  late: number
  rank: string
}

const orders: Record<Asked['sort'], { rank: RawBuilder<unknown>; direction: RawBuilder<unknown>; behind: RawBuilder<unknown> }> =
  {
    review: { rank: sql`coalesce(p.next_review_on, '9999-12-31'::date)::text`, direction: sql`asc`, behind: sql`>` },
    aimed: { rank: sql`lpad(p.aimed_minor::text, 19, '0')`, direction: sql`desc`, behind: sql`<` },
  }

/** SQL twins of planState and isReviewLate. */
const inState = (state: PlanState, today: string): RawBuilder<unknown> =>
  state === 'closed'
    ? sql`p.closed_at is not null`
    : sql`p.closed_at is null and p.through_on ${state === 'ended' ? sql`<` : sql`>=`} ${today}::date`
const reviewIsLate = (today: string): RawBuilder<unknown> => sql`(p.closed_at is null and p.next_review_on < ${today}::date)`
const hasUnsigned = sql`exists (select from account_plan_review r where r.org_id = p.org_id and r.plan_id = p.id and r.signed_at is null)`

/** Plans within reach, the next review first or the largest aim first. */
export async function listPlansOf(tx: Tx, caller: Caller, asked: Asked) {
  const found = asked.team || asked.owner ? await resolveScope(tx, caller, asked) : null
  if (found && !found.ok) return found
  const today = dayOf(caller.now, caller.timeZone)
  const { rank, direction, behind } = orders[asked.sort]
  const place = decodeCursor(asked.cursor, 2)
  const isPlace = place !== null && typeof place[0] === 'string' && isId(String(place[1]))
  const scope = sql`p.org_id = ${caller.orgId} and ${reachable(caller, 'c.owner_id', 'c.id')} and ${found ? within(caller, found.value, 'c.owner_id') : sql`true`}`
  const conditions = [
    scope,
    ...(asked.customer ? [sql`p.customer_id = ${asked.customer}`] : []),
    ...(asked.state ? [inState(asked.state, today)] : []),
    ...(asked.due ? [reviewIsLate(today)] : []),
    ...(asked.unsigned ? [hasUnsigned] : []),
    ...(asked.q ? [sql`position(lower(${asked.q}) in lower(c.name || ' ' || p.title)) > 0`] : []),
    ...(isPlace ? [sql`(${rank}, p.id) ${behind} (${place[0]}, ${place[1]}::uuid)`] : []),
  ]
  const customer = sql`join customer c on c.org_id = p.org_id and c.id = p.customer_id`
  const [{ rows }, { rows: counts }] = await Promise.all([
    sql<Row>`
      select p.*, m.name as owner, k.tier, last.held_on as last_on, last.signed as last_signed, coalesce(a.total, 0)::int as total,
        coalesce(a.done, 0)::int as done, coalesce(a.late, 0)::int as late
      from (
        select p.id, p.org_id, p.title, p.from_on, p.through_on, p.next_review_on, p.closed_at is not null as closed, p.aimed_minor, p.updated_at,
          p.customer_id, c.name as customer, c.owner_id, ${rank} as rank
        from account_plan p ${customer} where ${sql.join(conditions, sql` and `)}
        order by rank ${direction}, p.id ${direction} limit ${sql.lit(asked.limit + 1)}) p
      join member m on m.org_id = p.org_id and m.id = p.owner_id
      left join key_account k on k.org_id = p.org_id and k.customer_id = p.customer_id
      left join lateral (select r.held_on, r.signed_at is not null as signed from account_plan_review r
        where r.org_id = p.org_id and r.plan_id = p.id order by r.held_on desc, r.id desc limit 1) last on true
      left join lateral (select count(*) as total, count(t.done_at) as done,
          count(*) filter (where t.done_at is null and t.cancelled_at is null and t.due_on < ${today}::date) as late
        from account_plan_action x join task t on t.org_id = x.org_id and t.id = x.task_id and t.deleted_at is null
        where x.org_id = p.org_id and x.plan_id = p.id) a on true
      order by p.rank ${direction}, p.id ${direction}`.execute(tx),
    sql<{ running: number; late: number; unsigned: number }>`
      select count(*) filter (where ${inState('running', today)})::int as running, count(*) filter (where ${reviewIsLate(today)})::int as late,
        count(*) filter (where ${hasUnsigned})::int as unsigned
      from account_plan p ${customer} where ${scope}`.execute(tx),
  ])
  const cut = pageOf(rows, asked.limit, (row) => [row.rank, row.id])
  return accept({
    nextCursor: cut.nextCursor,
    items: cut.items.map((row) => shapeRow(row, today)),
    counts: { running: counts[0]!.running, reviewLate: counts[0]!.late, unsigned: counts[0]!.unsigned },
    currency: caller.currency,
  })
}

const shapeRow = (row: Row, today: string) => ({
  id: row.id,
  customer: { id: row.customer_id, name: row.customer },
  owner: { id: row.owner_id, name: row.owner },
  tier: row.tier,
  title: row.title,
  fromOn: row.from_on,
  throughOn: row.through_on,
  state: planState({ throughOn: row.through_on, closed: row.closed }, today),
  nextReviewOn: row.next_review_on,
  isReviewLate: isReviewLate({ nextReviewOn: row.next_review_on, closed: row.closed }, today),
  lastReviewOn: row.last_on,
  isLastSigned: row.last_signed ?? false,
  aimedMinor: row.aimed_minor,
  actions: { total: row.total, done: row.done, late: row.late },
  updatedAt: row.updated_at.toISOString(),
})
