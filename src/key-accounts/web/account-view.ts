import type { ReplyOf } from '../../ui/api.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { asked, type ViewOf } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import type { listKeyAccounts, readKeyAccount } from '../contract.ts'
import { tiers, type Indicator } from '../score.ts'
import { words } from './words.ts'

export type AccountList = ReplyOf<typeof listKeyAccounts>
export type AccountRow = AccountList['items'][number]
export type Account = ReplyOf<typeof readKeyAccount>

export const viewAsked = {
  team: asked.text,
  owner: asked.text,
  tier: asked.oneOf(tiers),
  beyond: asked.oneOf(['true']),
  owed: asked.oneOf(['kept', 'late']),
  sort: asked.oneOf(['score', 'revenue']),
  order: asked.oneOf(['asc']),
}
export type AccountView = ViewOf<typeof viewAsked>

const shares: readonly Indicator[] = ['walletShare', 'growth', 'margin']

/** The value of an indicator in words. */
export const useValue = (): ((indicator: Indicator, value: number | null) => string) => {
  const t = useWords(words)
  const format = useFormat()
  return (indicator, value) => {
    if (value === null) return t('unknown')
    if (shares.includes(indicator)) return format.share(value)
    if (indicator === 'strategic') return t(`strategic.${value as 0}`)
    // kept in ten thousands of the house's currency
    if (indicator === 'revenue') return format.money(Math.round(value * 10_000) * 100, 'compact')
    const text = format.count(Math.round(value * 10) / 10)
    return t(`value.${indicator as 'years'}`, { value: text })
  }
}
