import { sql } from 'kysely'
import { subtreeOf } from '../../people/reach.ts'
import type { House, Person } from '../../capacity/queries/scope.ts'
import { deciders } from '../../opportunities/approval-route.ts'
import { roleDefinitions, type Role } from '../../people/roles.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'

/** Who carries a target: active people who sell. */
export const sellersOf = ({ people }: House): Person[] => people.filter(({ role, active }) => active && role === 'rep')

/** The teams that the caller leads: the own one and all below it. */
export function ledTeams({ people, teams }: House, { memberId, role }: Pick<Caller, 'memberId' | 'role'>): Set<string> {
  const own = people.find(({ id }) => id === memberId)?.teamId ?? null
  return new Set(own !== null && roleDefinitions[role as Role].scope === 'subtree' ? subtreeOf(own, teams) : [])
}

/** Those above a person: who leads the team or one above it, then who leads the company; nearest first. */
export function superiorsOf({ people, teams }: House, memberId: string): string[] {
  const active = people.filter((person) => person.active)
  const own = people.find(({ id }) => id === memberId)
  if (!own) return []
  const leads = (role: string, scope: string): boolean => {
    const { scope: its, abilities } = roleDefinitions[role as Role]
    return its === scope && abilities.includes('records.assign')
  }
  const deciding = active.map(({ id, teamId, role }) => ({
    id,
    teamId,
    supervises: leads(role, 'subtree'),
    directs: leads(role, 'organisation'),
  }))
  return deciders({ id: own.id, teamId: own.teamId }, memberId, deciding, teams)
}

/**
 * Since when each person sells: the day of joining where it is told, else the earlier of the record's making and the first deal, as
 * imported people are as old as their import.
 */
export async function sellingSince(
  tx: Tx,
  { orgId, timeZone }: Pick<Caller, 'orgId' | 'timeZone'>,
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; since: string }>`
    select m.id, to_char(coalesce(m.joined_on, (least(m.created_at, d.first) at time zone ${timeZone})::date), 'YYYY-MM-DD') as since
    from member m left join (select credit_owner_id, min(coalesce(entered_at, created_at)) as first from opportunity
      where org_id = ${orgId} group by 1) d on d.credit_owner_id = m.id
    where m.org_id = ${orgId}`.execute(tx)
  return new Map(rows.map(({ id, since }) => [id, since]))
}
