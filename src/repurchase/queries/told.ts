import { sql } from 'kysely'
import type { Method, State } from '../expectation.ts'

export interface ToldRow {
  state: State
  method: Method | 'contract'
  orders: number
  first_on: string | null
  last_on: string | null
  mean_gap_days: number | null
  expected_orders: number | null
  alive: number | null
  is_overdue: boolean | null
  contract_ends_on: string | null
  won_minor: number
  year_minor: number
  usual_minor: number
  at_risk_minor: number
  recency: number | null
  frequency: number | null
  money: number | null
}

/** What a row `r` tells of a customer. */
export const toldColumns = sql`r.state, r.method, r.orders, r.first_on, r.last_on, r.mean_gap_days, r.expected_orders, r.alive, r.is_overdue,
  r.contract_ends_on, r.won_minor, r.year_minor, r.usual_minor, r.at_risk_minor, r.recency, r.frequency, r.money`

export const toldOf = (row: ToldRow) => ({
  state: row.state,
  method: row.method,
  orders: row.orders,
  firstOn: row.first_on,
  lastOn: row.last_on,
  meanGapDays: row.mean_gap_days,
  expectedOrders: row.expected_orders,
  alive: row.alive,
  isOverdue: row.is_overdue,
  contractEndsOn: row.contract_ends_on,
  wonMinor: row.won_minor,
  yearMinor: row.year_minor,
  usualMinor: row.usual_minor,
  atRiskMinor: row.at_risk_minor,
  fifths:
    row.recency === null || row.frequency === null || row.money === null
      ? null
      : { recency: row.recency, frequency: row.frequency, money: row.money },
})
