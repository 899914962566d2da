import type { Locale } from '../platform/words.ts'
import { say } from '../platform/words.ts'
import type { CampaignMember } from './contract.ts'
import { words } from './words.ts'

type Cell = string | number | null
type Key = keyof (typeof words)['en']

/** How many decimals a currency has: 2 of CNY, 0 of JPY. */
const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/** The list of a campaign as rows of a sheet; each deal's money in major units of its own currency. */
export function listRows(members: readonly CampaignMember[], locale: Locale): Cell[][] {
  const t = (key: Key): string => say(locale, words, key)
  const head: Key[] = [
    'colDeal',
    'colCustomer',
    'colReason',
    'colCompetitor',
    'colAmount',
    'colCurrency',
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
      deal.amountMinor === null ? null : deal.amountMinor / 10 ** digitsOf(deal.currency),
      deal.currency,
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
