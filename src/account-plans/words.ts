import { defineWords } from '../platform/words.ts'

/** Refusals of the slice. */
export const words = defineWords({
  'zh-CN': {
    'refusal.plan-running': '这家客户已有一份进行中的客户计划',
    'refusal.plan-running.detail': '先关闭「{{title}}」，或在它上面继续。',
    'refusal.plan-ends-before-it-starts': '计划的结束日期早于开始日期',
    'refusal.plan-closed': '计划已经关闭，不能再改',
    'refusal.plan-closed.detail': '重新打开后再改。',
    'refusal.review-signed': '复盘已经签字，不能再改',
    'refusal.own-review': '自己写的复盘要由主管签字',
    'refusal.review-lies-ahead': '复盘日期不能在今天之后',
    'refusal.next-review-not-later': '下次复盘日期必须晚于这次',
  },
  'zh-TW': {
    'refusal.plan-running': '這家客戶已有一份進行中的客戶計畫',
    'refusal.plan-running.detail': '請先關閉「{{title}}」，或在它上面繼續。',
    'refusal.plan-ends-before-it-starts': '計畫的結束日期早於開始日期',
    'refusal.plan-closed': '計畫已經關閉，不能再改',
    'refusal.plan-closed.detail': '重新開啟後再改。',
    'refusal.review-signed': '檢討已經簽核，不能再改',
    'refusal.own-review': '自己寫的檢討要由主管簽核',
    'refusal.review-lies-ahead': '檢討日期不能在今天之後',
    'refusal.next-review-not-later': '下次檢討日期必須晚於這次',
  },
  en: {
    'refusal.plan-running': 'This customer has a running account plan already',
    'refusal.plan-running.detail': 'Close “{{title}}” first, or go on in it.',
    'refusal.plan-ends-before-it-starts': 'The plan ends before it starts',
    'refusal.plan-closed': 'The plan is closed and cannot be changed',
    'refusal.plan-closed.detail': 'Open it again first.',
    'refusal.review-signed': 'The review is signed and cannot be changed',
    'refusal.own-review': 'A supervisor signs what you wrote yourself',
    'refusal.review-lies-ahead': 'A review cannot lie ahead of today',
    'refusal.next-review-not-later': 'The next review has to come after this one',
  },
})
