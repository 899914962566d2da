import { exits, isOpen } from './columns.ts'
import type { Facts } from './facts.ts'
import { spanAt } from './fates.ts'
import { type FlowEnd, flowEnds } from './flows.ts'
import { behind, type Found, meet, met, type Placed } from './largest.ts'
import { boundOf, unknown } from './moment.ts'
import type { Scan } from './scan.ts'

/** What was open at a moment, or one flow in [from, to). */
export type FlowList = { at: Date } | { from: Date; to: Date; source: string | null; target: string | null; end: FlowEnd | null }

interface Asked {
  list: FlowList
  /** The organisation's: amounts in others have no size. */
  currency: string
  after: Placed | null
  most: number
}

/** The spans behind a stock of the movement or behind one flow, the largest behind a place first. Twin of `rowsInSql` in queries/flow-deals.ts. */
export function scanFlowDeals(facts: Facts, { list, currency, ...page }: Asked): Scan<Found> {
  const { deals, spans, dictionaries } = facts
  const own = dictionaries.currency.codes.get(currency) ?? -1
  const found = met()
  const take = (deal: number, span: number): void => {
    const amount = spans.amount[span]!
    meet(found, deal, deals.currency[deal] === own && !Number.isNaN(amount) ? amount : -1, span - deals.first[deal]!)
  }
  const addDeal = 'at' in list ? addStanding() : list.source === null ? addBeginning(list) : addLeaving(list, list.source)
  return {
    add: (chosen, from, to) => {
      for (let at = from; at < to; at++) addDeal(chosen[at]!)
    },
    result: () => behind(facts, found, page),
  }

  function addStanding(): (deal: number) => void {
    const at = boundOf((list as { at: Date }).at)
    return (deal) => {
      const span = spanAt(facts, deal, at)
      if (span >= 0 && spans.status[span] === isOpen) take(deal, span)
    }
  }

  function addBeginning({ from, to, target }: Exclude<FlowList, { at: Date }>): (deal: number) => void {
    const [start, end] = [boundOf(from), boundOf(to)]
    const wanted = target === null ? -1 : codeOf(target)
    return (deal) => {
      const entered = deals.entered[deal]!
      if (entered === unknown || entered < start || entered >= end) return
      const first = deals.first[deal]!
      if (deals.spans[deal]! > 0 && spans.stage[first] === wanted) take(deal, first)
    }
  }

  function addLeaving(
    { from, to, target, end: ending }: Exclude<FlowList, { at: Date }>,
    source: string,
  ): (deal: number) => void {
    const [start, end] = [boundOf(from), boundOf(to)]
    const left = codeOf(source)
    const wanted = target === null ? -1 : codeOf(target)
    const isEnd = exits.map((exit) => flowEnds.some((one) => one === exit))
    const exitWanted = ending === null ? -1 : exits.indexOf(ending)
    return (deal) => {
      const first = deals.first[deal]!
      const past = first + deals.spans[deal]!
      if (first === past || spans.from[first]! >= end) return
      for (let span = first; span < past; span++) {
        const until = spans.to[span]!
        if (until < start || until >= end || spans.stage[span] !== left) continue
        const exit = spans.exit[span]!
        if (ending === null ? exit !== 0 && !isEnd[exit] && spans.next[span] === wanted : exit === exitWanted) take(deal, span)
      }
    }
  }

  function codeOf(stageId: string): number {
    return dictionaries.stage.codes.get(stageId) ?? -1
  }
}
