/**
 * Gives customers to people in equal numbers: one after another to whoever has got the fewest of these, of two alike to whoever holds
 * fewer, then in the order of the people. Whoever holds `most` already gets none; what finds nobody is in `left`.
 */
export function spread(
  customers: readonly string[],
  people: readonly { id: string; held: number }[],
  most: number | null,
): { given: Map<string, string>; left: string[] } {
  const shares = people.map(({ id, held }, order) => ({ id, held, got: 0, order }))
  const given = new Map<string, string>()
  const left: string[] = []
  for (const customer of customers) {
    const [next] = shares
      .filter(({ held, got }) => most === null || held + got < most)
      .toSorted((a, b) => a.got - b.got || a.held - b.held || a.order - b.order)
    if (!next) {
      left.push(customer)
      continue
    }
    next.got += 1
    given.set(customer, next.id)
  }
  return { given, left }
}
