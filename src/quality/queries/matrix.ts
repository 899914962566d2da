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
  const [{ cells, flows }, { rows: months }, overrides, progress, { profile }, { currency }] = await Promise.all([
    standAndMoved(tx, orgId, { since, due, own }),
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

type CellWithDue = Cell & { due: number }
interface Row extends CellWithDue {
  fromLevel: Level | null
  fromRelationship: Relationship
  fromGrade: Grade
}

/**
 * The cells, and where customers stood at the end of a day against where they stand now: the first change after it tells what they came
 * from. Standings are read once for both.
 */
async function standAndMoved(
  tx: Tx,
  orgId: string,
  { since, due, own }: { since: string; due: string; own: ReturnType<typeof within> },
): Promise<{ cells: CellWithDue[]; flows: Flow[] }> {
  const { rows } = await sql<Row>`
    select s.level, s.relationship, s.grade, f.from_level as "fromLevel", f.from_relationship as "fromRelationship", f.from_grade as "fromGrade",
      count(*)::int as customers, sum(s.open_minor)::bigint as "openMinor", sum(s.won_minor)::bigint as "wonMinor",
      sum(s.effort_count)::int as activities, sum(s.effort_minutes)::int as minutes, count(*) filter (where s.known_well_since <= ${due}::date)::int as due
    from customer_standing s left join (
      select distinct on (customer_id) customer_id, from_level, from_relationship, from_grade from customer_standing_change
      where org_id = ${orgId} and day > ${since}::date order by customer_id, day, id) f on f.customer_id = s.customer_id
    where s.org_id = ${orgId} and ${own}
    group by s.level, s.relationship, s.grade, f.from_level, f.from_relationship, f.from_grade
    order by customers desc, 4, 5, 6, 1, 2, 3`.execute(tx)
  const cells = new Map<string, CellWithDue>()
  for (const { fromLevel: _, fromRelationship: _from, fromGrade: _grade, ...row } of rows) {
    const key = `${row.level} ${row.relationship} ${row.grade}`
    const cell = cells.get(key)
    if (!cell) cells.set(key, row)
    else for (const figure of figures) cell[figure] += row[figure]
  }
  const flows = rows.flatMap((row): Flow[] => {
    if (row.fromLevel === null || (row.fromLevel === row.level && row.fromRelationship === row.relationship)) return []
    return [
      {
        from: { level: row.fromLevel, relationship: row.fromRelationship, grade: row.fromGrade },
        to: { level: row.level, relationship: row.relationship, grade: row.grade },
        customers: row.customers,
      },
    ]
  })
  return { cells: [...cells.values()], flows }
}

const figures = ['customers', 'openMinor', 'wonMinor', 'activities', 'minutes', 'due'] as const
