import { verdictOf } from '../../../platform/http/problem.ts'
import type { Tx } from '../../../platform/database/connect.ts'
import type { Caller } from '../../../platform/session.ts'
import type { RollUp } from '../../categories.ts'
import { changesBetween, type DealStood } from '../../round-changes.ts'
import { periodNamed } from '../../round-period.ts'
import { lockingRound, overriding, reopeningRound, submitting, type Figure } from '../../round-permissions.ts'
import { judgeRound, type RoundNode } from '../../round-tree.ts'
import { readOwnerSums, readPeriodDeals, type PeriodDeal } from './deals.ts'
import { biasByNode } from './judges.ts'
import { readNodes } from './people.ts'
import { roundBefore, showRound, type RoundRow } from './rounds.ts'
import { dealsThen, latestSaid, shownOverride, shownSubmission } from './said.ts'

/** Beyond so many deals the table says what changed in money only; each person's own page still names the deals. */
const mostDeals = 5000
/** Of a person's changes the table carries the weightiest. */
const mostChanges = 20

const nothing: RollUp = { closedMinor: 0, commitMinor: 0, bestCaseMinor: 0, openMinor: 0 }

export const figureOf = ({ kind, id, leaders, members }: RoundNode): Figure => ({
  kind,
  id,
  leaders: leaders.map((leader) => leader.id),
  members,
})

/** A deal as a submission keeps it, in the organisation's currency. */
export const stoodOf = ({ id, name, category, worthMinor, expectedCloseOn }: PeriodDeal): DealStood => ({
  id,
  name,
  category,
  amountMinor: worthMinor,
  expectedCloseOn,
})

/** People, teams, sums, what was said and what counts in a round, within the caller's reach. */
export async function readStanding(tx: Tx, caller: Caller, round: RoundRow) {
  const { sums, otherCurrency } = await readOwnerSums(tx, caller, periodNamed(round.period)!)
  const nodes = await readNodes(tx, caller, new Set(sums.keys()))
  const said = await latestSaid(tx, caller.orgId, round.id)
  const counts = judgeRound(
    nodes,
    (member) => sums.get(member) ?? nothing,
    ({ id }) => said.submissions.get(id) ?? null,
    ({ id }) => said.overrides.get(id) ?? null,
  )
  return { nodes, said, counts, otherCurrency }
}

/** A round as the caller sees it. */
export async function readRound(tx: Tx, caller: Caller, row: RoundRow) {
  const round = await showRound(tx, caller, row)
  const { nodes, said, counts, otherCurrency } = await readStanding(tx, caller, row)
  const before = await standingBefore(tx, caller, row, nodes)
  const changes = await changesOf(tx, caller, row, nodes, before.deals)
  const bias = await biasByNode(
    tx,
    caller,
    nodes.map(({ id }) => id),
    ({ nodeId, by }) => (nodes.find(({ id }) => id === nodeId)?.leaders ?? []).some(({ id }) => id === by.id) || nodeId === by.id,
  )
  const shown = nodes.map((node) => {
    const { id, kind, name, parentId, depth, leaders, asked } = node
    const [submission, override] = [said.submissions.get(id), said.overrides.get(id)]
    const changed = changes(id)
    return {
      id,
      kind,
      name,
      parentId,
      depth,
      leaders: leaders.map((leader) => ({ id: leader.id, name: leader.name })),
      asked,
      ...counts.get(id)!,
      submission: submission ? shownSubmission(submission) : null,
      override: override ? shownOverride(override) : null,
      before: before.figures.get(id) ?? null,
      changes: changed?.slice(0, mostChanges) ?? null,
      changed: changed?.length ?? null,
      bias: bias.get(id)?.bias ?? null,
      modelMinor: submission?.modelMinor ?? null,
      permissions: {
        submit: verdictOf(submitting(caller, figureOf(node), round.state), caller.locale),
        override: verdictOf(overriding(caller, figureOf(node), round.state), caller.locale),
      },
    }
  })
  const asked = shown.filter((node) => node.asked)
  return {
    round,
    currency: caller.currency,
    events: await readEvents(tx, caller, row.id),
    nodes: shown,
    counts: {
      asked: asked.length,
      submitted: asked.filter(({ submission }) => submission).length,
      late: asked.filter(({ submission }) => submission?.late).length,
      missing: asked.filter(({ submission }) => !submission).length,
    },
    otherCurrency,
    permissions: {
      reopen: verdictOf(reopeningRound(caller, round.state), caller.locale),
      lock: verdictOf(lockingRound(caller, round.state), caller.locale),
    },
  }
}

/** What was said of the same figures in the round before: what counts now is held against it. */
async function standingBefore(tx: Tx, caller: Caller, row: RoundRow, nodes: readonly RoundNode[]) {
  const earlier = await roundBefore(tx, caller, row)
  const figures = new Map<string, { commitMinor: number; bestCaseMinor: number }>()
  if (!earlier) return { figures, deals: new Map<string, DealStood[]>() }
  const { submissions, overrides } = await latestSaid(tx, caller.orgId, earlier.id)
  for (const { id } of nodes) {
    const [said, instead] = [submissions.get(id), overrides.get(id)]
    const commitMinor = instead?.commitMinor ?? said?.commitMinor
    const bestCaseMinor = instead?.bestCaseMinor ?? said?.bestCaseMinor
    if (commitMinor !== undefined && bestCaseMinor !== undefined) figures.set(id, { commitMinor, bestCaseMinor })
  }
  const members = nodes.filter(({ kind }) => kind === 'member').map(({ id }) => id)
  return { figures, deals: await dealsThen(tx, caller.orgId, earlier.id, members) }
}

/** What changed per person since the round before: as submitted now, or as it stands where nothing is submitted yet. */
async function changesOf(
  tx: Tx,
  caller: Caller,
  row: RoundRow,
  nodes: readonly RoundNode[],
  then: ReadonlyMap<string, DealStood[]>,
) {
  if (then.size === 0) return () => undefined
  const members = nodes.filter(({ kind, id }) => kind === 'member' && then.has(id)).map(({ id }) => id)
  const submitted = await dealsThen(tx, caller.orgId, row.id, members)
  const missing = members.filter((id) => !submitted.has(id))
  const live = new Map<string, DealStood[]>()
  if (missing.length > 0) {
    const deals = await readPeriodDeals(tx, caller, periodNamed(row.period)!, { owners: missing, limit: mostDeals })
    if (deals.length > mostDeals) return () => undefined
    for (const id of missing) live.set(id, [])
    for (const deal of deals) if (deal.leftOut === null) live.get(deal.ownerId)!.push(stoodOf(deal))
  }
  return (id: string) => {
    const was = then.get(id)
    return was && changesBetween(was, submitted.get(id) ?? live.get(id) ?? [])
  }
}

async function readEvents(tx: Tx, caller: Caller, roundId: string) {
  const rows = await tx
    .selectFrom('forecast_round_event as e')
    .leftJoin('member as m', (join) => join.onRef('m.org_id', '=', 'e.org_id').onRef('m.id', '=', 'e.by'))
    .select(['e.at', 'e.kind', 'e.by', 'm.name', 'e.reason', 'e.until'])
    .where('e.org_id', '=', caller.orgId)
    .where('e.round_id', '=', roundId)
    .orderBy('e.id', 'desc')
    .limit(50)
    .execute()
  return rows.map(({ at, kind, by, name, reason, until }) => ({
    at: at.toISOString(),
    kind: kind as 'opened',
    by: by === null ? null : { id: by, name: name ?? '' },
    reason,
    until: until?.toISOString() ?? null,
  }))
}
