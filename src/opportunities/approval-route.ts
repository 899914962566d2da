/** A person who can decide, or on whose behalf somebody decides. */
export interface Decider {
  id: string
  teamId: string | null
  /** Leads the own team and those below it. */
  supervises: boolean
  /** Leads the whole house. */
  directs: boolean
}

export interface TeamAbove {
  id: string
  parentId: string | null
}

/** Who decides instead of whom, on the days in question. */
export interface StandIn {
  memberId: string
  delegateId: string
}

export interface Approver {
  id: string
  /** For whom this person stands in; null when it is the one whose turn it is. */
  insteadOfId: string | null
}

/**
 * Who is asked, in order: those who lead the owner's team, then those who lead the teams above it, then directors.
 * The owner and whoever asks are never among them. A tree that runs in a circle ends where it began.
 */
export function deciders(
  owner: { id: string; teamId: string | null },
  askedBy: string,
  people: readonly Decider[],
  teams: readonly TeamAbove[],
): string[] {
  const parents = new Map(teams.map(({ id, parentId }) => [id, parentId]))
  const order: string[] = []
  const climbed = new Set<string>()
  for (let team = owner.teamId; team !== null && !climbed.has(team); team = parents.get(team) ?? null) {
    climbed.add(team)
    order.push(...people.filter((person) => person.supervises && person.teamId === team).map(({ id }) => id))
  }
  order.push(...people.filter(({ directs }) => directs).map(({ id }) => id))
  return [...new Set(order)].filter((id) => id !== owner.id && id !== askedBy)
}

/**
 * Who decides when it is this person's turn: the person, or, while away, the delegate (and the delegate's delegate).
 * Delegations that run in a circle, or lead to somebody who may not decide here, leave it with the person.
 */
export function standInFor(
  memberId: string,
  standIns: readonly StandIn[],
  barred: readonly string[],
  present: ReadonlySet<string>,
): Approver {
  const next = new Map(standIns.map(({ memberId: away, delegateId }) => [away, delegateId]))
  const seen = new Set([memberId])
  let [id, delegate] = [memberId, next.get(memberId)]
  while (delegate !== undefined && !seen.has(delegate)) {
    seen.add(delegate)
    id = delegate
    delegate = next.get(delegate)
  }
  const circle = delegate !== undefined
  if (circle || barred.includes(id) || !present.has(id)) return { id: memberId, insteadOfId: null }
  return { id, insteadOfId: id === memberId ? null : memberId }
}

/** Whose turn it is after `after` (null: the first); null when nobody stands higher. */
export const nextDecider = (order: readonly string[], after: string | null): string | null =>
  order[after === null ? 0 : order.indexOf(after) + 1] ?? null
