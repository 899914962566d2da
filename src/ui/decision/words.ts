import { defineWords } from '../../platform/words.ts'

/** Answers to a question that waits for somebody's word. */
export const words = defineWords({
  'zh-CN': {
    decidedBy: '{{name}} 处理',
    approve: '批准',
    refuse: '拒绝',
    refuseReason: '拒绝理由',
    refuseReasonHint: '写明缺什么、怎样改才能批。',
    refuseNow: '确认拒绝',
    withdraw: '撤回申请',
  },
  'zh-TW': {
    decidedBy: '{{name}} 處理',
    approve: '核准',
    refuse: '駁回',
    refuseReason: '駁回理由',
    refuseReasonHint: '寫明缺什麼、怎麼改才能核准。',
    refuseNow: '確認駁回',
    withdraw: '撤回申請',
  },
  en: {
    decidedBy: 'Answered by {{name}}',
    approve: 'Approve',
    refuse: 'Refuse',
    refuseReason: 'Reason for refusing',
    refuseReasonHint: 'Say what is missing and what would make it acceptable.',
    refuseNow: 'Refuse it',
    withdraw: 'Withdraw',
  },
})
