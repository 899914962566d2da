import { roleDefinitions, type Role } from '../../people/roles.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { deciders, nextDecider, standInFor, type Approver } from '../approval-route.ts'
import { standInsOn } from '../queries/stand-ins.ts'

export interface House {
  /** Whose turn it is after `after` for a deal of this owner; null when nobody stands higher. */
  turn: (deal: { ownerId: string; askedBy: string }, after: string | null) => Approver | null
  /** Who decides for somebody today: the person, or who stands in. */
  standIn: (memberId: string, ownerId: string, askedBy: string) => Approver
  /** Who has handed decisions to somebody today. */
  away: readonly string[]
}

/** Who leads whom, and who is away today. */
export async function readHouse(tx: Tx, orgId: string, today: string): Promise<House> {
  const members = await tx
    .selectFrom('member')
    .select(['id', 'team_id', 'role'])
    .where('org_id', '=', orgId)
    .where('status', 'in', ['active', 'no-sign-in', 'invited'])
    .execute()
  const teams = await tx
    .selectFrom('team')
    .select(['id', 'parent_id'])
    .where('org_id', '=', orgId)
    .where('deleted_at', 'is', null)
    .execute()
  const away = await standInsOn(tx, orgId, today)
  const may = members.filter(({ role }) => roleDefinitions[role as Role].abilities.includes('stages.override'))
  const people = may.map(({ id, team_id, role }) => ({
    id,
    teamId: team_id,
    supervises: role === 'supervisor' || role === 'director',
    directs: roleDefinitions[role as Role].scope === 'organisation',
  }))
  const teamOf = new Map(members.map(({ id, team_id }) => [id, team_id]))
  const nodes = teams.map(({ id, parent_id }) => ({ id, parentId: parent_id }))
  const present = new Set(members.map(({ id }) => id))
  return {
    away: away.map(({ memberId }) => memberId),
    standIn: (memberId, ownerId, askedBy) => standInFor(memberId, away, [ownerId, askedBy], present),
    turn: ({ ownerId, askedBy }, after) => {
      const order = deciders({ id: ownerId, teamId: teamOf.get(ownerId) ?? null }, askedBy, people, nodes)
      const next = nextDecider(order, after !== null && !order.includes(after) ? null : after)
      return next === null ? null : standInFor(next, away, [ownerId, askedBy], present)
    },
  }
}
