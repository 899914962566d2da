import { defineWords } from '../platform/words.ts'

/** Tasks that the operating mechanism makes, and refusals of the slice. */
export const words = defineWords({
  'zh-CN': {
    'task.contact': '联系客户“{{name}}”（{{tier}} 级）',
    'task.contact.expected': '一次有内容的联系，并记录跟进',
    'task.review': '复盘大客户“{{name}}”（{{tier}} 级）',
    'task.review.expected': '目标、进展、风险和下一步，写明结论',
    'task.role': '为“{{name}}”安排{{role}}',
    'task.role.expected': '在客户团队里加入一位{{role}}',
    'task.answer': '答复“{{name}}”',
    'task.answer.expected': '给客户明确的答复',
    metOnRecord: '已有跟进记录',
    reviewedOnRecord: '已写客户计划复盘',
    'refusal.request-day-wrong': '提出日期只能是今天或最近 {{days}} 天内',
  },
  'zh-TW': {
    'task.contact': '聯絡客戶「{{name}}」（{{tier}} 級）',
    'task.contact.expected': '一次有內容的聯絡，並記錄跟進',
    'task.review': '檢討大客戶「{{name}}」（{{tier}} 級）',
    'task.review.expected': '目標、進展、風險和下一步，寫明結論',
    'task.role': '為「{{name}}」安排{{role}}',
    'task.role.expected': '在客戶團隊裡加入一位{{role}}',
    'task.answer': '答覆「{{name}}」',
    'task.answer.expected': '給客戶明確的答覆',
    metOnRecord: '已有跟進紀錄',
    reviewedOnRecord: '已寫客戶計畫檢討',
    'refusal.request-day-wrong': '提出日期只能是今天或最近 {{days}} 天內',
  },
  en: {
    'task.contact': 'Contact “{{name}}” (tier {{tier}})',
    'task.contact.expected': 'A contact with something to say, and on record',
    'task.review': 'Review the account “{{name}}” (tier {{tier}})',
    'task.review.expected': 'Goals, progress, risks and next steps, with a conclusion',
    'task.role': 'Find a {{role}} for “{{name}}”',
    'task.role.expected': 'A {{role}} on the account team',
    'task.answer': 'Answer “{{name}}”',
    'task.answer.expected': 'The customer has a clear answer',
    metOnRecord: 'A contact is on record',
    reviewedOnRecord: 'The account plan was reviewed',
    'refusal.request-day-wrong': 'The day lies ahead, or more than {{days}} days back',
  },
})
