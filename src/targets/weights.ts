/** What part of an experienced colleague's target somebody new carries, by quarters since the start (FUNNEL-SCIENCE §6). */
export const ramp = [0.33, 0.66, 1] as const

/** From so many months on somebody counts as senior, and carries so much more (decision 151). */
export const senior = { months: 36, weight: 1.2 } as const

/**
 * Months since somebody began, counted from the month of `startsOn` (YYYY-MM-DD); null: long since. Below 0 before the start.
 */
const monthsSince = (startsOn: string, year: number, month: number): number =>
  (year - Number(startsOn.slice(0, 4))) * 12 + month - (Number(startsOn.slice(5, 7)) - 1)

/** What the time since the start weighs: a ramp of two quarters, then 1, as a senior more; 0 before the start. */
const tenure = (months: number): number =>
  months < 0 ? 0 : months >= senior.months ? senior.weight : ramp[Math.min(2, Math.floor(months / 3))]!

/**
 * How much somebody counts in each month of a year: what the time since `startsOn` (YYYY-MM-DD) weighs, times the own factor
 * (`seniority`, 1 is usual). Twelve numbers from 0.
 */
export function monthlyWeights({ seniority, startsOn }: { seniority: number; startsOn: string | null }, year: number): number[] {
  return Array.from(
    { length: 12 },
    (_, month) => seniority * (startsOn === null ? 1 : tenure(monthsSince(startsOn, year, month))),
  )
}
