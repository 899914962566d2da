import type { ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { asked, type ViewOf } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import type { listHealth, readHealth } from '../contract.ts'
import { healthColours, redFlags, type Driver, type HealthColour } from '../health-score.ts'
import { words } from './words.ts'

export type HealthList = ReplyOf<typeof listHealth>
export type HealthRow = HealthList['items'][number]
export type OneHealth = ReplyOf<typeof readHealth>

export const viewAsked = {
  team: asked.text,
  owner: asked.text,
  colour: asked.oneOf(healthColours),
  flag: asked.oneOf(redFlags),
  falling: asked.oneOf(['true']),
  all: asked.oneOf(['true']),
  sort: asked.oneOf(['stake', 'score']),
}
export type HealthView = ViewOf<typeof viewAsked>

const tones = { red: 'risk2', orange: 'risk1', yellow: 'plain', green: 'done' } as const

export function ColourChip({ colour }: { colour: HealthColour }): ReactNode {
  const t = useWords(words)
  return <StatusChip tone={tones[colour]}>{t(`colour.${colour}`)}</StatusChip>
}

/** Points a month in words; a tenth is as good as steady. */
export const useTrend = (): ((slope: number | null) => string) => {
  const t = useWords(words)
  const format = useFormat()
  return (slope) => {
    if (slope === null) return '–'
    const points = format.count(Math.abs(Math.round(slope * 10) / 10))
    return slope <= -0.1 ? t('fallingBy', { points }) : slope >= 0.1 ? t('risingBy', { points }) : t('steady')
  }
}

/** What the points of a driver were made from. */
export const useBasis = (): ((one: OneHealth, driver: Driver) => string) => {
  const t = useWords(words)
  const format = useFormat()
  return ({ known }, driver) => {
    const whole = (value: number | null): string => (value === null ? '–' : format.count(Math.round(value)))
    const share = (value: number | null): string => (value === null ? '–' : format.share(value))
    if (driver === 'satisfaction') {
      const nps = known.nps === null ? '–' : format.count(Math.round(known.nps * 10) / 10)
      return t('fact.satisfaction', { nps, satisfaction: whole(known.satisfaction) })
    }
    if (driver === 'retention') {
      const orders =
        known.daysSinceOrder === null ? [] : [t('fact.retention', { orders: known.orders, days: whole(known.daysSinceOrder), gap: whole(known.gapDays) })] // prettier-ignore
      const contract = known.contractEndsOn === null ? [] : [t('fact.contract', { day: format.day(known.contractEndsOn) })]
      return [...orders, ...contract].join(' · ')
    }
    if (driver === 'margin') return t('fact.margin', { value: share(known.margin) })
    if (driver === 'loyalty') return t('fact.loyalty', { share: share(known.walletShare), count: known.referrals })
    if (driver === 'payment') return t('fact.payment', { days: whole(known.daysLate) })
    if (driver === 'contact') return t('fact.contact', { days: whole(known.daysSinceContact), cadence: whole(known.cadence) })
    if (driver === 'usage' && known.usage) {
      const { month, used, paidFor, usual } = known.usage
      const facts = { month: month.slice(0, 7), used: whole(used), paidFor: whole(paidFor) }
      const now = t(paidFor === null ? 'fact.usage' : 'fact.usageOf', facts)
      return usual === null ? now : `${now} · ${t('fact.usual', { usual: whole(usual) })}`
    }
    return t('unknown')
  }
}
