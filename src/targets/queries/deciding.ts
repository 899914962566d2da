import { type House } from '../../capacity/queries/scope.ts'
import { standInFor, type StandIn } from '../../opportunities/approval-route.ts'
import { standInsOn } from '../../opportunities/queries/stand-ins.ts'
import { subtreeOf } from '../../people/reach.ts'
import { roleDefinitions, type Role } from '../../people/roles.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import type { Absence, Deciding } from '../permissions.ts'
import { differingRows, type Plan } from '../plan.ts'
import { superiorsOf } from './house.ts'

/** Who decides instead of whom today. */
export const standInsToday = (tx: Tx, { orgId, now, timeZone }: Caller): Promise<StandIn[]> =>
  standInsOn(tx, orgId, dayOf(now, timeZone))

/** What the rule about approving asks of a version: whose figures differ from those in force, who stands above the submitter, who is away. */
export function decidingOn(house: House, standIns: readonly StandIn[], plan: Plan, inForce: Plan | null): Deciding {
  const { members, isAbove } = differingRows(inForce, plan)
  const { submittedBy } = plan
  const superiors = submittedBy === null ? [] : superiorsOf(house, submittedBy)
  return { changed: members, changedAbove: isAbove, superiors, away: absences(house, standIns, superiors, submittedBy) }
}

/** Only who sets targets can stand in, and never whoever submitted: then the decision stays with the one who is away. */
function absences(
  house: House,
  standIns: readonly StandIn[],
  superiors: readonly string[],
  submittedBy: string | null,
): Absence[] {
  if (standIns.length === 0) return []
  const may = house.people.filter(
    ({ active, role }) => active && roleDefinitions[role as Role].abilities.includes('records.assign'),
  )
  const present = new Set(may.map(({ id }) => id))
  return superiors.flatMap((memberId) => {
    const { id, insteadOfId } = standInFor(memberId, standIns, submittedBy === null ? [] : [submittedBy], present)
    return insteadOfId === null ? [] : [{ memberId, delegateId: id, reach: reachIn(house, memberId) }]
  })
}

/** Whom somebody leads, as the house has it. */
function reachIn({ people, teams }: House, memberId: string): Caller['reach'] {
  const person = people.find(({ id }) => id === memberId)!
  const { scope } = roleDefinitions[person.role as Role]
  if (scope === 'organisation') return 'organisation'
  if (scope === 'own' || person.teamId === null) return [memberId]
  const led = new Set(subtreeOf(person.teamId, teams))
  return people.filter(({ teamId }) => teamId !== null && led.has(teamId)).map(({ id }) => id)
}
