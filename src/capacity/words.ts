import { defineWords } from '../platform/words.ts'

/** What the server says: names in replies, and why something may not be done. */
export const words = defineWords({
  'zh-CN': {
    wholeCompany: '全公司',
    'capacity-not-your-team': '这些设定涉及您管理范围以外的人员，不能保存',
  },
  'zh-TW': {
    wholeCompany: '全公司',
    'capacity-not-your-team': '這些設定涉及您管理範圍以外的人員，不能儲存',
  },
  en: {
    wholeCompany: 'Whole company',
    'capacity-not-your-team': 'These assumptions concern people whom you do not lead',
  },
})
