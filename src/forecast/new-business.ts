/** A deal that was won: when it was opened and won (milliseconds; opened -Infinity where nobody knows), what it brought. */
export interface Win {
  entered: number
  at: number
  amount: number
}

/** A past period: [from, to), milliseconds, and which season of the year it is (0 …). */
export interface PastPeriod {
  from: number
  to: number
  season: number
}

export interface NewBusiness {
  /** Money expected within the period from deals not yet opened, not rounded, and how many deals that is. */
  money: number
  count: number
  /** Periods it is made of; 0: from the rate at which deals are opened. */
  periods: number
}

export const periodsBack = 6
export const enoughPeriods = 4
/** So many periods' worth of "no season at all" stand against what the seasons seem to be. */
const seasonDoubt = 4
const seasonsFrom = 8

/**
 * What deals not yet opened will bring (FUNNEL-SCIENCE §3.1): the mean of what deals opened after the same moment brought within each
 * of the last six periods, moved by season once two years are known. `left` is the time from now to the end of the period. Null with
 * fewer than four periods.
 */
export function newBusinessOf(
  wins: readonly Win[],
  periods: readonly PastPeriod[],
  left: number,
  season: number,
): NewBusiness | null {
  const known = periods.toSorted((a, b) => b.to - a.to)
  if (known.length < enoughPeriods) return null
  const brought = known.map(({ from, to }) => {
    const seen = to - left
    const fresh = wins.filter(({ entered, at }) => entered >= seen && at >= from && at < to)
    return { money: fresh.reduce((sum, { amount }) => sum + amount, 0), count: fresh.length }
  })
  const recent = brought.slice(0, periodsBack)
  const mean = (of: 'money' | 'count', list = recent): number => list.reduce((sum, each) => sum + each[of], 0) / list.length
  const factor = seasonFactor(
    known.map((period, index) => ({ season: period.season, money: brought[index]!.money })),
    known.slice(0, recent.length).map((period) => period.season),
    season,
  )
  return { money: mean('money') * factor, count: mean('count') * factor, periods: recent.length }
}

/** How much stronger this season is than those that the mean is made of; 1 before two years are known. */
function seasonFactor(past: readonly { season: number; money: number }[], meanOf: readonly number[], season: number): number {
  if (past.length < seasonsFrom) return 1
  const overall = past.reduce((sum, { money }) => sum + money, 0) / past.length
  if (overall <= 0) return 1
  const index = (one: number): number => {
    const same = past.filter((each) => each.season === one)
    return (same.reduce((sum, { money }) => sum + money, 0) / overall + seasonDoubt) / (same.length + seasonDoubt)
  }
  return index(season) / (meanOf.reduce((sum, one) => sum + index(one), 0) / meanOf.length)
}

/**
 * The same from the rate at which deals are opened, where there are too few periods: λ·Σ F(R − u)·mean amount over half-week midpoints.
 * `perWeek` deals are opened a week; `wonBy` is the share of deals won within so many weeks of being opened (by whole weeks from 0,
 * straight lines between, the last one stays); `weeksLeft` is R. Example: 3 a week of 40 k, F 0, 0, .01, .025, .045, .065, .085, R = 6 ⇒ 22.5 k.
 */
export function newBusinessByRate(perWeek: number, wonBy: readonly number[], meanAmount: number, weeksLeft: number): NewBusiness {
  const shareBy = (weeks: number): number => {
    const [low, part] = [Math.floor(weeks), weeks - Math.floor(weeks)]
    const at = (week: number): number => wonBy[Math.min(week, wonBy.length - 1)] ?? 0
    return at(low) * (1 - part) + at(low + 1) * part
  }
  let count = 0
  for (let from = 0; from < weeksLeft; from++) {
    const part = Math.min(1, weeksLeft - from)
    count += perWeek * part * shareBy(Math.max(0, weeksLeft - from - part / 2))
  }
  return { money: count * meanAmount, count, periods: 0 }
}
