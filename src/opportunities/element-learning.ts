// Learned weights of elements: maximum a posteriori logistic regression, its prior centred on the configured weights
// (FUNNEL-SCIENCE §2). Without data the configured weights come out; with data they give way as far as the data speak.

/** One observation: values of the columns, whether it was won, its weight, and the log-odds it starts from. */
export interface LearningRow {
  values: readonly number[]
  won: boolean
  offset: number
  weight?: number
}

/** A column's prior: normal, centred on the configured weight, with this standard deviation. */
export interface Prior {
  mean: number
  deviation: number
}

export interface Learned {
  weights: number[]
  /** Posterior standard deviation of each weight. */
  deviations: number[]
  /** How much of each weight comes from the data, 0–1: 1 − (posterior sd / prior sd)². */
  learnedShares: number[]
  logLikelihood: number
  steps: number
}

/**
 * Standard deviations of the priors: elements, intercept, further covariates. Two answers of one element may differ
 * beforehand as much as known and unknown do, which leaves each answer .5/√2.
 */
export const priorDeviations = { element: 0.5, answer: 0.5 / Math.SQRT2, intercept: 1, covariate: 0.3 } as const

/** So many multiplications until a long computation lets others have their turn. */
const breath = 2_000_000

/**
 * Newton's method on Σ w·log-likelihood − Σ(β−μ)²/2τ² until no step exceeds 1e-8; each step is capped at 1.
 * Throws on rows whose width is not that of the priors (a fault of ours, not of data).
 */
export function learnWeights(rows: readonly LearningRow[], priors: readonly Prior[]): Learned {
  const steps = learningSteps(rows, priors)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** As learnWeights, yielding every few milliseconds. */
export function* learningSteps(rows: readonly LearningRow[], priors: readonly Prior[]): Generator<undefined, Learned> {
  const width = priors.length
  if (rows.some(({ values }) => values.length !== width)) throw new Error('a row of another width than the priors')
  const weights = priors.map(({ mean }) => mean)
  let steps = 0
  let slope = yield* slopeAt(rows, weights, priors)
  for (; steps < 200; steps++) {
    const step = solve(cholesky(slope.curvature), slope.gradient)
    const cap = Math.max(1, ...step.map(Math.abs))
    for (let column = 0; column < width; column++) weights[column]! += step[column]! / cap
    slope = yield* slopeAt(rows, weights, priors)
    if (Math.max(0, ...step.map(Math.abs)) < 1e-8) break
  }
  const factor = cholesky(slope.curvature)
  const deviations = priors.map((_, column) => {
    const unit = priors.map((__, index) => (index === column ? 1 : 0))
    return Math.sqrt(solve(factor, unit)[column]!)
  })
  return {
    weights,
    deviations,
    learnedShares: deviations.map((deviation, column) => Math.max(0, 1 - (deviation / priors[column]!.deviation) ** 2)),
    logLikelihood: slope.logLikelihood,
    steps,
  }
}

const chance = ({ values, offset }: LearningRow, weights: readonly number[]): number => {
  let odds = offset
  for (let column = 0; column < weights.length; column++) odds += values[column]! * weights[column]!
  return 1 / (1 + Math.exp(-odds))
}

/** Gradient and negative Hessian of the objective (positive definite, as every column has a prior), in one pass over the rows. */
function* slopeAt(rows: readonly LearningRow[], weights: readonly number[], priors: readonly Prior[]) {
  const width = priors.length
  const gradient = priors.map(({ mean, deviation }, column) => (mean - weights[column]!) / deviation ** 2)
  const curvature = priors.map(({ deviation }, row) => priors.map((_, column) => (row === column ? 1 / deviation ** 2 : 0)))
  const atOnce = Math.max(1, Math.floor(breath / width ** 2))
  let logLikelihood = 0
  for (const [index, row] of rows.entries()) {
    if (index % atOnce === atOnce - 1) yield
    const p = chance(row, weights)
    const weight = row.weight ?? 1
    logLikelihood += weight * Math.log(Math.max(1e-300, row.won ? p : 1 - p))
    const error = weight * ((row.won ? 1 : 0) - p)
    const spread = weight * p * (1 - p)
    for (let a = 0; a < width; a++) {
      const value = row.values[a]!
      if (value === 0) continue
      gradient[a]! += error * value
      const left = spread * value
      for (let b = 0; b <= a; b++) curvature[a]![b]! += left * row.values[b]!
    }
  }
  for (let a = 0; a < width; a++) for (let b = 0; b < a; b++) curvature[b]![a] = curvature[a]![b]!
  return { gradient, curvature, logLikelihood }
}

function cholesky(matrix: readonly (readonly number[])[]): number[][] {
  const lower = matrix.map((row) => row.map(() => 0))
  for (let a = 0; a < matrix.length; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = matrix[a]![b]!
      for (let k = 0; k < b; k++) sum -= lower[a]![k]! * lower[b]![k]!
      lower[a]![b] = a === b ? Math.sqrt(sum) : sum / lower[b]![b]!
    }
  }
  return lower
}

function solve(lower: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = right.length
  const middle = [...right]
  for (let a = 0; a < size; a++) {
    for (let k = 0; k < a; k++) middle[a]! -= lower[a]![k]! * middle[k]!
    middle[a]! /= lower[a]![a]!
  }
  for (let a = size - 1; a >= 0; a--) {
    for (let k = a + 1; k < size; k++) middle[a]! -= lower[k]![a]! * middle[k]!
    middle[a]! /= lower[a]![a]!
  }
  return middle
}
