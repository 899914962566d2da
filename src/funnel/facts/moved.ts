import type { Moved, Side, Stock } from '../counted.ts'
import { isOpen, statuses } from './columns.ts'
import type { Facts } from './facts.ts'
import { spanAt } from './fates.ts'
import { idAt } from './id-index.ts'
import { boundOf, unknown } from './moment.ts'
import type { Scan } from './scan.ts'

interface Asked {
  from: Date
  to: Date
  currency: string
}

/** Every deal that was open at one of two moments and differs between them, those that came and ended in between, and both stocks. Twin of `readMoved`. */
export function scanMoved(facts: Facts, { from, to, currency }: Asked): Scan<{ moved: Moved[]; stocks: [Stock, Stock] }> {
  const { index, deals, spans, dictionaries } = facts
  const [start, end] = [boundOf(from), boundOf(to)]
  const own = dictionaries.currency.codes.get(currency) ?? -1
  const moved: Moved[] = []
  const stocks: [Stock, Stock] = [
    { count: 0, amountMinor: 0 },
    { count: 0, amountMinor: 0 },
  ]
  const sideOf = (span: number): Side | null =>
    span < 0
      ? null
      : {
          status: statuses[spans.status[span]!]!,
          stageId: dictionaries.stage.values[spans.stage[span]!]!,
          stageOrder: spans.position[span]!,
          amountMinor: Number.isNaN(spans.amount[span]!) ? null : spans.amount[span]!,
          ownerId: dictionaries.member.values[spans.owner[span]!]!,
          expectedCloseOn: spans.due[span] === 0 ? null : dayOfNumber(spans.due[span]!),
        }
  const stand = (stock: Stock, span: number, isOwn: boolean): void => {
    stock.count++
    if (isOwn && !Number.isNaN(spans.amount[span]!)) stock.amountMinor += spans.amount[span]!
  }
  const isSame = (a: number, b: number): boolean =>
    a === b ||
    (spans.stage[a] === spans.stage[b] &&
      spans.owner[a] === spans.owner[b] &&
      spans.due[a] === spans.due[b] &&
      Object.is(spans.amount[a], spans.amount[b]))

  const addDeal = (deal: number): void => {
    const [before, after] = [spanAt(facts, deal, start), spanAt(facts, deal, end)]
    if (after < 0 && before < 0) return
    const isOwn = deals.currency[deal] === own
    const [wasOpen, isStillOpen] = [before >= 0 && spans.status[before] === isOpen, after >= 0 && spans.status[after] === isOpen]
    if (wasOpen) stand(stocks[0], before, isOwn)
    if (isStillOpen) stand(stocks[1], after, isOwn)
    const [entered, closed] = [deals.entered[deal]!, deals.closed[deal]!]
    const cameAndWent = entered !== unknown && entered >= start && entered < end && closed !== unknown && closed < end
    if (!cameAndWent && !wasOpen && !isStillOpen) return
    if (wasOpen && isStillOpen && isSame(before, after)) return
    moved.push({
      // of tens of thousands only a few hundred are named
      get id() {
        return idAt(index, deal)
      },
      ownCurrency: isOwn,
      before: sideOf(before),
      after: sideOf(after),
    })
  }
  return {
    add: (chosen, from, to) => {
      for (let at = from; at < to; at++) addDeal(chosen[at]!)
    },
    result: () => ({ moved, stocks }),
  }
}

const days: string[] = []
/** 1 is 2000-01-01. */
export const dayOfNumber = (number: number): string =>
  (days[number] ??= new Date(Date.UTC(2000, 0, number)).toISOString().slice(0, 10))
