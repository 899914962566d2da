import type { GroupedStand } from '../counted.ts'
import type { Facts } from './facts.ts'
import type { Groups } from './groups.ts'
import { boundOf, unknown } from './moment.ts'
import type { Scan } from './scan.ts'

interface Asked {
  from: Date | null
  to: Date | null
  groups: Groups
  /** The organisation's: amounts in others are not summed. */
  currency: string
}

/** Everything a cohort funnel counts: deals that stand alike, with how many and how much. Twin of `readStands`. */
export function scanStands(
  { deals, standings, dictionaries }: Facts,
  { from, to, groups, currency }: Asked,
): Scan<GroupedStand[]> {
  const [after, before] = [from && boundOf(from), to && boundOf(to)]
  const own = dictionaries.currency.codes.get(currency) ?? -1
  const rowAt = rowsBy(standings.all.length, groups.size)
  const lostAt = standings.all.map(({ state }) => state === 'lost')
  const rows: { standing: number; group: number; product: number }[] = []
  const sums: { count: number; amount: number; without: number; other: number }[] = []
  const products = new Map<number, number>()
  const newRow = (standing: number, group: number, product: number): number => {
    sums.push({ count: 0, amount: 0, without: 0, other: 0 })
    return rows.push({ standing, group, product }) - 1
  }
  /** Lost deals without an amount are told apart by their product. */
  const rowOfProduct = (standing: number, group: number, product: number): number => {
    const key = (standing * groups.size + group) * 65_536 + product
    const known = products.get(key)
    if (known !== undefined) return known
    const row = newRow(standing, group, product)
    products.set(key, row)
    return row
  }
  return {
    add: (chosen, start, end) => {
      for (let at = start; at < end; at++) {
        const deal = chosen[at]!
        const entered = deals.entered[deal]!
        if ((after !== null && entered < after) || (before !== null && (entered >= before || entered === unknown))) continue
        const amount = deals.amount[deal]!
        const standing = deals.standing[deal]!
        const group = groups.of(deal)
        const isWithout = Number.isNaN(amount)
        const row =
          isWithout && lostAt[standing] && deals.product[deal] !== 0
            ? rowOfProduct(standing, group, deals.product[deal]!)
            : rowAt(standing, group, newRow)
        const sum = sums[row]!
        sum.count++
        const isOther = deals.currency[deal] !== own
        if (isWithout) sum.without++
        else if (!isOther) sum.amount += amount
        if (isOther) sum.other++
      }
    },
    result: () =>
      rows.map(({ standing, group, product }, row) => ({
        ...standings.all[standing]!,
        group: groups.keys[group] ?? null,
        productId: dictionaries.product.values[product] ?? null,
        count: sums[row]!.count,
        amountMinor: sums[row]!.amount,
        withoutAmount: sums[row]!.without,
        otherCurrency: sums[row]!.other,
      })),
  }
}

/** Rows by standing and group: a table where that is small, a map where it is not. */
function rowsBy(standings: number, groups: number) {
  type New = (standing: number, group: number, product: number) => number
  if (standings * groups > 500_000) {
    const rows = new Map<number, number>()
    return (standing: number, group: number, newRow: New): number => {
      const key = standing * groups + group
      const known = rows.get(key)
      if (known !== undefined) return known
      const row = newRow(standing, group, 0)
      rows.set(key, row)
      return row
    }
  }
  const rows = new Int32Array(standings * groups).fill(-1)
  return (standing: number, group: number, newRow: New): number => {
    const key = standing * groups + group
    if (rows[key]! < 0) rows[key] = newRow(standing, group, 0)
    return rows[key]!
  }
}

/** Deals of which nobody knows when they entered. */
export function scanUnknownEntry({ deals }: Facts): Scan<number> {
  let count = 0
  return {
    add: (chosen, start, end) => {
      for (let at = start; at < end; at++) if (deals.entered[chosen[at]!] === unknown) count++
    },
    result: () => count,
  }
}
