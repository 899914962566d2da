import { closeOpportunity } from '../../opportunities/commands/move.ts'
import { seeded } from '../../platform/random.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf } from '../../platform/time.ts'
import { changeCampaign, createCampaign, planMonths } from '../../winback/commands/campaigns.ts'
import { returnMember, stepMember } from '../../winback/commands/members.ts'
import { refillCampaign } from '../../winback/commands/refill.ts'
import { keepStrengths } from '../../winback/commands/strengths.ts'
import { saveAssumptions } from '../../capacity/commands/assumptions.ts'
import { tellChores } from './chores.ts'
import type { Settled } from './settle.ts'

const dayMs = 86_400_000
const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}

/** So long the first campaign has been running. */
const runningDays = 110

/** What the demo company does about its losses: a campaign since spring with its hold-out, another one planned; and a target and chores to reckon with. */
export async function planCampaigns(tx: Tx, caller: Caller, settled: Settled, seed: number): Promise<void> {
  const began = new Date(caller.now.getTime() - runningDays * dayMs)
  const from = dayOf(began, caller.timeZone)
  const reps = ['east-0', 'east-1', 'south-0', 'south-1', 'north-1', 'north-2'].map((key) => settled.members.get(key)!)
  const leader = settled.members.get('director')!
  const then: Caller = { ...caller, now: began }
  await keepStrengths(tx, caller.orgId, caller.now)
  const { id } = must(
    await createCampaign(tx, then, {
      name: '老客户唤醒',
      goal: '把去年没有决策和预算取消的项目重新谈起来，赢回 6 单',
      method: '先发同行业案例，三天后电话，愿意谈的一周内上门；谈价格前先确认预算和决策人',
      materials: '同行业案例集、分期方案、样机试用单',
      budgetMinor: 6_000_000,
      startsOn: from,
      endsOn: addDays(from, 210),
      ownerId: leader,
      people: reps,
      holdOut: 0.2,
      rule: { minMonths: 3, minScore: 30 },
    }),
  )
  must(await changeCampaign(tx, then, id, { state: 'running' }, null))
  await refillCampaign(tx, then, id, { limit: 150 })
  await workThrough(tx, caller, id, began, seed)
  const months = [
    ...new Set(Array.from({ length: 7 }, (_, at) => `${addDays(`${from.slice(0, 7)}-15`, at * 30).slice(0, 7)}-01`)),
  ]
  const planned = months.map((month, at) => ({ month, reached: at === 0 ? 20 : 30, reopened: 5, won: 1, moneyMinor: 30_000_000 }))
  must(await planMonths(tx, caller, id, planned, null))
  const today = dayOf(caller.now, caller.timeZone)
  must(
    await createCampaign(tx, caller, {
      name: '竞品合同到期前',
      goal: '在竞争对手合同到期前四个月谈回来',
      method: '提前四个月拜访使用人，提前两个月报价',
      startsOn: addDays(today, 14),
      endsOn: addDays(today, 180),
      ownerId: leader,
      people: reps.slice(0, 3),
      rule: { reasons: ['competitor'], minScore: 50 },
    }),
  )
  must(await saveAssumptions(tx, caller, { overrides: { targetMinor: 1_500_000_000 } }, null))
  await tellChores(tx, caller, settled, seed)
}

interface Draw {
  reached: number
  becomes: 'planned' | 'contacted' | 'answered' | 'declined' | 're-opened'
}

/** Weeks of calls: some are not reached yet, some decline, some become deals again, a few of them are won. */
async function workThrough(tx: Tx, caller: Caller, campaignId: string, began: Date, seed: number): Promise<void> {
  const random = seeded(seed + 88)
  const members = await tx
    .selectFrom('winback_member')
    .select(['opportunity_id as dealId', 'assignee_id as assigneeId'])
    .where('org_id', '=', caller.orgId)
    .where('campaign_id', '=', campaignId)
    .where('held_out', '=', false)
    .orderBy('score', 'desc')
    .orderBy('opportunity_id')
    .execute()
  for (const { dealId, assigneeId } of members) {
    const { reached, becomes } = draw(random)
    if (becomes === 'planned') continue
    const by = (days: number): Caller => ({ ...caller, memberId: assigneeId, now: new Date(began.getTime() + days * dayMs) })
    const at = { id: campaignId, dealId }
    must(await stepMember(tx, by(reached), { ...at, state: 'contacted', note: random.pick(said.contacted) }, null))
    if (becomes === 'declined')
      must(await stepMember(tx, by(reached + 2), { ...at, state: 'declined', note: random.pick(said.declined) }, null))
    if (becomes !== 'answered' && becomes !== 're-opened') continue
    must(await stepMember(tx, by(reached + 3), { ...at, state: 'answered', note: random.pick(said.answered) }, null))
    if (becomes !== 're-opened') continue
    // a customer who has passed into other hands meanwhile is first handed over
    const back = await returnMember(tx, by(reached + 6), { ...at, note: '客户同意重新立项' }, null)
    if (!back.ok) continue
    await settleReturn(tx, by, campaignId, dealId, reached, random.share())
  }
}

function draw(random: ReturnType<typeof seeded>): Draw {
  const reached = random.whole(2, 85)
  const becomes = random.weighted<Draw['becomes']>([
    ['planned', 24],
    ['contacted', 20],
    ['answered', 16],
    ['declined', 22],
    ['re-opened', 18],
  ])
  return { reached, becomes }
}

/** What became of a deal that came back: a third is won within weeks, some are lost again. */
async function settleReturn(
  tx: Tx,
  by: (days: number) => Caller,
  campaignId: string,
  dealId: string,
  reached: number,
  luck: number,
): Promise<void> {
  const member = await tx
    .selectFrom('winback_member')
    .select('successor_id')
    .where('org_id', '=', by(0).orgId)
    .where('campaign_id', '=', campaignId)
    .where('opportunity_id', '=', dealId)
    .executeTakeFirstOrThrow()
  if (!member.successor_id || luck > 0.55) return
  const id = member.successor_id
  const ending = by(reached + 18)
  if (luck < 0.33) await closeOpportunity(tx, ending, { id, outcome: 'won', override: { reason: '激活客户，合同已签' } })
  else await closeOpportunity(tx, ending, { id, outcome: 'lost', reasonKey: 'price' })
}

const said = {
  contacted: ['电话联系上，约下周再谈', '微信联系上，发了案例', '前台转到采购部，留了口信'],
  answered: ['今年重新列入预算，想看新方案', '换了负责人，愿意重新了解', '原供应商服务不满意，可以谈'],
  declined: ['三年内不考虑', '已经自己开发', '公司业务收缩，暂不投入'],
}
