import { defineWords } from '../platform/words.ts'

/** Refusals of the slice. */
export const words = defineWords({
  'zh-CN': {
    'refusal.criterion-compares-nothing': '第 {{number}} 条标准没有填写比较内容',
    'refusal.criterion-compares-nothing.detail': '请选择或填写要比较的值，或删除这条标准。',
    'refusal.override-until-out-of-range': '有效期须在今天到一年之内',
    'refusal.lighthouse-takes-a-reason': '标为行业标杆需要写明理由',
    'refusal.trust-proof-day-out-of-range': '信任凭证的日期须在过去两年之内',
  },
  'zh-TW': {
    'refusal.criterion-compares-nothing': '第 {{number}} 條標準沒有填寫比較內容',
    'refusal.criterion-compares-nothing.detail': '請選擇或填寫要比較的值，或刪除這條標準。',
    'refusal.override-until-out-of-range': '有效期須在今天到一年之內',
    'refusal.lighthouse-takes-a-reason': '標為產業標竿需要寫明理由',
    'refusal.trust-proof-day-out-of-range': '信任憑證的日期須在過去兩年之內',
  },
  en: {
    'refusal.criterion-compares-nothing': 'Criterion {{number}} compares with nothing',
    'refusal.criterion-compares-nothing.detail': 'Choose or type what to compare with, or remove the criterion.',
    'refusal.override-until-out-of-range': 'An override holds from today for a year at most',
    'refusal.lighthouse-takes-a-reason': 'Say why this customer is a lighthouse',
    'refusal.trust-proof-day-out-of-range': 'A proof of trust lies within the past two years',
  },
})
