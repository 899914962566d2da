import { sql } from 'kysely'
import { resolveScope, within } from '../../capacity/queries/scope.ts'
import { isForDevelopment, judgeWithinDays } from '../../customers/quality-matrix.ts'
import { readOrganization } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf, startOfDay } from '../../platform/time.ts'
import type { MatrixReply } from '../contract.ts'
import { assetsOf, byGrade, effortByGrade, forecastOf, sixteenOf } from '../matrix-figures.ts'
import { editingProfile } from '../permissions.ts'
import { readRules } from './setting.ts'
import { standAndMoved } from './stand-and-moved.ts'
import { stoodThen } from './stood-then.ts'

interface Asked {
  team?: string | undefined
  owner?: string | undefined
  since?: string | undefined
  asOf?: string | undefined
}

/** Moves are shown since so many days ago unless another day is asked for. */
const usualLookBack = 90

/** The matrix of a scope, from kept standings only: no activity is read. One of a past day is counted from what is on record of it. */
export async function readMatrixOf(tx: Tx, caller: Caller, asked: Asked): Promise<Outcome<MatrixReply>> {
  const found = await resolveScope(tx, caller, asked)
  if (!found.ok) return found
  const scope = found.value
  const { orgId } = caller
  const own = within(caller, scope, 's.owner_id')
  const today = dayOf(caller.now, caller.timeZone)
  const isPast = asked.asOf !== undefined && asked.asOf < today
  const asOf = isPast ? asked.asOf! : today
  const end = startOfDay(asOf, caller.timeZone, 1)
  const since = asked.since && asked.since < asOf ? asked.since : addDays(asOf, -usualLookBack)
  const due = addDays(today, -judgeWithinDays)
  const held = isPast ? sql`v.made_at < ${end} and (v.ended_at is null or v.ended_at >= ${end})` : sql`v.ended_at is null`
  const [{ cells, flows }, { rows: months }, overrides, progress, { profile, rules }, { currency }] = await Promise.all([
    isPast ? stoodThen(tx, caller, { since, asOf, end, own }) : standAndMoved(tx, orgId, { since, due, own }),
    sql<{ month: string; from: number; to: number; customers: number }>`
      select s.month, s.from_grade as from, s.to_grade as to, sum(s.customers)::int as customers from grade_month s
      where s.org_id = ${orgId} and s.month > ${addDays(asOf, -400)}::date and s.month <= ${asOf}::date and ${own} group by 1, 2, 3`.execute(
      tx,
    ),
    sql<{
      count: number
    }>`select count(*)::int as count from customer_override v join customer_standing s on s.org_id = v.org_id and s.customer_id = v.customer_id
      where v.org_id = ${orgId} and ${held} and ${own}`.execute(tx),
    tx.selectFrom('quality_progress').selectAll().where('org_id', '=', orgId).executeTakeFirst(),
    readRules(tx, orgId),
    readOrganization(tx, orgId),
  ])
  const { kind, id, name } = scope
  const assets = assetsOf(cells, flows)
  return accept({
    asOf,
    scope: { kind, id, name },
    currency,
    hasProfile: profile !== null,
    isReplaying: progress !== undefined && progress.replayed_through !== null,
    judgedAt: progress?.touched_through.toISOString() ?? null,
    since,
    ...sixteenOf(cells, rules.matrix),
    grades: byGrade(cells),
    assetIndex: assets.index,
    flows,
    assets,
    effort: effortByGrade(cells),
    development: cells
      .filter(({ level, relationship }) => isForDevelopment(level, relationship))
      .reduce((sum, { customers }) => sum + customers, 0),
    levelDue: isPast ? null : cells.reduce((sum, cell) => sum + cell.due, 0),
    overrides: overrides.rows[0]!.count,
    forecast: forecastOf(cells, months),
    permissions: { edit: verdictOf(editingProfile(caller), caller.locale) },
  })
}
