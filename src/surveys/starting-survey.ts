import type { Question, Told } from './survey.ts'

interface Fields {
  name: string
  title: Told
  intro: Told | null
  thanks: Told | null
  validDays: number
  questions: Question[]
}

/** What a new survey asks until its author says otherwise, in the languages that customers read. */
export const startingSurvey = (name: string): Fields => ({
  name,
  title: { 'zh-CN': '请您评价我们', 'zh-TW': '請您評價我們', en: 'How are we doing?' },
  intro: {
    'zh-CN': '只要两分钟。您的意见会送到负责您的同事和他的主管手里。',
    'zh-TW': '只要兩分鐘。您的意見會送到負責您的同事和主管手裡。',
    en: 'Two minutes only. Your answer reaches whoever looks after you, and who leads them.',
  },
  thanks: null,
  validDays: 30,
  questions: [
    {
      key: 'q1',
      kind: 'nps',
      isRequired: true,
      options: [],
      text: {
        'zh-CN': '您有多大可能把我们推荐给同行？',
        'zh-TW': '您有多大可能把我們推薦給同業？',
        en: 'How likely are you to recommend us?',
      },
    },
    {
      key: 'q2',
      kind: 'scale',
      isRequired: false,
      options: [],
      text: { 'zh-CN': '您对产品质量满意吗？', 'zh-TW': '您對產品品質滿意嗎？', en: 'How satisfied are you with the product?' },
    },
    {
      key: 'q3',
      kind: 'scale',
      isRequired: false,
      options: [],
      text: {
        'zh-CN': '您对交付和服务满意吗？',
        'zh-TW': '您對交付和服務滿意嗎？',
        en: 'How satisfied are you with delivery and service?',
      },
    },
    {
      key: 'q4',
      kind: 'text',
      isRequired: false,
      options: [],
      text: {
        'zh-CN': '我们最该改进的是什么？',
        'zh-TW': '我們最該改進的是什麼？',
        en: 'What should we do better first?',
      },
    },
  ],
})
