import { defineWords } from '../../../platform/words.ts'

/** Whose figures a page shows. */
export const words = defineWords({
  'zh-CN': { scope: '范围', wholeReach: '全部可见' },
  'zh-TW': { scope: '範圍', wholeReach: '全部可見' },
  en: { scope: 'Scope', wholeReach: 'All within reach' },
})
