import { sql } from 'kysely'
import { resolveScope, within } from '../../capacity/queries/scope.ts'
import type { Level } from '../../customers/customer.ts'
import { judgeWithinDays, type Grade, type Relationship } from '../../customers/quality-matrix.ts'
import { readOrganization } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf } from '../../platform/time.ts'
import type { MatrixReply } from '../contract.ts'
import { assetsOf, effortByGrade, forecastOf, type Cell, type Flow } from '../matrix-figures.ts'
import { editingProfile } from '../permissions.ts'
import { readRules } from './setting.ts'

interface Asked {
  team?: string | undefined
  owner?: string | undefined
  since?: string | undefined
}

/** Moves are shown since so many days ago unless another day is asked for. */
const usualLookBack = 90

/** The matrix of a scope, from kept standings only: no activity is read. */
export async function readMatrixOf(tx: Tx, caller: Caller, asked: Asked): Promise<Outcome<MatrixReply>> {
  const found = await resolveScope(tx, caller, asked)
  if (!found.ok) return found
  const scope = found.value
  const { orgId } = caller
  const own = within(caller, scope, 's.owner_id')
  const today = dayOf(caller.now, caller.timeZone)
  const since = asked.since ?? addDays(today, -usualLookBack)
  const due = addDays(today, -judgeWithinDays)
  const [{ rows: cells }, { rows: flows }, { rows: months }, overrides, progress, { profile }, { currency }] = await Promise.all([
    sql<Cell & { due: number }>`
      select s.level, s.relationship, s.grade, count(*)::int as customers, sum(s.open_minor)::bigint as "openMinor", sum(s.won_minor)::bigint as "wonMinor",
        sum(s.effort_count)::int as activities, sum(s.effort_minutes)::int as minutes, count(*) filter (where s.known_well_since <= ${due}::date)::int as due
      from customer_standing s where s.org_id = ${orgId} and ${own} group by s.level, s.relationship, s.grade`.execute(tx),
    flowsSince(tx, orgId, since, own),
    sql<{ month: string; from: number; to: number; customers: number }>`
      select s.month, s.from_grade as from, s.to_grade as to, sum(s.customers)::int as customers from grade_month s
      where s.org_id = ${orgId} and s.month > ${addDays(today, -400)}::date and ${own} group by 1, 2, 3`.execute(tx),
    sql<{
      count: number
    }>`select count(*)::int as count from customer_override v join customer_standing s on s.org_id = v.org_id and s.customer_id = v.customer_id
      where v.org_id = ${orgId} and v.ended_at is null and ${own}`.execute(tx),
    tx.selectFrom('quality_progress').selectAll().where('org_id', '=', orgId).executeTakeFirst(),
    readRules(tx, orgId),
    readOrganization(tx, orgId),
  ])
  const { kind, id, name } = scope
  return accept({
    scope: { kind, id, name },
    currency,
    hasProfile: profile !== null,
    isReplaying: progress !== undefined && progress.replayed_through !== null,
    judgedAt: progress?.touched_through.toISOString() ?? null,
    since,
    cells: cells.map(({ due: _, ...cell }) => cell),
    flows,
    assets: assetsOf(cells, flows),
    effort: effortByGrade(cells),
    development: cells
      .filter(({ level, relationship }) => relationship === 'untouched' && (level === 'premium' || level === 'strategic'))
      .reduce((sum, { customers }) => sum + customers, 0),
    levelDue: cells.reduce((sum, cell) => sum + cell.due, 0),
    overrides: overrides.rows[0]!.count,
    forecast: forecastOf(cells, months),
    permissions: { edit: verdictOf(editingProfile(caller), caller.locale) },
  })
}

interface FlowRow {
  from_level: Level
  from_relationship: Relationship
  from_grade: Grade
  level: Level
  relationship: Relationship
  grade: Grade
  customers: number
}

/** Where customers stood at the end of a day against where they stand now: the first change after it tells what they came from. */
async function flowsSince(tx: Tx, orgId: string, since: string, own: ReturnType<typeof within>): Promise<{ rows: Flow[] }> {
  const { rows } = await sql<FlowRow>`
    select f.from_level, f.from_relationship, f.from_grade, s.level, s.relationship, s.grade, count(*)::int as customers
    from (select distinct on (customer_id) customer_id, from_level, from_relationship, from_grade from customer_standing_change
      where org_id = ${orgId} and day > ${since}::date order by customer_id, day, id) f
    join customer_standing s on s.org_id = ${orgId} and s.customer_id = f.customer_id
    where ${own} and (f.from_level <> s.level or f.from_relationship <> s.relationship)
    group by 1, 2, 3, 4, 5, 6 order by 7 desc, 1, 2, 3, 4, 5, 6`.execute(tx)
  return {
    rows: rows.map((row) => ({
      from: { level: row.from_level, relationship: row.from_relationship, grade: row.from_grade },
      to: { level: row.level, relationship: row.relationship, grade: row.grade },
      customers: row.customers,
    })),
  }
}
