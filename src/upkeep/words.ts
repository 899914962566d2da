import { defineWords } from '../platform/words.ts'

/** Refusals of the slice. */
export const words = defineWords({
  'zh-CN': {
    'refusal.upkeep-bounds-run-back': '{{grade}} 级客户的最短间隔不能大于最长间隔',
    'refusal.upkeep-contact-too-long': '{{grade}} 级客户一次联系的分钟数超过了每天的维护时间',
    'refusal.customer-not-kept': '该客户不在维护范围内',
    'refusal.customer-not-kept.detail': '有客户等级或成交过的客户才纳入维护；刚评级或刚成交的客户要等下一次计算。',
    'refusal.contact-day-out-of-range': '计划联系日须在今天到一年之内',
  },
  'zh-TW': {
    'refusal.upkeep-bounds-run-back': '{{grade}} 級客戶的最短間隔不能大於最長間隔',
    'refusal.upkeep-contact-too-long': '{{grade}} 級客戶一次聯絡的分鐘數超過了每天的維護時間',
    'refusal.customer-not-kept': '該客戶不在維護範圍內',
    'refusal.customer-not-kept.detail': '有客戶等級或成交過的客戶才納入維護；剛評級或剛成交的客戶要等下一次計算。',
    'refusal.contact-day-out-of-range': '計畫聯絡日須在今天到一年之內',
  },
  en: {
    'refusal.upkeep-bounds-run-back': 'The shortest rhythm of grade {{grade}} cannot exceed its longest',
    'refusal.upkeep-contact-too-long': 'A contact of grade {{grade}} takes longer than the day has minutes for upkeep',
    'refusal.customer-not-kept': 'This customer is not kept up with',
    'refusal.customer-not-kept.detail':
      'Customers with a grade, or who have bought, are kept; whoever was just graded or just bought waits for the next planning.',
    'refusal.contact-day-out-of-range': 'The day must lie between today and a year from now',
  },
})
