import type { Caller } from '../platform/session.ts'

/** What says whose records somebody reaches. */
export type Reaching = Pick<Caller, 'reach' | 'accounts'>

/**
 * Whether the caller reaches a record: of this owner or, where its customer is named, of a customer in whose account team the caller
 * is. Without a customer it is the owner's line alone: what figures count, and who may give away. The SQL twin is `reachable` in
 * queries.ts; one test holds them together.
 */
export const reaches = ({ reach, accounts }: Reaching, ownerId: string, customerId?: string | null): boolean =>
  reach === 'organisation' || reach.includes(ownerId) || (customerId != null && accounts?.read.includes(customerId) === true)

/** Whether the caller may write what is of this owner and this customer, as far as reach says: the owner's line, or the account team with that right. */
export const tends = ({ reach, accounts }: Reaching, ownerId: string, customerId: string | null): boolean =>
  reaches({ reach }, ownerId) || (customerId !== null && accounts?.write.includes(customerId) === true)

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
