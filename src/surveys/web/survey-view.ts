import type { ReplyOf } from '../../ui/api.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { asked, type ViewOf } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import type {
  findRecipients,
  invite,
  listInvitations,
  listSurveys,
  readResults,
  readSatisfaction,
  readSurvey,
} from '../contract.ts'
import { words } from './words.ts'

export type Survey = ReplyOf<typeof readSurvey>
export type SurveyRow = ReplyOf<typeof listSurveys>['items'][number]
export type Recipient = ReplyOf<typeof findRecipients>['items'][number]
export type Invitation = ReplyOf<typeof listInvitations>['items'][number]
export type Link = ReplyOf<typeof invite>['links'][number]
export type Results = ReplyOf<typeof readResults>
export type Satisfaction = ReplyOf<typeof readSatisfaction>
export type NpsFigures = Results['nps']

export const tabs = ['questions', 'people', 'results'] as const
export const viewAsked = {
  tab: asked.oneOf(tabs),
  customer: asked.text,
  team: asked.text,
  owner: asked.text,
  from: asked.day,
  to: asked.day,
  level: asked.list,
  grade: asked.list,
  tier: asked.list,
}
export type SurveyView = ViewOf<typeof viewAsked>

/** A score from -100 to 100 with its sign. */
export const useSigned = (): ((score: number | null) => string) => {
  const format = useFormat()
  return (score) => {
    if (score === null) return '–'
    // a little below nothing is nothing, without a sign
    const whole = Math.round(score) || 0
    return whole > 0 ? `+${format.count(whole)}` : format.count(whole)
  }
}

export const useInterval = (): ((nps: NpsFigures) => string) => {
  const t = useWords(words)
  const signed = useSigned()
  return ({ low, high }) => (low === null || high === null ? '' : t('interval', { low: signed(low), high: signed(high) }))
}
