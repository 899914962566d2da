/** How one customer has bought: repeat orders, time of the last one and time watched, both from the first order, in one unit (weeks). */
export interface BuyingHistory {
  repeats: number
  lastAt: number
  watched: number
}

/** BG/NBD (Fader, Hardie and Lee 2005): buying rates ~ Gamma(r, alpha), dropout after each order ~ Beta(a, b). */
export interface BuyingModel {
  r: number
  alpha: number
  a: number
  b: number
}

/** Chance that a customer still buys, 0-1. */
export function chanceAlive({ r, alpha, a, b }: BuyingModel, { repeats: x, lastAt, watched }: BuyingHistory): number {
  return x === 0 ? 1 : 1 / (1 + (a / (b + x - 1)) * ((alpha + watched) / (alpha + lastAt)) ** (r + x))
}

/** Orders expected within the next `ahead` units (FUNNEL-SCIENCE §5, E[Y(t)]). */
export function expectedOrders(model: BuyingModel, history: BuyingHistory, ahead: number): number {
  const { r, alpha, a, b } = model
  const { repeats: x, lastAt, watched } = history
  const seen = alpha + watched
  const grown = 1 - (seen / (seen + ahead)) ** (r + x) * hypergeometric(r + x, b + x, a + b + x - 1, ahead / (seen + ahead))
  const dropped = x === 0 ? 0 : (a / (b + x - 1)) * (seen / (alpha + lastAt)) ** (r + x)
  return (((a + b + x - 1) / (a - 1)) * grown) / (1 + dropped)
}

/** Gauss' series ₂F₁(a, b; c; z) for 0 ≤ z < 1. */
function hypergeometric(a: number, b: number, c: number, z: number): number {
  let [term, sum] = [1, 1]
  for (let n = 0; n < 20_000; n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z
    sum += term
    if (Math.abs(term) < 1e-13 * Math.abs(sum)) break
  }
  return sum
}

/** Histories of one number of repeats: what depends on that number alone is worked out once for all of them. */
interface Alike {
  repeats: number
  lastAt: Float64Array
  watched: Float64Array
}

function alike(histories: readonly BuyingHistory[]): Alike[] {
  const groups = new Map<number, BuyingHistory[]>()
  for (const one of histories) {
    const group = groups.get(one.repeats)
    if (group) group.push(one)
    else groups.set(one.repeats, [one])
  }
  return [...groups].map(([repeats, group]) => ({
    repeats,
    lastAt: Float64Array.from(group, ({ lastAt }) => lastAt),
    watched: Float64Array.from(group, ({ watched }) => watched),
  }))
}

/** Beyond these a parameter says no more than at them, and sums of the forecast would overflow. */
const most: BuyingModel = { r: 1e3, alpha: 1e5, a: 1e3, b: 1e4 }
const least = 1e-6
const isWithin = (model: BuyingModel): boolean =>
  (Object.keys(most) as (keyof BuyingModel)[]).every((key) => model[key] >= least && model[key] <= most[key])

/** Log-likelihood of the histories; -Infinity outside the parameters' range. */
function logLikelihood(model: BuyingModel, groups: readonly Alike[]): number {
  if (!isWithin(model)) return Number.NEGATIVE_INFINITY
  const { r, alpha, a, b } = model
  const fixed = r * Math.log(alpha) - logGamma(r) + logGamma(a + b) - logGamma(b)
  let sum = 0
  for (const { repeats: x, lastAt, watched } of groups) {
    sum += watched.length * (fixed + logGamma(r + x) + logGamma(b + x) - logGamma(a + b + x))
    const gone = x === 0 ? 0 : a / (b + x - 1)
    for (let at = 0; at < watched.length; at++) {
      const seen = alpha + watched[at]!
      sum -= (r + x) * Math.log(seen)
      if (x > 0) sum += logOnePlus(Math.log(gone) + (r + x) * Math.log(seen / (alpha + lastAt[at]!)))
    }
  }
  return sum
}

/** log(1 + e^power), for large powers too. */
const logOnePlus = (power: number): number => (power > 30 ? power : Math.log1p(Math.exp(power)))

/** The model under which the histories are likeliest, by the simplex of Nelder and Mead on the logarithms of its parameters. */
export function fitBuying(histories: readonly BuyingHistory[]): BuyingModel {
  const groups = alike(histories)
  const cost = (point: readonly number[]): number => -logLikelihood(modelAt(point), groups)
  let simplex = startAt([0, 0, 0, 0]).map((point) => ({ point, cost: cost(point) }))
  for (let round = 0; round < 3; round++) {
    simplex = descend(simplex, cost)
    simplex = startAt(simplex[0]!.point).map((point) => ({ point, cost: cost(point) }))
  }
  return modelAt(descend(simplex, cost)[0]!.point)
}

const modelAt = ([r, alpha, a, b]: readonly number[]): BuyingModel => ({
  r: Math.exp(r!),
  alpha: Math.exp(alpha!),
  a: Math.exp(a!),
  b: Math.exp(b!),
})

const startAt = (point: readonly number[]): number[][] => [
  [...point],
  ...point.map((_, moved) => point.map((each, at) => (at === moved ? each + 0.5 : each))),
]

interface Corner {
  point: number[]
  cost: number
}

function descend(start: readonly Corner[], cost: (point: readonly number[]) => number): Corner[] {
  const corners = start.toSorted((a, b) => a.cost - b.cost)
  const at = (point: number[]): Corner => ({ point, cost: cost(point) })
  for (let step = 0; step < 2000; step++) {
    const worst = corners.at(-1)!
    if (Math.abs(worst.cost - corners[0]!.cost) < 1e-9) break
    const centre = corners[0]!.point.map(
      (_, axis) => corners.slice(0, -1).reduce((sum, { point }) => sum + point[axis]!, 0) / (corners.length - 1),
    )
    const towards = (by: number): Corner => at(centre.map((each, axis) => each + by * (worst.point[axis]! - each)))
    const mirrored = towards(-1)
    let next: Corner | null = mirrored
    if (mirrored.cost < corners[0]!.cost) {
      const further = towards(-2)
      if (further.cost < mirrored.cost) next = further
    } else if (mirrored.cost >= corners.at(-2)!.cost) {
      const nearer = towards(mirrored.cost < worst.cost ? -0.5 : 0.5)
      next = nearer.cost < Math.min(mirrored.cost, worst.cost) ? nearer : null
    }
    if (next) corners[corners.length - 1] = next
    else
      for (let corner = 1; corner < corners.length; corner++)
        corners[corner] = at(
          corners[corner]!.point.map((each, axis) => corners[0]!.point[axis]! + (each - corners[0]!.point[axis]!) / 2),
        )
    corners.sort((a, b) => a.cost - b.cost)
  }
  return corners
}

const lanczos = [676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7] // prettier-ignore

/** Natural logarithm of the gamma function for x > 0 (Lanczos, g = 7). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const shifted = x - 1
  const t = shifted + 7.5
  const series = lanczos.reduce((sum, each, at) => sum + each / (shifted + at + 1), 0.99999999999980993)
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(series)
}
