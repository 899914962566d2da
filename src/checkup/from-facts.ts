import type { Chosen } from '../funnel/facts/chosen.ts'
import { exits as exitCodes, isOpen } from '../funnel/facts/columns.ts'
import type { Dictionary } from '../funnel/facts/dictionary.ts'
import type { Facts } from '../funnel/facts/facts.ts'
import { idAt } from '../funnel/facts/id-index.ts'
import { forever, millisecondsOf, unknown } from '../funnel/facts/moment.ts'
import type { Scan } from '../funnel/facts/scan.ts'
import { type Coded, type Deals, states } from './deals.ts'

const endings = exitCodes.map((exit) => exit === 'won' || exit === 'lost' || exit === 'terminated' || exit === 'transferred')
const causes = exitCodes.map((exit) =>
  exit === 'advanced' || exit === 'won' ? 1 : exit === 'lost' || exit === 'terminated' ? 2 : 0,
)
const held = exitCodes.indexOf('held')

/** Milliseconds; −Infinity where nobody knows. */
const timeOf = (second: number): number => (second === unknown ? -Infinity : millisecondsOf(second))

/**
 * The columns that the check-up counts, copied from the facts of the organisation: what `columns` makes of deals read one by one, to
 * the second. A test holds the two together.
 */
export function scanDeals(facts: Facts, { stageCount, currency }: { stageCount: number; currency: string }): Scan<Deals> {
  const { deals, spans, index, dictionaries, standings } = facts
  const own = dictionaries.currency.codes.get(currency) ?? -1
  const stateOf = standings.all.map(({ state }) => states.indexOf(state))
  let found: Deals | null = null
  let stays = 0

  const begin = (chosen: Chosen): Deals => {
    const size = chosen.length
    const most = chosen.reduce((sum, deal) => sum + deals.spans[deal]!, 0)
    const codes = ({ values }: Dictionary): Coded => ({ codes: new Int32Array(size), values })
    const { member, source, product, region, band, lossReason, competitor } = dictionaries
    return {
      size,
      stageCount,
      idOf: (deal) => idAt(index, chosen[deal]!),
      state: new Uint8Array(size),
      highest: new Uint8Array(size),
      final: new Uint8Array(size),
      entered: new Int32Array(size),
      enteredAt: new Float64Array(size),
      endedAt: new Float64Array(size),
      amountMinor: new Float64Array(size),
      otherCurrency: new Uint8Array(size),
      of: {
        owner: codes(member),
        source: codes(source),
        product: codes(product),
        region: codes(region),
        band: codes(band),
        reason: codes(lossReason),
        competitor: codes(competitor),
      },
      firstAt: new Float64Array(size * stageCount).fill(NaN),
      stays: {
        deal: new Int32Array(most),
        stage: new Uint8Array(most),
        from: new Float64Array(most),
        to: new Float64Array(most),
        cause: new Uint8Array(most),
      },
    }
  }

  const addDeal = (into: Deals, at: number, deal: number): void => {
    const standing = standings.all[deals.standing[deal]!]!
    const { of } = into
    into.state[at] = stateOf[deals.standing[deal]!]!
    into.highest[at] = standing.highest
    into.final[at] = standing.final
    into.entered[at] = standing.entered
    into.enteredAt[at] = timeOf(deals.entered[deal]!)
    const hasEnded = standing.state !== 'open' && standing.state !== 'onHold'
    const closed = deals.closed[deal]!
    into.endedAt[at] = hasEnded && closed !== unknown ? millisecondsOf(closed) : NaN
    const isOther = deals.currency[deal] !== own
    into.otherCurrency[at] = Number(isOther)
    into.amountMinor[at] = isOther ? NaN : deals.amount[deal]!
    of.owner.codes[at] = deals.credit[deal]!
    of.source.codes[at] = deals.source[deal]!
    of.product.codes[at] = deals.product[deal]!
    of.region.codes[at] = deals.region[deal]!
    of.band.codes[at] = deals.band[deal]!
    of.reason.codes[at] = deals.lossReason[deal]!
    of.competitor.codes[at] = deals.competitor[deal]!
    const first = deals.first[deal]!
    const past = first + deals.spans[deal]!
    const isStay = (span: number): boolean =>
      spans.status[span] === isOpen && (spans.exit[span] !== 0 || spans.to[span] === forever)
    let last = past - 1
    while (last >= first && !isStay(last)) last--
    for (let span = first; span <= last; span++) {
      const stage = spans.position[span]!
      if (stage > stageCount || !isStay(span)) continue
      const from = timeOf(spans.clock[span]!)
      const place = at * stageCount + stage - 1
      if (Number.isNaN(into.firstAt[place])) into.firstAt[place] = from
      const exit = spans.exit[span]!
      if (exit === held && span < last) continue
      const lasts = exit === 0
      const isUnknown = spans.to[span] === forever || (endings[exit]! && closed === unknown)
      into.stays.deal[stays] = at
      into.stays.stage[stays] = stage
      into.stays.from[stays] = from
      into.stays.to[stays] = lasts ? Infinity : isUnknown ? NaN : millisecondsOf(spans.to[span]!)
      into.stays.cause[stays++] = lasts ? 0 : causes[exit]!
    }
  }
  return {
    add: (chosen, from, to) => {
      found ??= begin(chosen)
      for (let at = from; at < to; at++) addDeal(found, at, chosen[at]!)
    },
    result: () => {
      const all = found ?? begin(new Uint32Array() as Chosen)
      const { deal, stage, from, to, cause } = all.stays
      return {
        ...all,
        stays: {
          deal: deal.subarray(0, stays),
          stage: stage.subarray(0, stays),
          from: from.subarray(0, stays),
          to: to.subarray(0, stays),
          cause: cause.subarray(0, stays),
        },
      }
    },
  }
}
