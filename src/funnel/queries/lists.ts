import { type RawBuilder, sql } from 'kysely'
import type { Caller } from '../../platform/session.ts'
import type { DealList, Grouping } from '../contract.ts'
import { endsOf, isEveryone, type ListAsked } from '../facts/listed.ts'
import { buckets } from '../standing.ts'
import { all, bucketInSql, inCohortInSql, passedInSql, reachedInSql, type Selection, skippedInSql } from './conditions.ts'
import { fates } from './fates.ts'
import { groupColumn } from './stands.ts'
import { turns } from './turns.ts'

/** The condition on `o` that picks exactly the deals which a number of the funnel counted. */
export function listed(caller: Caller, selection: Selection, asked: ListAsked): RawBuilder<boolean> {
  const { basis, from, to, list, stage } = asked
  if (basis === 'cohort' || from === null || to === null)
    return list === 'unknownEntry' ? sql<boolean>`o.entered_at is null` : cohort(asked)
  const at = stage === null ? sql`true` : sql`stage_id = ${stage.id}`
  const everyone = isEveryone(list)
  if (basis === 'snapshot') {
    const ended =
      stage === null || list === 'won'
        ? sql`status = ${statuses[list] ?? list}`
        : sql`bucket = ${list === 'passed' ? 'advanced' : list}`
    return sql<boolean>`o.id in (select opportunity_id from (${fates(caller, selection, { from, to })}) fate where ${at} and ${everyone ? sql`true` : ended})`
  }
  if (stage === null && everyone) return inCohortInSql(from, to)
  const kinds = endsOf[list] ?? [list]
  return sql<boolean>`o.id in (select opportunity_id from (${turns(caller, selection, { from, to })}) turn where ${at} and kind = any(${[...kinds]}))`
}

const statuses: Partial<Record<DealList, string>> = {
  won: 'won',
  lost: 'lost',
  open: 'open',
  onHold: 'on-hold',
  terminated: 'terminated',
  transferred: 'transferred',
}

function cohort({ counting, from, to, list, stage, stageCount }: ListAsked): RawBuilder<boolean> {
  const members = inCohortInSql(from, to)
  if (stage === null) return all([members, ...(statuses[list] ? [sql<boolean>`o.status = ${statuses[list]}`] : [])])
  const here = reachedInSql(stage.position, counting)
  if (list === 'passed') return all([members, passedInSql(stage.position, counting, stageCount)])
  if (list === 'skipped') return all([members, skippedInSql(stage.position), here])
  if (list === 'won') return all([members, here, sql<boolean>`o.status = 'won'`])
  const bucket = buckets.find((one) => one === list)
  return all([members, here, ...(bucket ? [bucketInSql(bucket, stage.position)] : [])])
}

/** The condition that picks one group of a grouped funnel; '' is the group of deals that have none. */
export function inGroup(caller: Caller, groupBy: Grouping | undefined, group: string | undefined): RawBuilder<boolean> {
  if (groupBy === undefined || group === undefined) return sql<boolean>`true`
  const column =
    groupBy === 'team'
      ? sql`(select m.team_id::text from member m where m.org_id = o.org_id and m.id = o.credit_owner_id)`
      : groupColumn(groupBy, caller)
  return group === '' ? sql<boolean>`${column} is null` : sql<boolean>`${column} = ${group}`
}
