import { defineWords } from '../platform/words.ts'

/** Refusals of the slice. */
export const words = defineWords({
  'zh-CN': {
    'refusal.nothing-heard': '请至少填写一项访谈内容',
    'refusal.interview-lies-ahead': '访谈日期不能在今天之后',
    'refusal.review-lies-ahead': '评审日期不能在今天之后',
  },
  'zh-TW': {
    'refusal.nothing-heard': '請至少填寫一項訪談內容',
    'refusal.interview-lies-ahead': '訪談日期不能在今天之後',
    'refusal.review-lies-ahead': '評審日期不能在今天之後',
  },
  en: {
    'refusal.nothing-heard': 'Write down at least one thing that was said',
    'refusal.interview-lies-ahead': 'The day of the interview cannot lie ahead of today',
    'refusal.review-lies-ahead': 'The day of the review cannot lie ahead of today',
  },
})
