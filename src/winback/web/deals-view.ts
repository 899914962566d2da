import { asked, type ViewOf } from '../../ui/url.ts'
import type { Rule } from '../contract.ts'

export const viewAsked = {
  tab: asked.oneOf(['deals', 'campaigns'] as const),
  q: asked.text,
  reason: asked.list,
  competitor: asked.text,
  minScore: asked.text,
  free: asked.flag,
  peek: asked.text,
}
export type WinBackView = ViewOf<typeof viewAsked>

const score = (text: string | undefined): number | undefined => {
  const value = Number(text)
  return text !== undefined && text !== '' && value >= 0 && value <= 100 ? value : undefined
}

/** What the address asks for, as the list's query. */
export const queryOf = ({ q, reason, competitor, minScore, free }: WinBackView) => ({
  limit: 100,
  ...(q && { q }),
  ...(reason && { reason }),
  ...(competitor && { competitor }),
  ...(score(minScore) !== undefined && { minScore: score(minScore) }),
  ...(free && { free: 'true' as const }),
})

/** The same as the rule of a campaign's list. */
export const ruleOf = ({ reason, competitor, minScore }: WinBackView): Rule => ({
  ...(reason && { reasons: [...reason] }),
  ...(competitor && { competitors: [competitor] }),
  ...(score(minScore) !== undefined && { minScore: score(minScore) }),
})
