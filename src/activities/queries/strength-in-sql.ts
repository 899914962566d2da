import { sql, type RawBuilder } from 'kysely'
import { directions, evidenceScale, halfLifeDays, points, windows } from '../../customers/relation-strength.ts'
import { oneSided, typeOfActivity } from '../contact-evidence.ts'

/** The SQL twins of relation-strength.ts and contact-evidence.ts, for sums over an activity `a`; database tests hold them together. */

/** Both sides took part. An activity without an answer on record counts as answered if it takes two people. */
export const isAnswered = sql<boolean>`(a.feedback is not null or a.kind not in (${sql.join(oneSided.map((kind) => sql.lit(kind)))}))`

const pointsOfKind = sql`case a.kind ${sql.join(
  Object.entries(typeOfActivity).map(([kind, type]) => sql`when ${sql.lit(kind)} then ${sql.lit(points[type])}::float8`),
  sql` `,
)} end`

/** Seconds from the contact to a moment. All reckoning is in floats: `extract` and decimal literals are numeric, which takes six times as long. */
const secondsBefore = (moment: RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`date_part('epoch', ${moment} - a.happened_at)`

const float = (value: number): RawBuilder<number> => sql<number>`${sql.lit(value)}::float8`

/** What the contact is worth at a moment. */
export const worthAt = (moment: RawBuilder<unknown>): RawBuilder<number> => sql<number>`(${pointsOfKind}
  * case when a.duration_minutes is null then 1 else least(2::float8, greatest(0.5::float8, sqrt(a.duration_minutes / 30::float8))) end
  * case when ${isAnswered} then ${float(directions['two-way'])} else ${float(directions['no-reply'])} end
  * power(2::float8, -${secondsBefore(moment)} / ${float(86_400 * halfLifeDays)}))`

/** In which of the last six windows before a moment the contact was answered, 0 the latest; null in none. */
export const windowBefore = (moment: RawBuilder<unknown>): RawBuilder<number | null> => sql<number | null>`case when ${isAnswered}
  and a.happened_at > ${moment} - interval '${sql.raw(String(windows.count * windows.days))} days'
  then floor(${secondsBefore(moment)} / ${float(86_400 * windows.days)}) end`

/** 0-100 from the sum of worth and the number of windows with an answer. */
export const strengthFrom = (evidence: RawBuilder<unknown>, answeredWindows: RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`(100 * (1 - exp(-${evidence} * (0.6 + 0.4 * ${answeredWindows} / ${sql.lit(windows.count)}::float8) / ${sql.lit(evidenceScale)})))`

/**
 * Puts customers in the order of their strength at any one moment. Fading lowers the logarithm of all of them alike, so the order is
 * kept without it: it changes with a contact or the share of windows, not with the day. In thousand millionths of a half-life; 0 without contacts.
 */
export const strengthOrderFrom = (
  evidence: RawBuilder<unknown>,
  answeredWindows: RawBuilder<unknown>,
  moment: RawBuilder<unknown>,
): RawBuilder<number> => sql<number>`case when ${evidence} > 0 then floor(1e9::float8 * (ln(${evidence} * (0.6::float8 + 0.4::float8 * ${answeredWindows} / ${sql.lit(windows.count)}::float8)) / ln(2::float8)
  + date_part('epoch', ${moment}) / ${float(86_400 * halfLifeDays)}))::bigint else 0 end`
