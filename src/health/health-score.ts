/** What a customer's health is made of, each 0-100, with its weight (FUNNEL-SCIENCE §5). */
export const drivers = { satisfaction: 20, retention: 20, margin: 15, loyalty: 15, usage: 10, payment: 10, contact: 10 } as const
export type Driver = keyof typeof drivers
export const driverNames = Object.keys(drivers) as Driver[]
export type DriverPoints = Record<Driver, number | null>
/** How much each driver weighs in a house of its own mind. */
export type Weights = Readonly<Record<Driver, number>>

/** Any of these is an alarm whatever the figures say. */
export const redFlags = ['overdue', 'decider-against-us', 'severe-complaint', 'silence'] as const
export type RedFlag = (typeof redFlags)[number]

export const healthColours = ['red', 'orange', 'yellow', 'green'] as const
export type HealthColour = (typeof healthColours)[number]
export interface Health {
  /** 0-100 over the known drivers, at most 59 with a red flag; null when nothing is known. */
  score: number | null
  /** Known over all weight, 0-1. */
  coverage: number
  colour: HealthColour | null
  isCapped: boolean
}

const cappedAt = 59

export const colourOf = (score: number): HealthColour =>
  score >= 80 ? 'green' : score >= 60 ? 'yellow' : score >= 40 ? 'orange' : 'red'

/** The health of a customer: missing drivers leave the sum and are told by the coverage. A driver without weight says nothing. */
export function healthOf(points: DriverPoints, flags: readonly RedFlag[] = [], weights: Weights = drivers): Health {
  let [all, known, sum] = [0, 0, 0]
  for (const driver of driverNames) {
    const weight = weights[driver]
    if (weight <= 0) continue
    all += weight
    const value = points[driver]
    if (value === null) continue
    known += weight
    sum += weight * value
  }
  if (known === 0) return { score: null, coverage: 0, colour: null, isCapped: false }
  const plain = sum / known
  const score = flags.length > 0 ? Math.min(plain, cappedAt) : plain
  return { score, coverage: known / all, colour: colourOf(score), isCapped: score < plain }
}

/** An answer to "how likely would you recommend us", 0-10, as points. */
export const npsPoints = (answer: number): number => answer * 10

/** Points of contact recency: full until the cadence has passed, none at twice the cadence. Both in days. */
export const contactPoints = (daysSince: number, cadence: number): number =>
  100 * Math.min(1, Math.max(0, 2 - daysSince / cadence))

/** Silent for more than twice the cadence. */
export const isSilent = (daysSince: number, cadence: number): boolean => daysSince > 2 * cadence

/** Scores of the months that follow one another up to the last one; a month that is not known ends the row. Months as YYYY-MM-DD, rising. */
export function unbroken(months: readonly { month: string; score: number }[]): number[] {
  const count = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))
  const gap = months.findLastIndex(({ month }, at) => at > 0 && count(month) !== count(months[at - 1]!.month) + 1)
  return months.slice(Math.max(0, gap)).map(({ score }) => score)
}

/** Median of the slopes between every two of at most six monthly scores (Theil-Sen), points a month; null below two months. */
export function slopeOf(months: readonly number[]): number | null {
  const last = months.slice(-6)
  const slopes = last
    .flatMap((from, at) => last.slice(at + 1).map((to, ahead) => (to - from) / (ahead + 1)))
    .sort((a, b) => a - b)
  if (slopes.length === 0) return null
  const middle = Math.floor(slopes.length / 2)
  return slopes.length % 2 === 1 ? slopes[middle]! : (slopes[middle - 1]! + slopes[middle]!) / 2
}

/** Losing two points a month or more. */
export const isFalling = (slope: number | null): boolean => slope !== null && slope <= -2
