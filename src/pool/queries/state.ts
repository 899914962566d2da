import { sql } from 'kysely'
import { reachable } from '../../people/queries.ts'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf } from '../../platform/time.ts'
import { claiming, releasing } from '../permissions.ts'
import type { PoolRule, Why } from '../rule.ts'
import { countFalling, readFalling, readHeld } from './falling.ts'
import { readRule } from './setting.ts'

const daysFrom = (today: string, day: string): number => Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000)
const ref = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' })
const shownEvents = 30

/** Whether and when a customer falls, what spares it, and its comings and goings; null when it is not there or out of reach. */
export async function readState(tx: Tx, caller: Caller, id: string) {
  const { orgId, timeZone, now } = caller
  const { rule } = await readRule(tx, orgId)
  const held = await readHeld(tx, orgId, id, { rule, timeZone })
  if (!held || !reaches(caller, held.ownerId, id)) return null
  const today = dayOf(now, timeZone)
  const { rows } = await sql<{
    id: string
    at: Date
    kind: 'fell' | 'released' | 'claimed' | 'assigned'
    why: Why | null
    days: number | null
    reason: string | null
    by_member_id: string | null
    by_name: string | null
    from_owner_id: string | null
    from_name: string | null
    to_owner_id: string | null
    to_name: string | null
  }>`
    select e.*, b.name as by_name, f.name as from_name, t.name as to_name
    from pool_event e left join member b on b.org_id = e.org_id and b.id = e.by_member_id
      left join member f on f.org_id = e.org_id and f.id = e.from_owner_id left join member t on t.org_id = e.org_id and t.id = e.to_owner_id
    where e.org_id = ${orgId} and e.customer_id in (
      select ${id}::uuid union all select g.merged_id from customer_merge g where g.org_id = ${orgId} and g.kept_id = ${id} and g.undone_at is null)
    order by e.at desc, e.id desc limit ${sql.lit(shownEvents)}`.execute(tx)
  const due = held.isInPool || held.archived || held.protection !== null ? null : held.due
  const daysLeft = due ? daysFrom(today, due.on) : 0
  return {
    isInPool: held.isInPool,
    isOn: rule.isOn,
    due: due && rule.isOn ? { ...due, daysLeft, isNear: daysLeft <= rule.warnDays } : null,
    protection: held.protection,
    events: rows.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      kind: row.kind,
      why: row.why,
      days: row.days,
      by: ref(row.by_member_id, row.by_name),
      from: ref(row.from_owner_id, row.from_name),
      to: ref(row.to_owner_id, row.to_name),
      reason: row.reason,
    })),
    permissions: {
      release: verdictOf(releasing(caller, held), caller.locale),
      claim: verdictOf(claiming(caller), caller.locale),
    },
  }
}

const shownFalling = 100
const byDay = <T extends { on: string; name: string }>(items: readonly T[]): T[] =>
  items.toSorted((a, b) => (a.on === b.on ? (a.name < b.name ? -1 : 1) : a.on < b.on ? -1 : 1))

const shape = ({ id, name, owner, on, why, days, lastContactAt }: Awaited<ReturnType<typeof readFalling>>[number]) => ({
  customer: { id, name },
  owner,
  on,
  why,
  days,
  lastContactAt: lastContactAt?.toISOString() ?? null,
})

/** Customers of the caller, or of everybody within reach, that fall within the days of warning. */
export async function readWarnings(tx: Tx, caller: Caller, scope: 'mine' | 'team') {
  const { orgId, timeZone, now } = caller
  const { rule } = await readRule(tx, orgId)
  if (!rule.isOn) return { all: 0, items: [] }
  const today = dayOf(now, timeZone)
  const whose = scope === 'mine' ? { reach: [caller.memberId] } : { reach: caller.reach }
  const when = { rule, timeZone, through: addDays(today, rule.warnDays) }
  const falling = byDay(await readFalling(tx, orgId, when, { only: reachable(whose, 'c.owner_id'), limit: 500 }))
  return {
    all: falling.length,
    items: falling.slice(0, 50).map((one) => ({ ...shape(one), daysLeft: Math.max(0, daysFrom(today, one.on)) })),
  }
}

/** Who would fall if the rule were switched on now: at the first run today, and within a week. */
export async function tryRule(tx: Tx, caller: Caller, rule: PoolRule) {
  const { orgId, timeZone, now } = caller
  const today = dayOf(now, timeZone)
  const [tomorrow, week] = [addDays(today, 1), addDays(today, 7)]
  const when = { rule, timeZone, through: tomorrow }
  const counts = await countFalling(tx, orgId, when, week)
  const items = await readFalling(tx, orgId, when, { limit: shownFalling })
  const sum = (of: (row: (typeof counts)[number]) => number) => counts.reduce((total, row) => total + of(row), 0)
  const subject = counts.filter(({ spared }) => spared === null)
  const by = new Map<string, number>()
  for (const { spared, customers } of counts) if (spared) by.set(spared, (by.get(spared) ?? 0) + customers)
  return {
    subject: sum((row) => (row.spared === null ? row.customers : 0)),
    spared: [...by].map(([spared, customers]) => ({ by: spared as NonNullable<(typeof counts)[number]['spared']>, customers })),
    atOnce: sum((row) => (row.spared === null ? row.first : 0)),
    thisWeek: sum((row) => (row.spared === null ? row.second - row.first : 0)),
    owners: subject
      .filter(({ first }) => first > 0)
      .slice(0, 50)
      .map(({ owner_id, name, first }) => ({ owner: { id: owner_id, name }, customers: first })),
    items: byDay(items).map(shape),
  }
}
