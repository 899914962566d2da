import { sql, type RawBuilder } from 'kysely'
import type { Level } from '../../customers/customer.ts'
import type { LevelRule } from '../../customers/level.ts'
import type { Grade, Relationship } from '../../customers/quality-matrix.ts'
import { hasMoved, type Judging, type Standing } from '../../customers/standing.ts'
import { insertMany } from '../../platform/database/bulk.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import type { Moment } from '../commands/measure.ts'

/** A customer with what it is judged by and how it was judged last. */
export interface ToJudge extends Judging {
  id: string
  ownerId: string
  before: Standing | null
}

interface Row {
  id: string
  owner_id: string
  strength: number
  answered: number
  answered_days: number
  trusted_until: string | null
  won_deals: number
  largest_deal_minor: number | null
  proposed_level: Level | null
  level_rule: LevelRule | null
  fit: number | null
  known: number | null
  level: Level
  kept_relationship: Relationship
  below_since: string | null
  relationship: Relationship
  grade: Grade
  known_well_since: string | null
  judged_at: Date | null
  stated: Level
  industry: string | null
  main_business: string | null
  headcount_band: Judging['facts']['headcountBand']
  headcount: number | null
  it_share: number | null
  revenue_minor: number | null
  revenue_trend: Judging['facts']['revenueTrend']
  goals: string | null
  standing: string | null
  region: string | null
  expects_reasonably: boolean | null
  buys_again: boolean | null
  is_lighthouse: boolean | null
  level_override: Level | null
  relationship_override: Relationship | null
}

/** So many orders show that somebody buys again, unless a person says otherwise. */
const repeatOrders = 2

/** Measured customers to be judged, in the order of their ids. */
export async function readToJudge(tx: Tx, orgId: string, condition: RawBuilder<unknown>, limit: number): Promise<ToJudge[]> {
  const { rows } = await sql<Row>`
    select s.customer_id as id, s.owner_id, s.strength, s.answered, s.answered_days, s.trusted_until, s.won_deals, s.largest_deal_minor,
      s.proposed_level, s.level_rule, s.fit, s.known, s.level, s.kept_relationship, s.below_since, s.relationship, s.grade, s.known_well_since, s.judged_at,
      c.level as stated, c.industry, c.main_business, c.headcount_band, c.headcount, c.it_share, c.revenue_minor, c.revenue_trend, c.goals,
      c.standing, c.region, f.expects_reasonably, f.buys_again, f.is_lighthouse, lo.value as level_override, ro.value as relationship_override
    from customer_standing s join customer c on c.org_id = s.org_id and c.id = s.customer_id
      left join customer_quality_fact f on f.org_id = s.org_id and f.customer_id = s.customer_id
      left join customer_override lo on lo.org_id = s.org_id and lo.customer_id = s.customer_id and lo.of = 'level' and lo.ended_at is null
      left join customer_override ro on ro.org_id = s.org_id and ro.customer_id = s.customer_id and ro.of = 'relationship' and ro.ended_at is null
    where s.org_id = ${orgId} and ${condition} order by s.customer_id limit ${limit}`.execute(tx)
  return rows.map(shape)
}

const shape = (row: Row): ToJudge => ({
  id: row.id,
  ownerId: row.owner_id,
  stated: row.stated,
  overrides: { level: row.level_override, relationship: row.relationship_override },
  ties: { strength: row.strength, answered: row.answered, answeredDays: row.answered_days, trustedUntil: row.trusted_until },
  facts: {
    industry: row.industry,
    mainBusiness: row.main_business,
    headcountBand: row.headcount_band,
    headcount: row.headcount,
    itShare: row.it_share,
    revenueMinor: row.revenue_minor,
    revenueTrend: row.revenue_trend,
    goals: row.goals,
    standing: row.standing,
    region: row.region,
    expectsReasonably: row.expects_reasonably,
    buysAgain: row.buys_again ?? (row.won_deals >= repeatOrders ? true : null),
    isLighthouse: row.is_lighthouse ?? false,
    largestDealMinor: row.largest_deal_minor,
  },
  before:
    row.judged_at === null
      ? null
      : {
          level: row.level,
          proposed: row.proposed_level,
          rule: row.level_rule,
          fit: row.fit,
          known: row.known,
          kept: row.kept_relationship,
          belowSince: row.below_since,
          relationship: row.relationship,
          grade: row.grade,
          knownWellSince: row.known_well_since,
        },
})

/** One judging that is to be kept. */
export interface Judged {
  id: string
  ownerId: string
  stated: Level
  before: Standing | null
  after: Standing
  why: Record<string, unknown>
  madeBy: string | null
}

/** Keeps judgings: the standing, every change of it, the level on the customer's own record, and the news of that. */
export async function saveJudged(tx: Tx, orgId: string, { at, today }: Moment, judged: readonly Judged[]): Promise<void> {
  if (judged.length === 0) return
  const rows = judged.map(({ id, after }) => ({
    id,
    proposed_level: after.proposed,
    level_rule: after.rule,
    fit: after.fit,
    known: after.known,
    level: after.level,
    kept_relationship: after.kept,
    below_since: after.belowSince,
    relationship: after.relationship,
    grade: after.grade,
    known_well_since: after.knownWellSince,
  }))
  await sql`update customer_standing s set (proposed_level, level_rule, fit, known, level, kept_relationship, below_since, relationship, grade, known_well_since, judged_at)
      = (n.proposed_level, n.level_rule, n.fit, n.known, n.level, n.kept_relationship, n.below_since, n.relationship, n.grade, n.known_well_since, ${at}::timestamptz)
    from json_to_recordset(${JSON.stringify(rows)}::json) as n (id uuid, proposed_level text, level_rule jsonb, fit float8, known float8, level text,
      kept_relationship text, below_since date, relationship text, grade int, known_well_since date)
    where s.org_id = ${orgId} and s.customer_id = n.id`.execute(tx)
  const moved = judged.filter(({ before, after }) => before !== null && hasMoved(before, after))
  await insertMany(
    tx,
    'customer_standing_change',
    moved.map(({ id, before, after, why, madeBy }) => ({
      org_id: orgId,
      id: newId(),
      customer_id: id,
      day: today,
      at,
      from_level: before!.level,
      to_level: after.level,
      from_relationship: before!.relationship,
      to_relationship: after.relationship,
      from_grade: before!.grade,
      to_grade: after.grade,
      why,
      made_by: madeBy,
    })),
  )
  const relevelled = judged.filter(({ stated, after }) => stated !== after.level)
  if (relevelled.length === 0) return
  await sql`update customer c set level = n.level from json_to_recordset(${JSON.stringify(
    relevelled.map(({ id, after }) => ({ id, level: after.level })),
  )}::json) as n (id uuid, level text) where c.org_id = ${orgId} and c.id = n.id`.execute(tx)
  await announce(
    tx,
    orgId,
    relevelled.map(({ id, ownerId }) => ({ topic: 'customer.judged', entityKind: 'customer', entityId: id, ownerId })),
  )
}

/** Counts how customers went from the last month's end to this one's, and keeps where they stand for the next. */
export async function closeMonth(tx: Tx, orgId: string, month: string): Promise<void> {
  await sql`insert into grade_month (org_id, month, owner_id, from_grade, to_grade, customers)
    select org_id, ${month}::date, owner_id, month_grade, coalesce(grade, 0), count(*)::int from customer_standing
    where org_id = ${orgId} and month = (${month}::date - interval '1 month')::date and judged_at is not null
    group by org_id, owner_id, month_grade, coalesce(grade, 0)
    on conflict (org_id, month, owner_id, from_grade, to_grade) do update set customers = excluded.customers`.execute(tx)
  await sql`update customer_standing set month = ${month}::date, month_grade = coalesce(grade, 0)
    where org_id = ${orgId} and judged_at is not null`.execute(tx)
}

export const readProgress = (tx: Tx, orgId: string) =>
  tx.selectFrom('quality_progress').selectAll().where('org_id', '=', orgId).executeTakeFirst()

export async function saveProgress(
  tx: Tx,
  orgId: string,
  progress: { touched_through: Date; judged_on: string; replayed_through: string | null },
): Promise<void> {
  await tx
    .insertInto('quality_progress')
    .values({ org_id: orgId, ...progress })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(progress))
    .execute()
}
