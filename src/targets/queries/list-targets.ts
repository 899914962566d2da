import { sql } from 'kysely'
import { pageOf, placeAfter } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { Column, Level, Measure } from '../measure.ts'
import { visibleRows } from '../plan-tree.ts'
import type { Plan } from '../plan.ts'
import type { PlanState } from '../plan-state.ts'
import { planningCompany, readingTargets, seesPlan } from '../permissions.ts'
import { words } from '../words.ts'
import { say } from '../../platform/words.ts'
import { readHouse } from '../../capacity/queries/scope.ts'
import { ledTeams } from './house.ts'
import { loadPlan } from './plans.ts'
import { summaryOf } from './read-target.ts'

interface Filter {
  limit: number
  cursor?: string | undefined
  year?: number | undefined
  measure?: Measure | undefined
  state?: PlanState | undefined
  archived?: 'true' | 'false' | undefined
}

/** Versions of plans, latest first. What is being worked on is only for those who set targets. */
export async function listTargets(tx: Tx, caller: Caller, filter: Filter) {
  const denied = readingTargets(caller)
  if (denied) return { ok: false as const, refusal: denied }
  const after = placeAfter(filter.cursor, ['id'])?.[0]
  const decided = (['draft', 'submitted'] as const).some((state) => !seesPlan(caller, { state }))
  const { rows } = await sql<Omit<Plan, 'nodes' | 'lines' | 'locks' | 'archived'> & { deletedAt: Date | null }>`
    select t.id, t.year, t.measure, t.number, t.state, t.note, t.based_on as "basedOn", t.version, t.created_at as "createdAt",
      t.created_by as "createdBy", t.updated_at as "updatedAt", t.submitted_at as "submittedAt", t.submitted_by as "submittedBy",
      t.decided_at as "decidedAt", t.decided_by as "decidedBy", t.deleted_at as "deletedAt"
    from target t where t.org_id = ${caller.orgId} and (t.deleted_at is not null) = ${filter.archived === 'true'}
      ${decided ? sql`and t.state in ('approved', 'replaced')` : sql``}
      ${filter.year === undefined ? sql`` : sql`and t.year = ${filter.year}`}
      ${filter.measure === undefined ? sql`` : sql`and t.measure = ${filter.measure}`}
      ${filter.state === undefined ? sql`` : sql`and t.state = ${filter.state}`}
      ${after === undefined ? sql`` : sql`and t.id < ${after}`}
    order by t.id desc limit ${filter.limit + 1}`.execute(tx)
  const house = await readHouse(tx, caller.orgId)
  const page = pageOf(
    rows.map(({ deletedAt, ...row }) => summaryOf(caller, { ...row, archived: deletedAt !== null }, house)),
    filter.limit,
    ({ id }) => [id],
  )
  return accept({ ...page, permissions: { create: verdictOf(planningCompany(caller), caller.locale) } })
}

/** So many entries of a version's history are told. */
const mostEntries = 200

/** Who changed and decided a version, latest first; cells of rows out of reach stay unnamed. */
export async function readHistory(tx: Tx, caller: Caller, id: string): Promise<Outcome<{ items: Entry[]; nextCursor: null }>> {
  const denied = readingTargets(caller)
  if (denied) return { ok: false, refusal: denied }
  const plan = await loadPlan(tx, caller.orgId, id)
  if (!plan || !seesPlan(caller, plan)) return refuse('not-found')
  const house = await readHouse(tx, caller.orgId)
  const { rows } = await sql<{
    id: string
    at: Date
    actorId: string
    name: string
    what: string
    note: string
    facts: { node?: string; memberId?: string; column?: Column; level?: Level; value?: number } | null
    undone: boolean
  }>`
    select h.*, m.name from (
      select id, at, actor_id as "actorId", step as what, note, null::jsonb as facts, false as undone from target_step
        where org_id = ${caller.orgId} and target_id = ${id}
      union all
      select id, at, actor_id, kind, '', facts, undone_at is not null from target_edit where org_id = ${caller.orgId} and target_id = ${id}
    ) h join member m on m.org_id = ${caller.orgId} and m.id = h."actorId"
    order by h.at desc, h.id desc limit ${mostEntries}`.execute(tx)
  const seen = new Map(visibleRows(plan.nodes, caller, ledTeams(house, caller)).map((row) => [row.id, row]))
  const nameOf = (node: string | undefined): string | null => {
    const row = seen.get(node ?? '')
    if (!row) return null
    if (row.parentId === null && row.memberId === null) return say(caller.locale, words, 'wholeCompany')
    return (
      house.people.find((one) => one.id === row.memberId)?.name ?? house.teams.find((one) => one.id === row.teamId)?.name ?? null
    )
  }
  return accept({
    items: rows.map(({ actorId, name, at, facts, ...row }) => {
      const told = nameOf(facts?.node)
      const isSeen = facts?.node === undefined || told !== null
      return {
        ...row,
        at: at.toISOString(),
        by: { id: actorId, name },
        row: told,
        column: isSeen ? (facts?.column ?? null) : null,
        level: facts?.level ?? null,
        value: isSeen ? (facts?.value ?? null) : null,
      }
    }),
    nextCursor: null,
  })
}

interface Entry {
  id: string
  at: string
  by: { id: string; name: string }
  what: string
  note: string
  row: string | null
  column: Column | null
  level: Level | null
  value: number | null
  undone: boolean
}
