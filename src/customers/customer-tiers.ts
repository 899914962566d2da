/** High, middle, low: of value and of potential (FUNNEL-SCIENCE §4, tiers beside the matrix). */
export const tiers = ['high', 'middle', 'low'] as const
export type Tier = (typeof tiers)[number]

/** How well a customer matches the target profile, in three layers around the best customer; `none` is outside. */
export const fitLayers = ['best', 'near', 'edge', 'none'] as const
export type FitLayer = (typeof fitLayers)[number]
/** From which fit score, 0-1, each layer begins. */
export const fitFrom: Record<FitLayer, number> = { best: 0.85, near: 0.7, edge: 0.6, none: 0 }

/** The layer of a fit score, 0-1; null where nobody judged it. */
export const fitLayer = (fit: number | null): FitLayer | null =>
  fit === null ? null : (fitLayers.find((layer) => fit >= fitFrom[layer]) ?? 'none')

/** The two amounts, minor units, between the thirds of a pipeline's open deals; null without deals that have an amount. */
export function thirdsOf(amounts: readonly number[]): readonly [number, number] | null {
  if (amounts.length === 0) return null
  const sorted = amounts.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!
  return [at(1 / 3), at(2 / 3)]
}

/** The third of its pipeline that a deal's amount lies in; a strategic customer is of high value. Null without an amount. */
export function valueTier(
  amountMinor: number | null,
  thirds: readonly [number, number] | null,
  isStrategic: boolean,
): Tier | null {
  if (isStrategic) return 'high'
  if (amountMinor === null || thirds === null) return null
  return amountMinor > thirds[1] ? 'high' : amountMinor > thirds[0] ? 'middle' : 'low'
}

/** How well an element of a deal is known, as the elements' slice says it. */
export type ElementState = 'unknown' | 'partial' | 'confirmed' | 'unfavourable'

const isKnown = (state: ElementState | null): boolean => state === 'partial' || state === 'confirmed'

/** Whether we know when they decide and who does, at least in part: both high, one middle, none low. */
export function potentialTier({ timing, chain }: { timing: ElementState | null; chain: ElementState | null }): Tier {
  const known = Number(isKnown(timing)) + Number(isKnown(chain))
  return known === 2 ? 'high' : known === 1 ? 'middle' : 'low'
}

export interface TieredDeal {
  id: string
  value: Tier | null
  potential: Tier
}
const rank = (tier: Tier | null): number => (tier === null ? tiers.length : tiers.indexOf(tier))

/** The deal that speaks for its customer: the highest value, then the highest potential, then the newest. */
export const bestDeal = (deals: readonly TieredDeal[]): TieredDeal | undefined =>
  deals.toSorted((a, b) => rank(a.value) - rank(b.value) || rank(a.potential) - rank(b.potential) || (a.id < b.id ? 1 : -1))[0]

/** Tiers that have a service strategy: nine pairs of value and potential, four layers of fit. */
export const strategyKeys = [
  ...tiers.flatMap((value) => tiers.map((potential) => `${value}-${potential}` as const)),
  ...fitLayers.map((layer) => `fit-${layer}` as const),
]
export type StrategyKey = (typeof strategyKeys)[number]
