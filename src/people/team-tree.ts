interface Placed {
  id: string
  parentId: string | null
  name: string
  position: number
}

export interface Branch<T> {
  team: T
  /** 0 at the top. */
  depth: number
}

/** Teams in the order in which a tree is read: each before those below it, siblings by position and name. One whose parent is not among them stands at the top. */
export function teamTree<T extends Placed>(teams: readonly T[]): Branch<T>[] {
  const known = new Set(teams.map(({ id }) => id))
  const below = new Map<string | null, T[]>()
  for (const team of teams) {
    const parent = team.parentId !== null && known.has(team.parentId) ? team.parentId : null
    below.set(parent, [...(below.get(parent) ?? []), team])
  }
  const walk = (parent: string | null, depth: number): Branch<T>[] =>
    (below.get(parent) ?? [])
      .toSorted((a, b) => a.position - b.position || a.name.localeCompare(b.name))
      .flatMap((team) => [{ team, depth }, ...walk(team.id, depth + 1)])
  return walk(null, 0)
}

/** The team and all those below it. */
export function withTeamsBelow<T extends Placed>(teams: readonly T[], id: string): Set<string> {
  const found = new Set([id])
  for (const { team } of teamTree(teams)) if (team.parentId !== null && found.has(team.parentId)) found.add(team.id)
  return found
}

/** The names from the top down to the team. */
export function teamPath<T extends Placed>(teams: readonly T[], id: string): string[] {
  const team = teams.find((one) => one.id === id)
  if (!team) return []
  return [
    ...(team.parentId === null
      ? []
      : teamPath(
          teams.filter((one) => one !== team),
          team.parentId,
        )),
    team.name,
  ]
}
