import { seeded } from '../platform/random.ts'

/** An open deal: what it brings if it is won within the period, and the chance of that. */
export interface Bet {
  amount: number
  chance: number
}

export interface SimulationGiven {
  /** Won already: certain. */
  closed: number
  bets: readonly Bet[]
  /** Deals not yet opened that are expected to be won in the period, and what such deals brought in the past. */
  newCount: number
  newAmounts: readonly number[]
  /** Spread of the common shock; 0: every deal for itself. */
  sigma: number
  target: number | null
  seed: number
  runs?: number
}

/** How the chance of the target hangs on one deal. */
export interface Decider {
  /** Place among the bets. */
  bet: number
  chanceIfWon: number
  chanceIfLost: number
}

export interface Simulated {
  p10: number
  p50: number
  p90: number
  mean: number
  /** Null without a target. */
  chanceOfTarget: number | null
  /** The deals on which the target hangs most, first the one whose loss costs most of its chance. */
  deciders: Decider[]
}

export const usualRuns = 10_000
/** So many of the largest deals are drawn one by one; the many small ones beside them together, normally distributed. */
const drawnSingly = 600
const mostCandidates = 20
const mostDeciders = 8
/** From so many new deals on they are drawn together. */
const manyNew = 200
const runsAtOnce = 500

/** Smallest value that at least a share q of the sorted values does not exceed: sorted[⌈qN⌉ − 1]. */
export const quantileOf = (sorted: ArrayLike<number>, q: number): number =>
  sorted[Math.min(sorted.length, Math.max(1, Math.ceil(q * sorted.length - 1e-9))) - 1] ?? 0

/** Seed of an organisation's forecast of a period on a day: a reload shows the same figures. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/**
 * What the period may come to (FUNNEL-SCIENCE §3.2): every deal is won or not, new deals arrive (Poisson) and bring what past ones
 * did, and one common shock exp(σz − σ²/2) multiplies all that is not yet closed. Amounts of any unit; the same seed, the same figures.
 */
export function simulate(given: SimulationGiven): Simulated {
  const steps = simulationSteps(given)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** As simulate, yielding the share that is done every few milliseconds. */
export function* simulationSteps(given: SimulationGiven): Generator<number, Simulated> {
  const { closed, bets, sigma, target, seed, runs = usualRuns } = given
  const { single, rest } = parted(bets)
  const candidates = [...single]
    .sort((a, b) => b.amount - a.amount || a.bet - b.bet)
    .slice(0, target === null ? 0 : mostCandidates)
  const rank = new Map(candidates.map(({ bet }, index) => [bet, index]))
  const slot = Int32Array.from(single, ({ bet }) => rank.get(bet) ?? -1)
  const amounts = Float64Array.from(single, ({ amount }) => amount)
  const chances = Float64Array.from(single, ({ chance }) => chance)
  const totals = new Float64Array(runs)
  const shocks = new Float64Array(runs)
  const wins = candidates.map(() => new Uint8Array(runs))
  const random = seeded(seed)
  const fresh = freshMoney(given, random)
  for (let run = 0; run < runs; run++) {
    if (run % runsAtOnce === runsAtOnce - 1) yield run / runs
    let money = 0
    for (let deal = 0; deal < amounts.length; deal++) {
      if (random.share() >= chances[deal]!) continue
      money += amounts[deal]!
      if (slot[deal]! >= 0) wins[slot[deal]!]![run] = 1
    }
    if (rest.mean > 0) money += Math.max(0, rest.mean + rest.deviation * random.normal())
    money += fresh()
    const shock = sigma > 0 ? Math.exp(sigma * random.normal() - sigma ** 2 / 2) : 1
    shocks[run] = shock
    totals[run] = closed + money * shock
  }
  const sorted = totals.toSorted()
  return {
    p10: quantileOf(sorted, 0.1),
    p50: quantileOf(sorted, 0.5),
    p90: quantileOf(sorted, 0.9),
    mean: runs > 0 ? totals.reduce((sum, total) => sum + total, 0) / runs : closed,
    chanceOfTarget: target === null || runs === 0 ? null : reached(totals, target) / runs,
    deciders: target === null || runs === 0 ? [] : decidersOf(candidates, wins, totals, shocks, target),
  }
}

const reached = (totals: Float64Array, target: number): number =>
  totals.reduce((count, total) => count + (total >= target ? 1 : 0), 0)

interface Single extends Bet {
  bet: number
}

/** The deals that matter one by one, in their order, and what the others add up to. */
function parted(bets: readonly Bet[]): { single: Single[]; rest: { mean: number; deviation: number } } {
  const spread = ({ amount, chance }: Bet): number => amount ** 2 * chance * (1 - chance)
  const all = bets.map((bet, index): Single => ({ ...bet, bet: index })).filter(({ amount, chance }) => amount > 0 && chance > 0)
  if (all.length <= drawnSingly) return { single: all, rest: { mean: 0, deviation: 0 } }
  const bySpread = [...all].sort((a, b) => spread(b) - spread(a) || a.bet - b.bet)
  const others = bySpread.slice(drawnSingly)
  return {
    single: bySpread.slice(0, drawnSingly).sort((a, b) => a.bet - b.bet),
    rest: {
      mean: others.reduce((sum, { amount, chance }) => sum + amount * chance, 0),
      deviation: Math.sqrt(others.reduce((sum, bet) => sum + spread(bet), 0)),
    },
  }
}

function freshMoney({ newCount, newAmounts }: SimulationGiven, random: ReturnType<typeof seeded>): () => number {
  if (!(newCount > 0) || newAmounts.length === 0) return () => 0
  if (newCount > manyNew) {
    const mean = newAmounts.reduce((sum, amount) => sum + amount, 0) / newAmounts.length
    const square = newAmounts.reduce((sum, amount) => sum + amount ** 2, 0) / newAmounts.length
    return () => Math.max(0, newCount * mean + Math.sqrt(newCount * square) * random.normal())
  }
  return () => {
    let money = 0
    for (let left = random.count(newCount); left > 0; left--) money += random.pick(newAmounts)
    return money
  }
}

function decidersOf(
  candidates: readonly Single[],
  wins: readonly Uint8Array[],
  totals: Float64Array,
  shocks: Float64Array,
  target: number,
): Decider[] {
  const found = candidates.map(({ bet, amount }, index): Decider => {
    let [ifWon, ifLost] = [0, 0]
    for (let run = 0; run < totals.length; run++) {
      const worth = amount * shocks[run]!
      const without = totals[run]! - (wins[index]![run] ? worth : 0)
      if (without >= target) ifLost++
      if (without + worth >= target) ifWon++
    }
    return { bet, chanceIfWon: ifWon / totals.length, chanceIfLost: ifLost / totals.length }
  })
  return found
    .map((decider, index) => ({ decider, swing: decider.chanceIfWon - decider.chanceIfLost, cost: candidates[index]!.chance }))
    .filter(({ swing }) => swing > 0)
    .sort((a, b) => b.swing * b.cost - a.swing * a.cost || a.decider.bet - b.decider.bet)
    .slice(0, mostDeciders)
    .map(({ decider }) => decider)
}
