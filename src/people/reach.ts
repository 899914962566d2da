import type { Caller } from '../platform/session.ts'

/** Whether the caller reaches records of this owner. The SQL twin is `reachable` in queries.ts; one test holds them together. */
export const reaches = ({ reach }: Pick<Caller, 'reach'>, ownerId: string): boolean =>
  reach === 'organisation' || reach.includes(ownerId)

interface TeamNode {
  id: string
  parentId: string | null
}

/** The ids of a team and of every team below it. A loop in the tree, should one ever be, ends the walk. */
export function subtreeOf(teamId: string, teams: readonly TeamNode[]): string[] {
  const children = new Map<string | null, string[]>()
  for (const { id, parentId } of teams) children.set(parentId, [...(children.get(parentId) ?? []), id])
  const found = new Set<string>()
  const walk = (id: string): void => {
    if (found.has(id)) return
    found.add(id)
    for (const child of children.get(id) ?? []) walk(child)
  }
  walk(teamId)
  return [...found]
}

/** Whether giving `teamId` the parent `parentId` would make it its own ancestor. */
export const wouldLoop = (teamId: string, parentId: string | null, teams: readonly TeamNode[]): boolean =>
  parentId !== null && subtreeOf(teamId, teams).includes(parentId)
