/** Chance that repeats itself: the same seed gives the same draws on every machine. */
export interface Random {
  /** 0 ≤ x < 1 */
  share: () => number
  /** Whole number, both ends included. */
  whole: (least: number, most: number) => number
  chance: (probability: number) => boolean
  pick: <T>(list: readonly T[]) => T
  /** One of the entries, each as likely as its weight says. */
  weighted: <T>(entries: readonly (readonly [T, number])[]) => T
  /** Normal distribution, mean 0, deviation 1. */
  normal: () => number
  /** Log-normal distribution given by its median and the deviation of its logarithm. */
  logNormal: (median: number, sigma: number) => number
  /** Number of arrivals where `mean` are expected (Poisson). */
  count: (mean: number) => number
}

/** mulberry32, all 32-bit; seed 42 begins .6011037519 .4482905590 .8524657935. */
export function mulberry32(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export function seeded(seed: number): Random {
  const share = mulberry32(seed)
  const whole = (least: number, most: number) => least + Math.floor(share() * (most - least + 1))
  const normal = () => Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share())
  const pick = <T>(list: readonly T[]): T => list[whole(0, list.length - 1)]!
  return {
    share,
    whole,
    chance: (probability) => share() < probability,
    pick,
    weighted: (entries) => {
      let left = share() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      return (entries.find(([, weight]) => (left -= weight) < 0) ?? entries[entries.length - 1]!)[0]
    },
    normal,
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
    count: (mean) => {
      const limit = Math.exp(-mean)
      let [product, arrivals] = [share(), 0]
      while (product > limit) [product, arrivals] = [product * share(), arrivals + 1]
      return arrivals
    },
  }
}
