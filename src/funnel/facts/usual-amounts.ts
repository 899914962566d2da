import type { Facts } from './facts.ts'
import type { Scan } from './scan.ts'

/** Median won amounts, minor units: of each product by its id (null: deals without one), and of all. */
export interface UsualAmounts {
  ofProduct: ReadonlyMap<string | null, number>
  ofAll: number
}

/** What won deals bring in the middle, by product. Twin of `readUsualAmountsInSql`. */
export function scanUsualAmounts(
  { deals, dictionaries, standings }: Facts,
  { currency }: { currency: string },
): Scan<UsualAmounts> {
  const own = dictionaries.currency.codes.get(currency) ?? -1
  const isWon = standings.all.map(({ state }) => state === 'won')
  const amounts = new Map<number, number[]>()
  return {
    add: (chosen, from, to) => {
      for (let at = from; at < to; at++) {
        const deal = chosen[at]!
        const amount = deals.amount[deal]!
        if (!isWon[deals.standing[deal]!] || Number.isNaN(amount) || deals.currency[deal] !== own) continue
        const product = deals.product[deal]!
        const known = amounts.get(product)
        if (known) known.push(amount)
        else amounts.set(product, [amount])
      }
    },
    result: () => ({
      ofProduct: new Map(
        [...amounts].map(([product, some]) => [dictionaries.product.values[product] ?? null, median(Float64Array.from(some))]),
      ),
      ofAll: median(Float64Array.from([...amounts.values()].flat())),
    }),
  }
}

/** Between the two in the middle where there are two; 0 of none. */
function median(amounts: Float64Array): number {
  if (amounts.length === 0) return 0
  amounts.sort()
  const middle = (amounts.length - 1) / 2
  return (amounts[Math.floor(middle)]! + amounts[Math.ceil(middle)]!) / 2
}
