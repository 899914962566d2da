import { defineWords } from '../../../platform/words.ts'

/** Two people work on one plan. */
export const words = defineWords({
  'zh-CN': {
    conflict: '这版计划刚刚改过，已显示最新数字；您的改动还没有写入。',
    conflictBy: '{{name}}刚改过这版计划，已显示最新数字；您的改动还没有写入。',
    again: '在最新数字上再改',
  },
  'zh-TW': {
    conflict: '這版計畫剛剛改過，已顯示最新數字；您的改動還沒有寫入。',
    conflictBy: '{{name}}剛改過這版計畫，已顯示最新數字；您的改動還沒有寫入。',
    again: '在最新數字上再改',
  },
  en: {
    conflict: 'This plan has just changed. You see the latest figures; your change was not written yet.',
    conflictBy: '{{name}} has just changed this plan. You see the latest figures; your change was not written yet.',
    again: 'Change the latest',
  },
})
