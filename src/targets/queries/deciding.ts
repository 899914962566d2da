import { differingRows, type Plan } from '../plan.ts'
import type { Deciding } from '../permissions.ts'
import { type House } from '../../capacity/queries/scope.ts'
import { superiorsOf } from './house.ts'

/** What the rule about approving asks of a version: whose figures differ from those in force, and who stands above the submitter. */
export function decidingOn(house: House, plan: Plan, inForce: Plan | null): Deciding {
  const { members, isAbove } = differingRows(inForce, plan)
  return {
    changed: members,
    changedAbove: isAbove,
    superiors: plan.submittedBy === null ? [] : superiorsOf(house, plan.submittedBy),
  }
}
