import { defineWords } from '../platform/words.ts'

/** Refusals of the slice. */
export const words = defineWords({
  'zh-CN': {
    'refusal.reporting-circle': '汇报关系绕成了一个圈：{{names}}',
    'refusal.reporting-circle.detail': '一个人不能直接或间接向自己汇报。请先去掉圈里的一条汇报线。',
    'refusal.group-circle': '「{{parent}}」已经在「{{name}}」之下，不能再做它的上级公司',
  },
  'zh-TW': {
    'refusal.reporting-circle': '匯報關係繞成了一個圈：{{names}}',
    'refusal.reporting-circle.detail': '一個人不能直接或間接向自己匯報。請先去掉圈裡的一條匯報線。',
    'refusal.group-circle': '「{{parent}}」已經在「{{name}}」之下，不能再當它的上級公司',
  },
  en: {
    'refusal.reporting-circle': 'The reporting lines would run in a circle: {{names}}',
    'refusal.reporting-circle.detail':
      'Nobody reports to themselves, not even by way of others. Take one line of the circle away first.',
    'refusal.group-circle': '“{{parent}}” already belongs to “{{name}}” and cannot stand above it',
  },
})
