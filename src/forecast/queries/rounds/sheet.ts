import { reaches } from '../../../people/reach.ts'
import { needs } from '../../../people/permissions.ts'
import type { Tx } from '../../../platform/database/connect.ts'
import { verdictOf } from '../../../platform/http/problem.ts'
import type { Caller } from '../../../platform/session.ts'
import { dayOf } from '../../../platform/time.ts'
import { changesBetween } from '../../round-changes.ts'
import { periodNamed, periodWith } from '../../round-period.ts'
import { readOwnerSums, readPeriodDeals } from './deals.ts'
import { biasByNode } from './judges.ts'
import { latestRound, roundBefore } from './rounds.ts'
import { dealsThen, latestSaid } from './said.ts'
import { readSetting } from './setting.ts'
import { stoodOf } from './team.ts'

/** A person's sheet shows so many deals; the sums hold all. */
const mostDeals = 500

/** One person's deals of a period by category; null outside reach. Changes are against the last round in which the person submitted. */
export async function readSheet(tx: Tx, caller: Caller, asked: { owner?: string | undefined; period?: string | undefined }) {
  const ownerId = asked.owner ?? caller.memberId
  if (!reaches(caller, ownerId)) return null
  const owner = await tx
    .selectFrom('member')
    .select(['id', 'name'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', ownerId)
    .executeTakeFirst()
  if (!owner) return null
  const { setting } = await readSetting(tx, caller.orgId)
  const today = dayOf(caller.now, caller.timeZone)
  const period = (asked.period && periodNamed(asked.period)) || periodWith(today, setting.periodKind)
  const deals = await readPeriodDeals(tx, caller, period, { owners: [ownerId], leftOut: true, limit: mostDeals })
  const { sums } = await readOwnerSums(tx, caller, period, { owners: [ownerId] })
  const before = await submittedBefore(tx, caller, ownerId, period.key)
  const judges = await biasByNode(tx, caller, [ownerId], ({ by }) => by.id === ownerId)
  const counted = deals.filter(({ leftOut }) => leftOut === null)
  return {
    owner,
    period: period.key,
    periodFrom: period.from,
    periodTo: period.to,
    currency: caller.currency,
    deals: deals.slice(0, mostDeals).map(({ ownerId: _, stageId, stageName, ...deal }) => ({
      ...deal,
      stage: { id: stageId, name: stageName },
    })),
    more: deals.length > mostDeals ? deals.length - mostDeals : 0,
    sum: sums.get(ownerId) ?? { closedMinor: 0, commitMinor: 0, bestCaseMinor: 0, openMinor: 0 },
    before: before && { at: before.at.toISOString(), commitMinor: before.commitMinor, bestCaseMinor: before.bestCaseMinor },
    changes: before && deals.length <= mostDeals ? changesBetween(before.deals, counted.map(stoodOf)) : null,
    bias: judges.get(ownerId)?.bias ?? null,
    permissions: { change: verdictOf(needs(caller, 'opportunities.write'), caller.locale) },
  }
}

/** What the person submitted in the round before the present one of this period. */
async function submittedBefore(tx: Tx, caller: Caller, ownerId: string, period: string) {
  const latest = await latestRound(tx, caller)
  const round = latest?.period === period ? await roundBefore(tx, caller, latest) : undefined
  if (!round) return null
  const said = (await latestSaid(tx, caller.orgId, round.id)).submissions.get(ownerId)
  if (!said) return null
  const deals = await dealsThen(tx, caller.orgId, round.id, [ownerId])
  return { ...said, deals: deals.get(ownerId) ?? [] }
}
