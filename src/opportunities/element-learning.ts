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

/** Standard deviations of the priors: elements, intercept, further covariates. */
export const priorDeviations = { element: 0.5, intercept: 1, covariate: 0.3 } as const

/**
 * Newton's method on Σ w·log-likelihood − Σ(β−μ)²/2τ² until no step exceeds 1e-8; each step is capped at 1.
 * Throws on rows whose width is not that of the priors (a fault of ours, not of data).
 */
export function learnWeights(rows: readonly LearningRow[], priors: readonly Prior[]): Learned {
  const width = priors.length
  if (rows.some(({ values }) => values.length !== width)) throw new Error('a row of another width than the priors')
  const weights = priors.map(({ mean }) => mean)
  let [steps, hessian] = [0, curvature(rows, weights, priors)]
  for (; steps < 200; steps++) {
    const gradient = priors.map(({ mean, deviation }, column) => (mean - weights[column]!) / deviation ** 2)
    for (const row of rows) {
      const error = (row.weight ?? 1) * ((row.won ? 1 : 0) - chance(row, weights))
      for (let column = 0; column < width; column++) gradient[column]! += error * row.values[column]!
    }
    const step = solve(cholesky(hessian), gradient)
    const cap = Math.max(1, ...step.map(Math.abs))
    for (let column = 0; column < width; column++) weights[column]! += step[column]! / cap
    hessian = curvature(rows, weights, priors)
    if (Math.max(0, ...step.map(Math.abs)) < 1e-8) break
  }
  const factor = cholesky(hessian)
  const deviations = priors.map((_, column) => {
    const unit = priors.map((__, index) => (index === column ? 1 : 0))
    return Math.sqrt(solve(factor, unit)[column]!)
  })
  return {
    weights,
    deviations,
    learnedShares: deviations.map((deviation, column) => Math.max(0, 1 - (deviation / priors[column]!.deviation) ** 2)),
    logLikelihood: rows.reduce((sum, row) => {
      const p = chance(row, weights)
      return sum + (row.weight ?? 1) * Math.log(Math.max(1e-300, row.won ? p : 1 - p))
    }, 0),
    steps,
  }
}

const chance = ({ values, offset }: LearningRow, weights: readonly number[]): number => {
  let odds = offset
  for (let column = 0; column < weights.length; column++) odds += values[column]! * weights[column]!
  return 1 / (1 + Math.exp(-odds))
}

/** Negative Hessian of the objective: positive definite, as every column has a prior. */
function curvature(rows: readonly LearningRow[], weights: readonly number[], priors: readonly Prior[]): number[][] {
  const matrix = priors.map(({ deviation }, row) => priors.map((_, column) => (row === column ? 1 / deviation ** 2 : 0)))
  for (const row of rows) {
    const p = chance(row, weights)
    const weight = (row.weight ?? 1) * p * (1 - p)
    for (let a = 0; a < weights.length; a++) {
      const left = weight * row.values[a]!
      if (left === 0) continue
      for (let b = 0; b <= a; b++) matrix[a]![b]! += left * row.values[b]!
    }
  }
  for (let a = 0; a < weights.length; a++) for (let b = 0; b < a; b++) matrix[b]![a] = matrix[a]![b]!
  return matrix
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
