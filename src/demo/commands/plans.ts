import { addAction } from '../../account-plans/commands/act.ts'
import { keepReviewTasks } from '../../account-plans/commands/remind.ts'
import { signReview, writeReview } from '../../account-plans/commands/review.ts'
import { createPlan, savePlan } from '../../account-plans/commands/save.ts'
import { readPlanOf } from '../../account-plans/queries/plan.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf } from '../../platform/time.ts'
import type { Buyer } from './key-accounts.ts'
import { must, type Settled } from './settle.ts'

/** A plan of the year for the largest buyer, reviewed once and signed, and one for the next whose review is late. */
export async function planAccounts(tx: Tx, caller: Caller, settled: Settled, buyers: readonly Buyer[]): Promise<void> {
  const [largest, next] = buyers
  if (largest) await planWhole(tx, caller, settled, largest)
  if (next) await planNext(tx, caller, next)
  await keepReviewTasks(tx, caller.orgId, caller.now)
}

async function planNext(tx: Tx, caller: Caller, next: Buyer): Promise<void> {
  const then: Caller = { ...caller, memberId: next.owner, now: new Date(caller.now.getTime() - 98 * 86_400_000) }
  const fromOn = dayOf(then.now, caller.timeZone)
  const title = '年度客户计划：守住份额，进入研发环节'
  must(await createPlan(tx, then, { customerId: next.id, title, fromOn, throughOn: addDays(fromOn, 364) }))
}

async function planWhole(tx: Tx, caller: Caller, { members }: Settled, { id: customerId, owner }: Buyer): Promise<void> {
  const by: Caller = { ...caller, memberId: owner }
  const today = dayOf(caller.now, caller.timeZone)
  const title = '年度客户计划：从单一产线做到全厂'
  const fromOn = addDays(today, -172)
  const { id } = must(await createPlan(tx, by, { customerId, title, fromOn, throughOn: addDays(fromOn, 364) }))
  const begun = (await readPlanOf(tx, by, id))!.document
  const unit = (name: string) => ({ id: newId(), name, customerId: null })
  const units = [unit('一厂'), unit('二厂'), unit('研究院')]
  const cell = (product: number, at: number, said: 'aimed' | 'not-for-them', amountMinor: number | null, note: string) => ({
    productId: begun.products[product % begun.products.length]!.productId,
    unitId: units[at]!.id,
    said,
    amountMinor,
    note,
  })
  const goals = [
    { id: newId(), text: '二厂立项并用上同一套方案', measure: '二厂首单签约' },
    { id: newId(), text: '见到分管副总，每季度一次', measure: '季度会议纪要' },
  ]
  const document = {
    ...begun,
    goals,
    aims: { revenueMinor: 300_000_000, shareNow: 0.25, shareAim: 0.4 },
    units,
    cells: [
      cell(0, 1, 'aimed', 120_000_000, '二厂明年扩产'),
      cell(1, 0, 'aimed', 60_000_000, '一厂设备到期更换'),
      cell(2, 2, 'not-for-them', null, '研究院不采购成品'),
    ],
    team: [
      { memberId: owner, duty: '总牵头，每周碰头' },
      { memberId: members.get('director')!, duty: '对接分管副总' },
    ],
    resources: [
      { id: newId(), what: '售前工程师两周驻场', from: '技术部', neededOn: addDays(today, 20), granted: true },
      { id: newId(), what: '样机一台', from: '产品部', neededOn: addDays(today, 35), granted: false },
    ],
  }
  must(await savePlan(tx, by, id, document, null))
  const act = (what: string, days: number) => addAction(tx, by, id, { title: what, assigneeId: owner, dueOn: addDays(today, days) }) // prettier-ignore
  must(await act('约二厂厂长现场交流', 12))
  must(await act('整理一厂三年使用数据，做成效益报告', 18))
  const then: Caller = { ...by, now: new Date(caller.now.getTime() - 80 * 86_400_000) }
  const review = {
    heldOn: addDays(today, -80),
    reached: '一厂更换方案过了技术评审；二厂厂长第一次来访。',
    ahead: '二厂立项前把效益报告送到副总手里。',
    goals: [
      { goalId: goals[0]!.id, reached: 'partly' as const, note: '已列入明年预算' },
      { goalId: goals[1]!.id, reached: 'no' as const, note: '约了两次未成' },
    ],
    nextReviewOn: addDays(today, 11),
  }
  must(await writeReview(tx, then, id, review, null))
  const { reviews } = (await readPlanOf(tx, by, id))!
  must(await signReview(tx, { ...then, memberId: members.get('director')! }, id, reviews[0]!.id, null))
}
