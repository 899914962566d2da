import { defineWords } from '../../platform/words.ts'

/** What the day's page says of account plans. */
export const words = defineWords({
  'zh-CN': {
    notice: '{{count}} 份客户计划的复盘已逾期',
    noticeUnsigned: '{{count}} 份客户计划的复盘待签字',
    toPlans: '去看',
  },
  'zh-TW': {
    notice: '{{count}} 份客戶計畫的檢討已逾期',
    noticeUnsigned: '{{count}} 份客戶計畫的檢討待簽核',
    toPlans: '去看',
  },
  en: {
    notice: '{{count}} account {{count|plan is|plans are}} late for review',
    noticeUnsigned: '{{count}} account-plan reviews wait for a signature',
    toPlans: 'Open',
  },
})
