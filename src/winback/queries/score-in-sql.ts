import { sql, type RawBuilder } from 'kysely'
import { oneSided, typeOfActivity } from '../../activities/contact-evidence.ts'
import { directions, evidenceScale, halfLifeDays, points, windows } from '../../customers/relation-strength.ts'
import {
  contractWindow,
  daysPerMonth,
  recoverable,
  unknownRecoverability,
  windowNodes,
  type RecoverabilityTable,
} from '../score.ts'

/** The SQL twins of score.ts and relation-strength.ts; one database test holds them together. */

/** How good a moment is, from months since the loss and months to the end of the contract. */
export function momentInSql(months: RawBuilder<unknown>, toContractEnd: RawBuilder<unknown>): RawBuilder<number> {
  const [first, ...others] = windowNodes
  const pieces = others.map(([to, high], at) => {
    const [from, low] = windowNodes[at]!
    return sql`when ${months} < ${sql.lit(to)} then ${sql.lit(low)} + ${sql.lit((high - low) / (to - from))} * (${months} - ${sql.lit(from)})`
  })
  const last = windowNodes[windowNodes.length - 1]![1]
  return sql<number>`case when ${toContractEnd} between ${sql.lit(contractWindow.to)} and ${sql.lit(contractWindow.from)} then 1
    when ${months} < ${sql.lit(first![0])} then ${sql.lit(first![1])} ${sql.join(pieces, sql` `)} else ${sql.lit(last)} end`
}

export const monthsSince = (moment: RawBuilder<unknown>, now: Date): RawBuilder<number> =>
  sql<number>`(extract(epoch from ${now}::timestamptz - ${moment})::float8 / ${sql.lit(86_400 * daysPerMonth)})`

export const monthsUntil = (day: RawBuilder<unknown>, today: string): RawBuilder<number> =>
  sql<number>`((${day} - ${today}::date)::float8 / ${sql.lit(daysPerMonth)})`

/** The share by reason; a second-level reason without its own follows the one above. */
export function recoverabilityInSql(table: RecoverabilityTable, today: string): RawBuilder<number> {
  const shares = JSON.stringify(Object.fromEntries(Object.entries(table).map(([key, one]) => [key, recoverable(one, today)])))
  return sql<number>`coalesce((${shares}::jsonb ->> o.loss_reason_key)::float8, (${shares}::jsonb ->> r.parent_key)::float8, ${sql.lit(unknownRecoverability)}::float8)`
}

export const fitInSql = (fit: Record<string, number>): RawBuilder<number> =>
  sql<number>`coalesce((${JSON.stringify(fit)}::jsonb ->> c.level)::float8, 1)`

const worthOfKind = JSON.stringify(Object.fromEntries(Object.entries(typeOfActivity).map(([kind, type]) => [kind, points[type]])))

const answered = sql`(a.feedback is not null or not (a.kind in (${sql.join(oneSided.map((kind) => sql.lit(kind)))})))`

/**
 * Relationship strength of the customer of deal `o` at the moment it closed, as one row (strength); all contacts of two years count.
 * An activity without an answer on record counts as one if it takes two people.
 */
export const strengthAtLoss = sql`
  select 100 * (1 - exp(-coalesce(sum(worth), 0) * (0.6 + 0.4 * count(distinct part) / ${sql.lit(windows.count)}::float8) / ${sql.lit(evidenceScale)})) as strength
  from (
    select (${worthOfKind}::jsonb ->> a.kind)::float8
        * case when a.duration_minutes is null then 1 else least(2, greatest(0.5, sqrt(a.duration_minutes / 30.0)))::float8 end
        * case when ${answered} then ${sql.lit(directions['two-way'])} else ${sql.lit(directions['no-reply'])} end
        * power(2::float8, -extract(epoch from o.closed_at - a.happened_at)::float8 / ${sql.lit(86_400 * halfLifeDays)}) as worth,
      case when ${answered} and a.happened_at > o.closed_at - interval '${sql.raw(String(windows.count * windows.days))} days'
        then floor(extract(epoch from o.closed_at - a.happened_at) / ${sql.lit(86_400 * windows.days)}) end as part
    from activity a where a.org_id = o.org_id and a.customer_id = o.customer_id and a.deleted_at is null
      and a.happened_at <= o.closed_at and a.happened_at > o.closed_at - interval '730 days'
  ) contact`

/** 0-100. */
export const scoreInSql = (
  column: (name: 'recoverability' | 'moment' | 'strength' | 'value_rank' | 'fit') => RawBuilder<unknown>,
) =>
  sql<number>`(100 * ${column('recoverability')} * ${column('moment')} * (0.4 + 0.006 * ${column('strength')}) * (0.5 + 0.5 * ${column('value_rank')}) * ${column('fit')})`
