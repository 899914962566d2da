import type { DataLevel } from './data-level.ts'

export const methods = ['weighted', 'hazard', 'segments', 'snapshot', 'blend', 'trees'] as const
export type MethodKey = (typeof methods)[number]

/** A method's past: mean error over the same periods and moments as everybody else's; null where it was not made. */
export interface Tried {
  key: MethodKey
  periods: number
  wape: number | null
}

/** So many periods a method has to have won. */
export const enoughPeriods = 4

export interface Choice {
  method: MethodKey
  /** Whether it has earned it; else the level's usual method stands in. */
  earned: boolean
}

/**
 * The method that is shown as the forecast (FUNNEL-SCIENCE §3.3): of those that beat both the run rate and the weighted pipeline over
 * at least four periods, the one with the smallest WAPE. Where none has: the hazard once the data allow it (level 2), the weighted
 * pipeline before; it is then not called proven. Where most open deals have no expected day (`undated`, their share), there is no
 * weighted pipeline to speak of, and the hazard stands in from level 1 on.
 */
export function defaultMethod(
  level: DataLevel,
  tried: readonly Tried[],
  runRateWape: number | null,
  { undated = 0 }: { undated?: number } = {},
): Choice {
  const weightedWape = tried.find(({ key }) => key === 'weighted')?.wape ?? null
  const worthy = tried
    .filter(({ key, periods, wape }) => key !== 'weighted' && periods >= enoughPeriods && wape !== null)
    .filter(({ wape }) => runRateWape !== null && wape! < runRateWape && (weightedWape === null || wape! < weightedWape))
    .sort((a, b) => a.wape! - b.wape!)
  const best = worthy[0]
  if (best && level >= 2) return { method: best.key, earned: true }
  const beatsRunRate =
    weightedWape !== null &&
    runRateWape !== null &&
    weightedWape < runRateWape &&
    (tried.find(({ key }) => key === 'weighted')?.periods ?? 0) >= enoughPeriods
  if (beatsRunRate) return { method: 'weighted', earned: true }
  const noWeighted = level >= 1 && undated > 0.5
  return { method: level >= 2 || noWeighted ? 'hazard' : 'weighted', earned: false }
}
