import { needs } from '../people/permissions.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import type { SurveyState } from './survey.ts'

type Who = Pick<Caller, 'abilities'>

export const readingSurveys = (caller: Who): Refusal | null => needs(caller, 'customers.read')
/** Figures over many customers. */
export const readingResults = (caller: Who): Refusal | null => readingSurveys(caller) ?? needs(caller, 'reports.read')
/** Surveys are the house's: whoever leads people or manages the catalogue writes them. */
export const writingSurvey = (caller: Who): Refusal | null =>
  readingSurveys(caller) ?? needs(caller, 'customers.write') ?? needs(caller, 'records.assign')
/** Answers are of the questions that were asked. */
export const changingQuestions = (caller: Who, survey: { answered: number }): Refusal | null =>
  writingSurvey(caller) ?? (survey.answered > 0 ? refuse('survey-has-answers', {}, 409).refusal : null)
export const askingBySurvey = (caller: Who, survey: { state: SurveyState }): Refusal | null =>
  readingSurveys(caller) ??
  needs(caller, 'customers.write') ??
  (survey.state === 'open' ? null : refuse('survey-not-open', {}, 409).refusal)
