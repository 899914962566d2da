import { defineWords } from '../platform/words.ts'

/** What kinds of contact with a customer there are, said wherever they are named. */
export const kindWords = defineWords({
  'zh-CN': {
    'kind.call': '电话',
    'kind.visit': '拜访',
    'kind.meeting': '会议',
    'kind.email': '邮件',
    'kind.message': '消息',
    'kind.demo': '演示',
    'kind.trial': '试用',
    'kind.reception': '接待',
    'kind.other': '其他',
  },
  'zh-TW': {
    'kind.call': '電話',
    'kind.visit': '拜訪',
    'kind.meeting': '會議',
    'kind.email': '郵件',
    'kind.message': '訊息',
    'kind.demo': '展示',
    'kind.trial': '試用',
    'kind.reception': '接待',
    'kind.other': '其他',
  },
  en: {
    'kind.call': 'Call',
    'kind.visit': 'Visit',
    'kind.meeting': 'Meeting',
    'kind.email': 'E-mail',
    'kind.message': 'Message',
    'kind.demo': 'Demo',
    'kind.trial': 'Trial',
    'kind.reception': 'Reception',
    'kind.other': 'Other',
  },
})
