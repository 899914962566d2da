/** An open deal as a forecast by its own close date sees it. Minor units; `closeOn` YYYY-MM-DD. */
export interface WeightedDeal {
  amountMinor: number
  closeOn: string | null
  /** Chance to be won in the end, 0–1. */
  chance: number
}

export interface Weighted<D> {
  /** Not rounded. */
  expectedMinor: number
  /** Expected on a day that is over: listed, not counted. */
  overdue: D[]
  /** Nobody said when: not counted either. */
  undated: D[]
}

/**
 * Method A (FUNNEL-SCIENCE §3.1): Σ amount × chance over the deals expected in [from, to), days. The chance is that of an eventual
 * win, so deals that slip are counted and deals not yet opened are missed. A day before `from` is overdue.
 */
export function weighted<D extends WeightedDeal>(deals: readonly D[], from: string, to: string): Weighted<D> {
  const found: Weighted<D> = { expectedMinor: 0, overdue: [], undated: [] }
  for (const deal of deals) {
    if (deal.closeOn === null) found.undated.push(deal)
    else if (deal.closeOn < from) found.overdue.push(deal)
    else if (deal.closeOn < to) found.expectedMinor += deal.amountMinor * deal.chance
  }
  return found
}
