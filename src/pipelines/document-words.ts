import { defineWords } from '../platform/words.ts'

/** What documents of a deal are, said wherever they are named. */
export const documentWords = defineWords({
  'zh-CN': {
    'category.requirements': '需求文件',
    'category.proposal': '方案书',
    'category.quote': '报价单',
    'category.bid': '投标文件',
    'category.award-notice': '中选通知',
    'category.contract': '合同',
    'category.payment': '付款凭证',
    'category.acceptance': '验收文件',
    'category.minutes': '会议纪要',
    'category.other': '其他文件',
  },
  'zh-TW': {
    'category.requirements': '需求文件',
    'category.proposal': '方案書',
    'category.quote': '報價單',
    'category.bid': '投標文件',
    'category.award-notice': '決標通知',
    'category.contract': '合約',
    'category.payment': '付款憑證',
    'category.acceptance': '驗收文件',
    'category.minutes': '會議記錄',
    'category.other': '其他文件',
  },
  en: {
    'category.requirements': 'Requirements',
    'category.proposal': 'Proposal',
    'category.quote': 'Quote',
    'category.bid': 'Bid',
    'category.award-notice': 'Award notice',
    'category.contract': 'Contract',
    'category.payment': 'Proof of payment',
    'category.acceptance': 'Acceptance record',
    'category.minutes': 'Minutes',
    'category.other': 'Other document',
  },
})
