import { sql } from 'kysely'
import { record } from '../../../platform/audit-trail.ts'
import { insertMany } from '../../../platform/database/bulk.ts'
import type { Tx } from '../../../platform/database/connect.ts'
import { newId } from '../../../platform/ids.ts'
import { announce } from '../../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../../platform/refusal.ts'
import type { Caller } from '../../../platform/session.ts'
import { readPeriodDeals } from '../../queries/rounds/deals.ts'
import { modelSays } from '../../queries/rounds/model.ts'
import { roundOf, type RoundRow } from '../../queries/rounds/rounds.ts'
import { figureOf, readStanding, stoodOf } from '../../queries/rounds/team.ts'
import { periodNamed } from '../../round-period.ts'
import { overriding, submitting } from '../../round-permissions.ts'
import { stateOf } from '../../round-times.ts'
import type { RoundNode } from '../../round-tree.ts'

/** More deals of one person than these are not kept with a submission. */
const mostDeals = 5000

/** The round, which cannot be locked before what is said in it is written. */
async function heldRound(tx: Tx, caller: Caller, id: string): Promise<RoundRow | undefined> {
  await sql`select 1 from forecast_round where org_id = ${caller.orgId} and id = ${id} for share`.execute(tx)
  return roundOf(tx, caller, id)
}

const idsOf = ({ kind, id }: Pick<RoundNode, 'kind' | 'id'>) => ({
  member_id: kind === 'member' ? id : null,
  team_id: kind === 'team' ? id : null,
})

/** Everybody who reaches the person hears of it; of a team's figure, who reads the house. */
const tell = (tx: Tx, caller: Caller, round: RoundRow, node: RoundNode) =>
  announce(tx, caller.orgId, [
    {
      topic: 'forecast.said',
      entityKind: 'forecast',
      entityId: round.id,
      ownerId: node.kind === 'member' ? node.id : (node.members[0] ?? null),
    },
  ])

/**
 * Says what will come in: for oneself, or for a team that one leads. Kept with what deals and people below added up to, what the
 * model said and how the own deals stood; said again it stands beside what was said before. Refuses in a locked round.
 */
export async function submitForecast(
  tx: Tx,
  caller: Caller,
  roundId: string,
  said: { team: string | null; commitMinor: number; bestCaseMinor: number; note: string },
): Promise<Outcome<{ nodeId: string }>> {
  const round = await heldRound(tx, caller, roundId)
  if (!round) return refuse('not-found')
  const { nodes, counts } = await readStanding(tx, caller, round)
  const id = said.team ?? caller.memberId
  const node = nodes.find((one) => one.id === id) ?? (said.team === null ? ownNode(caller) : undefined)
  if (!node) return refuse('not-found')
  const state = stateOf({ dueAt: round.due_at, locksAt: round.locks_at, lockedAt: round.locked_at }, caller.now)
  const refusal = submitting(caller, figureOf(node), state)
  if (refusal) return { ok: false, refusal }
  if (said.bestCaseMinor < said.commitMinor) return refuse('best-below-commit')
  const period = periodNamed(round.period)!
  const sum = counts.get(id)?.sum ?? { closedMinor: 0, commitMinor: 0, bestCaseMinor: 0, openMinor: 0 }
  const deals = node.kind === 'member' ? await readPeriodDeals(tx, caller, period, { owners: [node.id], limit: mostDeals }) : []
  const counted = deals.filter(({ leftOut }) => leftOut === null).slice(0, mostDeals)
  const submission = {
    org_id: caller.orgId,
    id: newId(),
    round_id: round.id,
    ...idsOf(node),
    at: caller.now,
    by: caller.memberId,
    late: state === 'overdue',
    currency: caller.currency,
    commit_minor: said.commitMinor,
    best_case_minor: said.bestCaseMinor,
    note: said.note,
    sum_closed_minor: sum.closedMinor,
    sum_commit_minor: sum.commitMinor,
    sum_best_case_minor: sum.bestCaseMinor,
    sum_open_minor: sum.openMinor,
    model_minor: await modelSays(tx, caller, period, node),
    members: node.members,
    deals: counted.map(stoodOf),
  }
  await insertMany(tx, 'forecast_submission', [submission])
  const { commitMinor, bestCaseMinor, note } = said
  await record(tx, caller, [
    {
      entityKind: 'forecast-round',
      entityId: round.id,
      action: 'submitted',
      after: { of: node.name, commitMinor, bestCaseMinor, note },
    },
  ])
  await tell(tx, caller, round, node)
  return accept({ nodeId: node.id })
}

/** Somebody who has no deals and does not sell may say a figure all the same. */
const ownNode = (caller: Caller): RoundNode => ({
  kind: 'member',
  id: caller.memberId,
  name: '',
  parentId: null,
  depth: 0,
  leaders: [],
  members: [caller.memberId],
  asked: false,
})

/** Counts another figure for a person or a team below; null takes it back. What was said below stays as it was. */
export async function overrideForecast(
  tx: Tx,
  caller: Caller,
  roundId: string,
  said: { member: string | null; team: string | null; commitMinor: number | null; bestCaseMinor: number | null; note: string },
): Promise<Outcome<{ nodeId: string }>> {
  const round = await heldRound(tx, caller, roundId)
  if (!round) return refuse('not-found')
  const id = said.member ?? said.team
  const node = (await readStanding(tx, caller, round)).nodes.find((one) => one.id === id)
  if (!node || (said.member !== null && said.team !== null)) return refuse('not-found')
  const state = stateOf({ dueAt: round.due_at, locksAt: round.locks_at, lockedAt: round.locked_at }, caller.now)
  const refusal = overriding(caller, figureOf(node), state)
  if (refusal) return { ok: false, refusal }
  const { commitMinor, bestCaseMinor, note } = said
  if (commitMinor !== null && bestCaseMinor !== null && bestCaseMinor < commitMinor) return refuse('best-below-commit')
  await tx
    .insertInto('forecast_override')
    .values({
      org_id: caller.orgId,
      id: newId(),
      round_id: round.id,
      ...idsOf(node),
      at: caller.now,
      by: caller.memberId,
      commit_minor: commitMinor,
      best_case_minor: bestCaseMinor,
      note,
    })
    .execute()
  await record(tx, caller, [
    {
      entityKind: 'forecast-round',
      entityId: round.id,
      action: 'overridden',
      after: { of: node.name, commitMinor, bestCaseMinor, note },
    },
  ])
  await tell(tx, caller, round, node)
  return accept({ nodeId: node.id })
}
