/** Who takes which lost deal: its owner when among the people, else whoever has least (in the order given). */
export function assign(
  deals: readonly { id: string; ownerId: string }[],
  people: readonly { id: string; has: number }[],
): Map<string, string> {
  const load = new Map(people.map(({ id, has }) => [id, has]))
  const taken = new Map<string, string>()
  for (const { id, ownerId } of deals) {
    let to = load.has(ownerId) ? ownerId : null
    if (to === null) for (const person of load.keys()) if (to === null || load.get(person)! < load.get(to)!) to = person
    if (to === null) continue
    load.set(to, load.get(to)! + 1)
    taken.set(id, to)
  }
  return taken
}

/** Calls that one person begins on a working day. */
export const startsPerDay = 5

/** How many working days after the first day the n-th deal of a person is begun, n from 0. */
export const startsAfter = (n: number): number => Math.floor(n / startsPerDay)
