import type { Locale } from '../platform/words.ts'
import { inLanguage, likelihoods, scale, type Question } from './survey.ts'

/** How often each answer was given to a question; free text is only counted. `share` is of those who answered it, 0-1. */
export function tally(question: Question, given: readonly (number | string | undefined)[], locale: Locale) {
  const { key, kind, text, options } = question
  const answers = given.filter((answer) => answer !== undefined)
  const choices =
    kind === 'choice'
      ? options.map((option) => ({ key: option.key, label: inLanguage(option.text, locale) }))
      : kind === 'text'
        ? []
        : (kind === 'nps' ? likelihoods : scale).map((value) => ({ key: String(value), label: String(value) }))
  const counts = new Map<string, number>()
  for (const answer of answers) counts.set(String(answer), (counts.get(String(answer)) ?? 0) + 1)
  return {
    key,
    kind,
    text: inLanguage(text, locale),
    answers: answers.length,
    counts: choices.map((choice) => {
      const count = counts.get(choice.key) ?? 0
      return { ...choice, count, share: answers.length === 0 ? 0 : count / answers.length }
    }),
  }
}
