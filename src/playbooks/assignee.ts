import { subtreeOf } from '../people/reach.ts'
import type { StageTask } from '../pipelines/definition.ts'

/** Somebody who can be given a task. */
export interface Colleague {
  id: string
  role: string
  teamId: string | null
}

export interface TeamOf {
  id: string
  parentId: string | null
  isRegion: boolean
}

/**
 * Who does a stage task of this role on a deal: the owner; the owner's supervisor, looked for up the team tree; or somebody of
 * the role, first in the owner's team, then in its region, then anywhere. Where several would do, the deal's number picks
 * one, so that the same deal always picks the same person and many deals spread. Nobody there: the owner.
 */
export function assigneeFor(
  role: StageTask['role'],
  deal: { id: string; ownerId: string },
  colleagues: readonly Colleague[],
  teams: readonly TeamOf[],
): string {
  const owner = colleagues.find(({ id }) => id === deal.ownerId)
  if (role === 'supervisor') return bossOf(deal, owner, colleagues, teams)
  if (role === 'owner' || owner?.role === role) return deal.ownerId
  const able = colleagues.filter((one) => one.role === role)
  const circles = circlesOf(owner?.teamId ?? null, teams)
  for (const circle of circles) {
    const near = able.filter(({ teamId }) => teamId !== null && circle.has(teamId))
    if (near.length > 0) return pick(near, deal.id)
  }
  return able.length > 0 ? pick(able, deal.id) : deal.ownerId
}

/** Team, then region: the ids of the teams within each. */
function circlesOf(teamId: string | null, teams: readonly TeamOf[]): Set<string>[] {
  if (teamId === null) return []
  const region = lineOf(teamId, teams).find(({ isRegion }) => isRegion)
  return [new Set([teamId]), ...(region ? [new Set(subtreeOf(region.id, teams))] : [])]
}

/** The team and those above it, nearest first; a loop ends the walk. */
function lineOf(teamId: string, teams: readonly TeamOf[]): TeamOf[] {
  const line: TeamOf[] = []
  for (let team = teams.find(({ id }) => id === teamId); team && !line.includes(team);) {
    line.push(team)
    const { parentId } = team
    team = teams.find(({ id }) => id === parentId)
  }
  return line
}

/** The nearest supervisor above, then a director; people who lead a team themselves look above it. */
function bossOf(
  deal: { id: string; ownerId: string },
  owner: Colleague | undefined,
  colleagues: readonly Colleague[],
  teams: readonly TeamOf[],
): string {
  const leads = owner?.role === 'supervisor' || owner?.role === 'director'
  const line = owner?.teamId ? lineOf(owner.teamId, teams).slice(leads ? 1 : 0) : []
  const others = colleagues.filter(({ id }) => id !== deal.ownerId)
  for (const team of line) {
    const leaders = others.filter(({ role, teamId }) => role === 'supervisor' && teamId === team.id)
    if (leaders.length > 0) return pick(leaders, deal.id)
  }
  const directors = others.filter(({ role }) => role === 'director')
  return directors.length > 0 ? pick(directors, deal.id) : deal.ownerId
}

const pick = (people: readonly Colleague[], dealId: string): string => {
  const inOrder = people.map(({ id }) => id).sort()
  return inOrder[Number.parseInt(dealId.slice(-6), 16) % inOrder.length]!
}
