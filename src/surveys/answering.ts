import type { Question } from './survey.ts'

/** What somebody answered, by key of the question: a number, the key of an option, or text. */
export type Answers = Record<string, number | string>

export interface Judged {
  answers: Answers
  /** 0-10; null where it was not asked or not answered. */
  nps: number | null
  /** Mean of the scale questions answered, 0-100; null without any. */
  satisfaction: number | null
  /** Keys of questions that must be answered and were not. */
  missing: string[]
}

export const longestText = 4000

/**
 * Reads what a form sends. Anything that is no answer to its question counts as unanswered: a form that was tampered with tells nothing
 * but what a person could have pressed.
 */
export function judgeAnswers(questions: readonly Question[], given: Readonly<Record<string, string | undefined>>): Judged {
  const answers: Answers = {}
  for (const question of questions) {
    const answer = answerTo(question, given[question.key]?.trim() ?? '')
    if (answer !== null) answers[question.key] = answer
  }
  const of = (kind: Question['kind']) =>
    questions
      .filter((question) => question.kind === kind)
      .map(({ key }) => answers[key])
      .filter((answer) => typeof answer === 'number')
  const scales = of('scale')
  return {
    answers,
    nps: of('nps')[0] ?? null,
    satisfaction: scales.length === 0 ? null : scales.reduce((sum, value) => sum + (value - 1) * 25, 0) / scales.length,
    missing: questions.filter(({ key, isRequired }) => isRequired && !(key in answers)).map(({ key }) => key),
  }
}

function answerTo({ kind, options }: Question, text: string): number | string | null {
  if (text === '') return null
  if (kind === 'text')
    return (
      text
        .replaceAll('\u0000', '')
        .slice(0, longestText)
        .replace(/\p{Cs}/gu, '') || null
    )
  if (kind === 'choice') return options.some(({ key }) => key === text) ? text : null
  if (!/^\d{1,2}$/.test(text)) return null
  const value = Number(text)
  const [least, most] = kind === 'nps' ? [0, 10] : [1, 5]
  return value >= least && value <= most ? value : null
}
