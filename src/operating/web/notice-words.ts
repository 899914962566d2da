import { defineWords } from '../../platform/words.ts'

/** What the day's page says of key accounts that are owed something. */
export const words = defineWords({
  'zh-CN': {
    notice: '{{count}} 家大客户没有按级别照顾到：{{what}}',
    contact: '该联系未联系 {{count}}',
    answer: '该答复未答复 {{count}}',
    role: '团队缺人 {{count}}',
    review: '该复盘未复盘 {{count}}',
    comma: '，',
    go: '去看',
  },
  'zh-TW': {
    notice: '{{count}} 家大客戶沒有按級別照顧到：{{what}}',
    contact: '該聯絡未聯絡 {{count}}',
    answer: '該答覆未答覆 {{count}}',
    role: '團隊缺人 {{count}}',
    review: '該檢討未檢討 {{count}}',
    comma: '，',
    go: '去看',
  },
  en: {
    notice: '{{count}} key {{count|account does|accounts do}} not get what the tier is owed: {{what}}',
    contact: 'contacts {{count}}',
    answer: 'answers {{count}}',
    role: 'team roles {{count}}',
    review: 'reviews {{count}}',
    comma: ', ',
    go: 'Open',
  },
})
