import { defineWords } from '../platform/words.ts'

/** What people are in a purchase, said wherever they are named. */
export const roleWords = defineWords({
  'zh-CN': {
    'role.decider': '决策人',
    'role.influencer': '影响人',
    'role.user': '使用者',
    'role.gatekeeper': '把关人',
    'role.coach': '内线',
  },
  'zh-TW': {
    'role.decider': '決策人',
    'role.influencer': '影響人',
    'role.user': '使用者',
    'role.gatekeeper': '把關人',
    'role.coach': '內線',
  },
  en: {
    'role.decider': 'Decision maker',
    'role.influencer': 'Influencer',
    'role.user': 'User',
    'role.gatekeeper': 'Gatekeeper',
    'role.coach': 'Coach',
  },
})
