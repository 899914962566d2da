import type { Locale } from '../platform/words.ts'
import { say } from '../platform/words.ts'
import type { CampaignMember } from './contract.ts'
import { words } from './words.ts'

type Cell = string | number | null
type Key = keyof (typeof words)['en']

/** The list of a campaign as rows of a sheet; money in major units, `digits` decimals of the currency. */
export function listRows(members: readonly CampaignMember[], locale: Locale, currency: string, digits: number): Cell[][] {
  const t = (key: Key): string => say(locale, words, key, { currency })
  const head: Key[] = [
    'colDeal',
    'colCustomer',
    'colReason',
    'colCompetitor',
    'colAmount',
    'colClosed',
    'colScore',
    'colSide',
    'colState',
    'colAssignee',
    'colReturned',
    'colNote',
  ]
  return [
    head.map(t),
    ...members.map(({ deal, heldOut, state, score, assignee, returned, note }): Cell[] => [
      deal.name,
      deal.customer?.name ?? null,
      deal.reason?.name ?? null,
      deal.competitor?.name ?? null,
      deal.amountMinor === null ? null : deal.amountMinor / 10 ** digits,
      deal.closedAt.slice(0, 10),
      Math.round(score * 10) / 10,
      t(heldOut ? 'side.heldOut' : 'side.treated'),
      heldOut ? null : t(`state.${state}`),
      heldOut ? null : assignee.name,
      t(`returned.${returned}`),
      note,
    ]),
  ]
}
