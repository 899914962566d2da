import { sql, type RawBuilder } from 'kysely'
import { firstTrust, thresholds } from '../../customers/relationship.ts'

/** The SQL twin of `proposeRelationship` without slack, of a standing `s`; a database test holds them together. */
const proposedOn = (today: string): RawBuilder<string> => sql<string>`case when s.answered = 0 then 'untouched'
  when s.strength < ${sql.lit(thresholds.familiar)} or s.answered < ${sql.lit(firstTrust.contacts)} or s.answered_days < ${sql.lit(firstTrust.days)} then 'neutral'
  when s.strength >= ${sql.lit(thresholds.partner)} and s.trusted_until >= ${today}::date then 'partner' else 'familiar' end`

/**
 * Standings `s` that may be judged otherwise on a day although nothing was written of the customer: the contacts speak for another
 * relationship than the one that holds, a lowering is under way, or an override (`lo`, `ro`) has begun or ended. All others stay.
 */
export const unsettledOn = (today: string): RawBuilder<boolean> => sql<boolean>`(s.judged_at is null or s.below_since is not null
  or s.kept_relationship <> ${proposedOn(today)} or s.relationship <> coalesce(ro.value, s.kept_relationship)
  or c.level <> s.level or s.level <> coalesce(lo.value, s.proposed_level, s.level))`
