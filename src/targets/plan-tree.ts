import { reaches } from '../people/reach.ts'
import type { Caller } from '../platform/session.ts'
import type { PlanRow } from './plan.ts'
import { above, leavesOf } from './sheet.ts'

interface Team {
  id: string
  parentId: string | null
  position: number
  name: string
}
interface Seller {
  id: string
  teamId: string | null
  startsOn: string | null
}

/**
 * The rows of a new plan: the company, then each team with somebody who sells below it and its people, top down. The team at the top
 * of the tree is the company itself. People without a team stand directly below it. `newId` makes the rows' ids.
 */
export function planRows(teams: readonly Team[], sellers: readonly Seller[], newId: () => string): PlanRow[] {
  const rows: PlanRow[] = []
  const seen = new Set<string>()
  const add = (row: Pick<PlanRow, 'parentId' | 'teamId' | 'memberId' | 'startsOn'>): string => {
    const id = newId()
    rows.push({ id, ...row, position: rows.length, seniority: 1 })
    return id
  }
  const hasSellers = (teamId: string, path: readonly string[] = []): boolean =>
    sellers.some((one) => one.teamId === teamId) ||
    teams.some(({ id, parentId }) => parentId === teamId && !path.includes(id) && hasSellers(id, [...path, teamId]))
  const people = (teamId: string | null, parentId: string): void => {
    for (const { id, startsOn } of sellers.filter((one) => one.teamId === teamId))
      add({ parentId, teamId: null, memberId: id, startsOn })
  }
  const walk = (teamId: string, nodeId: string): void => {
    seen.add(teamId)
    for (const { id } of teams.filter((team) => team.parentId === teamId && !seen.has(team.id) && hasSellers(team.id)))
      walk(id, add({ parentId: nodeId, teamId: id, memberId: null, startsOn: null }))
    people(teamId, nodeId)
  }
  const tops = teams.filter(({ parentId }) => parentId === null)
  const only = tops.length === 1 ? tops[0]! : null
  const company = add({ parentId: null, teamId: only?.id ?? null, memberId: null, startsOn: null })
  if (only) walk(only.id, company)
  else
    for (const { id } of tops.filter((team) => hasSellers(team.id)))
      walk(id, add({ parentId: company, teamId: id, memberId: null, startsOn: null }))
  const known = new Set(teams.map(({ id }) => id))
  for (const { id, startsOn } of sellers.filter(({ teamId }) => teamId === null || !known.has(teamId)))
    add({ parentId: company, teamId: null, memberId: id, startsOn })
  return rows
}

/**
 * The rows that a reader sees: everybody's when the reach is the organisation; else the people reached and the teams that the reader
 * leads (`ledTeams`: the own one and those below it).
 */
export function visibleRows<R extends Pick<PlanRow, 'id' | 'parentId' | 'teamId' | 'memberId'>>(
  rows: readonly R[],
  caller: Pick<Caller, 'reach'>,
  ledTeams: ReadonlySet<string>,
): R[] {
  if (caller.reach === 'organisation') return [...rows]
  const sees = (row: R): boolean =>
    row.memberId !== null
      ? reaches(caller, row.memberId)
      : row.parentId !== null && row.teamId !== null && ledTeams.has(row.teamId)
  // a team is seen with everybody below it, or its figure would tell of people out of reach
  const seen = new Set(rows.filter(sees).map(({ id }) => id))
  return rows.filter(
    (row) => seen.has(row.id) && (row.memberId !== null || leavesOf(rows, row.id).every((leaf) => seen.has(leaf))),
  )
}

/** The rows whose figures a reader may change: all, or those below a row that the reader sees. What the topmost is to bring is set above. */
export const editableRows = <R extends Pick<PlanRow, 'id' | 'parentId' | 'teamId' | 'memberId'>>(
  rows: readonly R[],
  caller: Pick<Caller, 'reach'>,
  ledTeams: ReadonlySet<string>,
): Set<string> => {
  if (caller.reach === 'organisation') return new Set(rows.map(({ id }) => id))
  const seen = new Set(visibleRows(rows, caller, ledTeams).map(({ id }) => id))
  return new Set([...seen].filter((id) => above(rows, id).some((parent) => seen.has(parent))))
}
