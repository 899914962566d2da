import { sql, type RawBuilder } from 'kysely'
import { strengthFrom, windowBefore, worthAt } from '../../activities/queries/strength-in-sql.ts'
import {
  contractWindow,
  daysPerMonth,
  recoverable,
  unknownRecoverability,
  windowNodes,
  type RecoverabilityTable,
} from '../score.ts'

/** The SQL twins of score.ts; one database test holds them together. */

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

const closed = sql`o.closed_at`

/** Relationship strength of the customer of deal `o` at the moment it closed, as one row (strength); all contacts of two years count. */
export const strengthAtLoss = sql`
  select ${strengthFrom(sql`coalesce(sum(worth), 0)`, sql`count(distinct part)`)} as strength
  from (
    select ${worthAt(closed)} as worth, ${windowBefore(closed)} as part
    from activity a where a.org_id = o.org_id and a.customer_id = o.customer_id and a.deleted_at is null
      and a.happened_at <= o.closed_at and a.happened_at > o.closed_at - interval '730 days'
  ) contact`

/** 0-100. */
export const scoreInSql = (
  column: (name: 'recoverability' | 'moment' | 'strength' | 'value_rank' | 'fit') => RawBuilder<unknown>,
) =>
  sql<number>`(100 * ${column('recoverability')} * ${column('moment')} * (0.4 + 0.006 * ${column('strength')}) * (0.5 + 0.5 * ${column('value_rank')}) * ${column('fit')})`
