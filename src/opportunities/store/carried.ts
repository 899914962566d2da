import type { OpportunityRow } from './rows.ts'

/** What is known of a deal and goes along into another pipeline: all but its place, its history and its own id. */
export const carriedColumns = [
  'name',
  'pinyin',
  'initials',
  'customer_id',
  'contact_id',
  'product_id',
  'source_id',
  'region',
  'owner_id',
  'amount_minor',
  'currency',
  'expected_close_on',
  'own_probability',
  'competitor_id',
  'next_step',
  'next_step_on',
  'predecessor_id',
  'external_id',
  'note',
  'last_activity_at',
] as const satisfies readonly (keyof OpportunityRow)[]

/** The deal as another pipeline takes it over. */
export const carriedOver = (row: OpportunityRow): Pick<OpportunityRow, (typeof carriedColumns)[number]> =>
  Object.fromEntries(carriedColumns.map((column) => [column, row[column]])) as never
