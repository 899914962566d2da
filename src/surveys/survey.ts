import { locales, type Locale } from '../platform/words.ts'

/** A text in the languages its author wrote; a reader of another gets the first there is. */
export type Told = Partial<Record<Locale, string>>

export const questionKinds = ['nps', 'scale', 'choice', 'text'] as const
export type QuestionKind = (typeof questionKinds)[number]

export interface Question {
  /** Its name in the answers, unique in the survey. */
  key: string
  kind: QuestionKind
  text: Told
  /** Of a choice, in order. */
  options: { key: string; text: Told }[]
  isRequired: boolean
}

export const surveyStates = ['draft', 'open', 'closed'] as const
export type SurveyState = (typeof surveyStates)[number]

/** Answers of a scale question: 1 very dissatisfied … 5 very satisfied. */
export const scale = [1, 2, 3, 4, 5] as const
/** Answers of "how likely would you recommend us". */
export const likelihoods = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const

const isBlank = (text: Told | null | undefined): boolean => !text || locales.every((locale) => !text[locale]?.trim())

/** The text as a reader of this language gets it: own language, the other Chinese, English, whatever there is; '' without any. */
export function inLanguage(text: Told | null | undefined, locale: Locale): string {
  const order: readonly Locale[] = locale === 'en' ? ['en', 'zh-CN', 'zh-TW'] : [locale, 'zh-CN', 'zh-TW', 'en']
  return order.map((one) => text?.[one]?.trim()).find(Boolean) ?? ''
}

export type SurveyFlaw =
  | { code: 'survey-asks-nothing' }
  | { code: 'survey-question-blank'; number: number }
  | { code: 'survey-choice-too-few'; number: number }
  | { code: 'survey-asks-nps-twice' }
  | { code: 'survey-keys-repeat' }

/** What keeps a survey from being asked; null when nothing does. Numbers count questions from 1. */
export function flawOf(questions: readonly Question[]): SurveyFlaw | null {
  if (questions.length === 0) return { code: 'survey-asks-nothing' }
  const keys = questions.map(({ key }) => key)
  if (new Set(keys).size < keys.length) return { code: 'survey-keys-repeat' }
  for (const [index, { kind, text, options }] of questions.entries()) {
    const number = index + 1
    if (isBlank(text)) return { code: 'survey-question-blank', number }
    if (kind !== 'choice') continue
    if (options.length < 2 || options.some((option) => isBlank(option.text))) return { code: 'survey-choice-too-few', number }
    if (new Set(options.map(({ key }) => key)).size < options.length) return { code: 'survey-keys-repeat' }
  }
  return questions.filter(({ kind }) => kind === 'nps').length > 1 ? { code: 'survey-asks-nps-twice' } : null
}

/** A text with its languages in one order and without blanks, so that two of one content are equal. */
export const tidyText = (text: Told | null): Told | null =>
  text && Object.fromEntries(locales.flatMap((locale) => (text[locale]?.trim() ? [[locale, text[locale].trim()]] : [])))

/** Questions with their parts in one order. */
export const tidyQuestions = (questions: readonly Question[]): Question[] =>
  questions.map(({ key, kind, text, options, isRequired }) => ({
    key,
    kind,
    text: tidyText(text)!,
    options: kind === 'choice' ? options.map((option) => ({ key: option.key, text: tidyText(option.text)! })) : [],
    isRequired,
  }))
