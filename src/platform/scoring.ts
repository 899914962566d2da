/** A chance that was told, 0–1, and what came of it. */
export interface Told {
  p: number
  won: boolean
}

/** How good told chances were (FUNNEL-SCIENCE §3.3). */
export interface Score {
  n: number
  /** Mean negative logarithm of the chance given to what happened; lower is better, .6931 is a coin. */
  logLoss: number
  /** Mean squared error. */
  brier: number
  /** Share of pairs of one won and one lost in which the won one was given the higher chance; ties count half. Null without both kinds. */
  auc: number | null
  /** Expected calibration error: how far told and real shares are apart, over bins of equal count. */
  ece: number
  /** The same over bins of equal width. */
  eceOfWidths: number
}

const sum = <T>(list: readonly T[], of: (item: T) => number): number => list.reduce((total, item) => total + of(item), 0)
const gap = (bin: readonly Told[]): number => Math.abs(sum(bin, ({ p, won }) => p - (won ? 1 : 0)))

/** Scores told chances; `bins` of the calibration errors. All zero, AUC null, when there are none. */
export function scoreOf(told: readonly Told[], bins = 10): Score {
  const n = told.length
  if (n === 0) return { n, logLoss: 0, brier: 0, auc: null, ece: 0, eceOfWidths: 0 }
  const sorted = [...told].sort((a, b) => a.p - b.p)
  const parts = Array.from({ length: bins }, (_, index) => index)
  const ofCount = parts.map((bin) => sorted.slice(Math.floor((bin * n) / bins), Math.floor(((bin + 1) * n) / bins)))
  const ofWidth = parts.map((bin) => sorted.filter(({ p }) => Math.min(bins - 1, Math.floor(p * bins)) === bin))
  return {
    n,
    logLoss: -sum(told, ({ p, won }) => Math.log(Math.max(1e-15, won ? p : 1 - p))) / n,
    brier: sum(told, ({ p, won }) => (p - (won ? 1 : 0)) ** 2) / n,
    auc: areaUnderCurve(sorted),
    ece: sum(ofCount, gap) / n,
    eceOfWidths: sum(ofWidth, gap) / n,
  }
}

/** By ranks, equal chances sharing theirs. */
function areaUnderCurve(sorted: readonly Told[]): number | null {
  const won = sorted.filter((each) => each.won).length
  const lost = sorted.length - won
  if (won === 0 || lost === 0) return null
  let ranks = 0
  for (let from = 0; from < sorted.length;) {
    let to = from
    while (to < sorted.length && sorted[to]!.p === sorted[from]!.p) to++
    ranks += ((from + 1 + to) / 2) * sorted.slice(from, to).filter((each) => each.won).length
    from = to
  }
  return (ranks - (won * (won + 1)) / 2) / (won * lost)
}
