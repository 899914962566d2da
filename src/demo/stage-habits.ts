/** How deals usually fare in a stage, by its position; days are medians in the stage. */
export interface StageHabit {
  /** Share of deals that pass it. */
  pass: number
  passDays: number
  failDays: number
  /** Activities in a stay of usual length. */
  contacts: number
  reasons: readonly (readonly [string, number])[]
}

const habit = (
  pass: number,
  passDays: number,
  failDays: number,
  contacts: number,
  reasons: Record<string, number>,
): StageHabit => ({ pass, passDays, failDays, contacts, reasons: Object.entries(reasons) })

/** The six stages of the default pipeline: 线索获取, 需求挖掘, 方案制定, 商务谈判, 成交促成, 客户维护. */
export const sixStages: readonly StageHabit[] = [
  habit(0.7, 7, 6, 1.4, { 'invalid-lead': 6, 'no-decision': 2, 'need-changed': 1, 'budget-cancelled': 1 }),
  habit(0.66, 20, 15, 2.2, {
    'no-decision': 6,
    'need-changed': 3,
    'budget-cancelled': 2,
    relationship: 2,
    competitor: 2,
    price: 1,
  }),
  habit(0.67, 23, 16, 2.3, {
    competitor: 5,
    'product-gap': 4,
    price: 3,
    'no-decision': 3,
    'need-changed': 2,
    'budget-cancelled': 1,
  }),
  habit(0.75, 18, 13, 2.2, { price: 7, competitor: 6, 'budget-cancelled': 2, qualification: 2, 'no-decision': 2, delivery: 1 }),
  habit(0.9, 11, 9, 1.4, { price: 3, 'budget-cancelled': 3, competitor: 2, qualification: 2, delivery: 1, other: 1 }),
  habit(0.99, 34, 30, 1.2, { delivery: 3, other: 1 }),
]

/** The three stages of the fast pipeline: 线索, 成交, 维护. */
export const threeStages: readonly StageHabit[] = [
  habit(0.74, 1.6, 1.5, 0.9, { 'invalid-lead': 3, 'no-decision': 2, price: 1 }),
  habit(0.68, 4, 4, 1, { price: 5, competitor: 3, 'no-decision': 3, 'need-changed': 1 }),
  habit(0.99, 9, 8, 0.6, { delivery: 1 }),
]

export const backNotes = [
  '客户换了对接人，需要重新确认需求范围。',
  '预算口径有变化，退回重新梳理。',
  '技术评审提出新要求，方案要重做。',
  '决策链不完整，先补齐关键人。',
]

export const reworkNotes = [
  '客户要求分两期，方案和报价重做。',
  '评审会提出接口范围不清，补充后再评。',
  '两周没有回应，换成先做一个车间的方案。',
  '信息部要求改为本地部署，方案调整。',
]

export const lossNotes: Record<string, readonly string[]> = {
  price: ['对方最终报价低我们一成多。', '超出客户批复预算，无法再让。'],
  competitor: ['客户选了更早介入的供应商。', '对手承诺两个月内上线。'],
  'no-decision': ['项目没有立项，内部意见不统一。', '客户表示明年再看。'],
  'budget-cancelled': ['集团收紧投资，项目取消。', '本年度预算被调剂。'],
  'need-changed': ['产线搬迁，需求不再成立。', '客户改为自行开发。'],
  'product-gap': ['缺少多语言追溯报表。', '不支持现场的老旧控制器。', '无法与客户现有平台双向集成。'],
  relationship: ['半年换了两次联系人，没有接上。'],
  delivery: ['交付排期满足不了客户节点。'],
  qualification: ['投标资质差一项。'],
  'invalid-lead': ['电话空号。', '只是了解，没有项目。', '学生做调研。'],
  other: ['客户未说明原因。'],
}
