import { totalVelocity, velocity } from '../funnel/velocity.ts'
import { millisecondsPerDay } from '../funnel/visits.ts'
import { type Deals, states } from './deals.ts'
import { live } from './live.ts'
import { type Picks, rowsOf, within } from './pick.ts'
import { lostState, wonState } from './reach.ts'

export interface SpeedSegment {
  product: string | null
  band: string | null
  /** Open qualified deals: beyond the lead stages. */
  open: number
  won: number
  lost: number
  winRate: number | null
  wonAmountMinor: number
  cycleDays: number | null
  /** Money per day, minor units, not rounded. */
  perDayMinor: number
}

export interface Speed {
  perDayMinor: number
  /** From averages over all segments: biased (FUNNEL-SCIENCE 1.5). */
  blendedPerDayMinor: number
  segments: SpeedSegment[]
}

/**
 * Money per day that the open pipeline yields, per product and size band, and summed (FUNNEL-SCIENCE 1.5). Win rate, mean amount and mean
 * days from entry to win come from deals that closed in the year before `now`. `qualifiedFrom` is the first stage that counts as qualified.
 */
export function speed(deals: Deals, picks: Picks, now: number, qualifiedFrom: number, filter: unknown = null): Speed {
  const sums = live(deals, picks, filter === null ? null : ['speed', filter, now, qualifiedFrom], {
    count: (some, own) => segmentSums(some, own, now, qualifiedFrom),
    add: addSegments,
  })
  const { product, band } = deals.of
  const all = noSums(0, 0)
  for (const own of sums.values()) for (const name of counters) all[name] += own[name]
  const inOrder = [...sums].sort(([a], [b]) => a - b).map(([, own]) => own)
  const segments = inOrder.map((own): SpeedSegment => ({
    ...own,
    product: product.values[own.product] ?? null,
    band: band.values[own.band] ?? null,
    ...measured(own),
    perDayMinor: velocity(segmentOf(own)),
  }))
  return {
    perDayMinor: totalVelocity([...sums.values()].map(segmentOf)),
    blendedPerDayMinor: velocity(segmentOf(all)),
    segments: segments.sort((a, b) => b.perDayMinor - a.perDayMinor || b.open - a.open),
  }
}

type SegmentSums = Map<number, Sums>

function segmentSums(deals: Deals, picks: Picks, now: number, qualifiedFrom: number): SegmentSums {
  const year = { from: now - 365 * millisecondsPerDay, to: now + 1 }
  const sums: SegmentSums = new Map()
  const { product, band } = deals.of
  for (const deal of rowsOf(picks)) {
    const [ofProduct, ofBand] = [product.codes[deal]!, band.codes[deal]!]
    const key = ofProduct * 65_536 + ofBand
    let own = sums.get(key)
    if (!own) sums.set(key, (own = noSums(ofProduct, ofBand)))
    own.deals++
    const state = deals.state[deal]
    if (state === openState && deals.final[deal]! >= qualifiedFrom) own.open++
    if ((state !== wonState && state !== lostState) || !within(deals.endedAt[deal]!, year)) continue
    if (state === lostState) own.lost++
    else addWin(own, deals, deal)
  }
  return sums
}

/** A segment that nobody is in any more is none. */
function addSegments(onto: SegmentSums, more: SegmentSums, sign: 1 | -1): void {
  for (const [key, own] of more) {
    const into = onto.get(key) ?? noSums(own.product, own.band)
    for (const name of [...counters, 'deals'] as const) into[name] += sign * own[name]
    if (into.deals === 0) onto.delete(key)
    else onto.set(key, into)
  }
}

const openState = states.indexOf('open')
const counters = ['open', 'won', 'lost', 'amountMinor', 'withAmount', 'days', 'withDays'] as const
/** `product` and `band` are numbers of their columns. */
type Sums = Record<(typeof counters)[number] | 'deals' | 'product' | 'band', number>
const noSums = (product: number, band: number): Sums => ({
  product,
  band,
  deals: 0,
  open: 0,
  won: 0,
  lost: 0,
  amountMinor: 0,
  withAmount: 0,
  days: 0,
  withDays: 0,
})

function addWin(own: Sums, deals: Deals, deal: number): void {
  own.won++
  const amount = deals.amountMinor[deal]!
  if (!Number.isNaN(amount)) {
    own.amountMinor += amount
    own.withAmount++
  }
  const days = (deals.endedAt[deal]! - deals.enteredAt[deal]!) / millisecondsPerDay
  if (!Number.isFinite(days)) return
  own.days += days
  own.withDays++
}

const measured = ({ won, lost, amountMinor, withAmount, days, withDays }: Sums) => ({
  winRate: won + lost === 0 ? null : won / (won + lost),
  wonAmountMinor: withAmount === 0 ? 0 : amountMinor / withAmount,
  cycleDays: withDays === 0 ? null : days / withDays,
})

const segmentOf = (own: Sums) => {
  const { winRate, wonAmountMinor, cycleDays } = measured(own)
  return { open: own.open, winRate: winRate ?? 0, wonAmountMinor, cycleDays: cycleDays ?? 0 }
}
