import { sql, type RawBuilder } from 'kysely'
import { reachable } from '../../people/queries.ts'
import { reaches, subtreeOf } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'

export interface Person {
  id: string
  name: string
  role: string
  teamId: string | null
  active: boolean
  joinedOn: string | null
}

/** Whose work is looked at, and of whom it is made. */
export interface Scope {
  kind: 'organisation' | 'team' | 'member'
  id: string | null
  name: string
  /** Everybody in it within reach, those who left included. */
  people: Person[]
  /** Everybody whom the team has, reached or not. */
  members: string[]
  parts: { kind: 'team' | 'member'; id: string; name: string; people: Person[] }[]
}

export interface House {
  people: Person[]
  teams: { id: string; parentId: string | null; name: string; position: number }[]
}

/** Everybody and all teams that are not archived, in reading order. */
export async function readHouse(tx: Tx, orgId: string): Promise<House> {
  const [people, teams] = await Promise.all([
    tx
      .selectFrom('member')
      .select(['id', 'name', 'role', 'team_id as teamId', 'status', 'joined_on as joinedOn'])
      .where('org_id', '=', orgId)
      .where('is_pool', '=', false)
      .orderBy('pinyin')
      .orderBy('id')
      .execute(),
    tx
      .selectFrom('team')
      .select(['id', 'parent_id as parentId', 'name', 'position'])
      .where('org_id', '=', orgId)
      .where('deleted_at', 'is', null)
      .orderBy('position')
      .orderBy('id')
      .execute(),
  ])
  return { teams, people: people.map(({ status, ...person }) => ({ ...person, active: status !== 'deactivated' })) }
}

/** The scope asked for; without one, all that the caller reaches: the company, the own team, or oneself. What is out of reach is not there. */
export async function resolveScope(
  tx: Tx,
  caller: Caller,
  asked: { team?: string | undefined; owner?: string | undefined },
): Promise<Outcome<Scope>> {
  const { people, teams } = await readHouse(tx, caller.orgId)
  const reached = people.filter(({ id }) => reaches(caller, id))
  const self = people.find(({ id }) => id === caller.memberId)
  const ownerId = asked.owner ?? (asked.team || isWide(caller) ? undefined : caller.memberId)
  if (ownerId !== undefined) {
    const person = reached.find(({ id }) => id === ownerId)
    if (!person || (asked.team && !below(asked.team, teams).has(person.teamId ?? ''))) return refuse('not-found')
    return accept({ kind: 'member', id: person.id, name: person.name, people: [person], members: [person.id], parts: [] })
  }
  const teamId = asked.team ?? (caller.reach === 'organisation' ? null : (self?.teamId ?? null))
  if (teamId === null) {
    const roots = teams.filter(({ parentId }) => parentId === null)
    const parts = roots.flatMap(({ id }) => partsOf(id, teams, reached))
    const members = people.map(({ id }) => id)
    return accept({ kind: 'organisation', id: null, name: '', people: reached, members, parts })
  }
  const team = teams.find(({ id }) => id === teamId)
  const inTeam = below(teamId, teams)
  const own = reached.filter((person) => person.teamId !== null && inTeam.has(person.teamId))
  if (!team || own.length === 0) return refuse('not-found')
  const all = people.filter((person) => person.teamId !== null && inTeam.has(person.teamId))
  // half a team's records would say something wrong of the team
  if (all.some((person) => person.active && !reaches(caller, person.id))) return refuse('not-found')
  const members = all.map(({ id }) => id)
  return accept({ kind: 'team', id: teamId, name: team.name, people: own, members, parts: partsOf(teamId, teams, own) })
}

const isWide = ({ reach }: Caller): boolean => reach === 'organisation' || reach.length > 1
const below = (teamId: string, teams: House['teams']): Set<string> => new Set(subtreeOf(teamId, teams))

/** The teams below with somebody who sells, then the people of the team itself who do. */
function partsOf(teamId: string, teams: House['teams'], people: readonly Person[]): Scope['parts'] {
  const seller = (person: Person): boolean => person.active && person.role === 'rep'
  const inner = teams
    .filter(({ parentId }) => parentId === teamId)
    .map(({ id, name }) => {
      const within = below(id, teams)
      return { kind: 'team' as const, id, name, people: people.filter((person) => within.has(person.teamId ?? '')) }
    })
    .filter((part) => part.people.some(seller))
  const own = people.filter((person) => person.teamId === teamId && seller(person))
  return [...inner, ...own.map((person) => ({ kind: 'member' as const, id: person.id, name: person.name, people: [person] }))]
}

/** The condition that picks the scope's deals or activities; `column` holds whose they are. */
export const within = (caller: Caller, { kind, people }: Scope, column: string): RawBuilder<boolean> =>
  kind === 'organisation'
    ? reachable(caller, column)
    : sql<boolean>`${sql.ref(column)} = any(${people.map(({ id }) => id)}::uuid[])`
