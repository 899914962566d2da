import { sql, type RawBuilder } from 'kysely'

/**
 * What each customer that moved after a day moved from then: its first change after it, which is the one whose change before lies on
 * that day or earlier. Read from an index alone; nothing is sorted by customer.
 */
export const firstMovesAfter = (orgId: string, day: string): RawBuilder<unknown> => sql`
  select customer_id, from_level, from_relationship, from_grade from customer_standing_change
  where org_id = ${orgId} and day > ${day}::date and (day_before is null or day_before <= ${day}::date)`
