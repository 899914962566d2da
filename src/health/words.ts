import { defineWords } from '../platform/words.ts'

/** Refusals of the slice, and the tasks it raises. */
export const words = defineWords({
  'zh-CN': {
    'refusal.health-nothing-weighs': '所有因素的权重都是 0，算不出健康度',
    'refusal.usage-month-out-of-range': '只能登记最近 {{months}} 个月，不能是以后的月份',
    'refusal.usage-of-nobody': '找不到客户「{{name}}」，或不在您的范围内',
    'refusal.usage-of-several': '有多个客户叫「{{name}}」，请用统一社会信用代码',
    'task.fell': '{{customer}} 健康度降到 {{score}}，请了解原因并跟进',
    'task.result': '知道原因，并约好下一步',
  },
  'zh-TW': {
    'refusal.health-nothing-weighs': '所有因素的權重都是 0，算不出健康度',
    'refusal.usage-month-out-of-range': '只能登錄最近 {{months}} 個月，不能是以後的月份',
    'refusal.usage-of-nobody': '找不到客戶「{{name}}」，或不在您的範圍內',
    'refusal.usage-of-several': '有多個客戶叫「{{name}}」，請用統一社會信用代碼',
    'task.fell': '{{customer}} 健康度降到 {{score}}，請了解原因並跟進',
    'task.result': '知道原因，並約好下一步',
  },
  en: {
    'refusal.health-nothing-weighs': 'All weights are 0: there is nothing to judge health by',
    'refusal.usage-month-out-of-range': 'Only the last {{months}} months can be told, none to come',
    'refusal.usage-of-nobody': 'No customer “{{name}}” within your reach',
    'refusal.usage-of-several': 'Several customers are called “{{name}}”: name it by its credit code',
    'task.fell': '{{customer}}: health fell to {{score}}, find out why and follow up',
    'task.result': 'The reason is known and a next step agreed',
  },
})
