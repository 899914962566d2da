import type { Tally } from '../funnel/significance.ts'
import { judgeAll, type Judged } from './verdict.ts'

/** Leads of one source or rep: how many, and what became of them. Money in minor units. */
export interface LeadCounts {
  key: string | null
  leads: number
  open: number
  qualified: number
  invalid: number
  /** Of the qualified: became a won deal. */
  won: number
  wonMinor: number
}

export interface LeadRow extends LeadCounts, Judged {
  others: Tally
  wonMinorPerLead: number | null
}

export const sumLeads = (rows: readonly LeadCounts[]): LeadCounts =>
  rows.reduce(
    (sum, row) => ({
      key: null,
      leads: sum.leads + row.leads,
      open: sum.open + row.open,
      qualified: sum.qualified + row.qualified,
      invalid: sum.invalid + row.invalid,
      won: sum.won + row.won,
      wonMinor: sum.wonMinor + row.wonMinor,
    }),
    { key: null, leads: 0, open: 0, qualified: 0, invalid: 0, won: 0, wonMinor: 0 },
  )

/**
 * Quality before quantity: rows by what share of their leads is won, not by how many leads they bring; each against all others
 * (leave-one-out), adjusted for all rows. Best first; rows of fewer than ten leads, which say nothing, last.
 */
export function judgeLeads(rows: readonly LeadCounts[]): LeadRow[] {
  const all = sumLeads(rows)
  const held = rows.map((row) => ({
    own: { successes: row.won, n: row.leads },
    others: { successes: all.won - row.won, n: all.leads - row.leads },
  }))
  const verdicts = judgeAll(
    held.map(({ own, others }) => ({ own, against: others.n === 0 ? null : { share: others.successes / others.n, ...others } })),
  )
  return rows
    .map((row, index) => ({
      ...row,
      ...verdicts[index]!,
      others: held[index]!.others,
      wonMinorPerLead: row.leads === 0 ? null : row.wonMinor / row.leads,
    }))
    .sort((a, b) => Number(a.judgement === 'too-few') - Number(b.judgement === 'too-few') || share(b) - share(a))
}

const share = ({ won, leads }: LeadCounts): number => (leads === 0 ? 0 : won / leads)
