/** What part of an experienced colleague's target somebody new carries, by quarters since the start (FUNNEL-SCIENCE §6). */
export const ramp = [0.33, 0.66, 1] as const

/**
 * Months since somebody began, counted from the month of `startsOn` (YYYY-MM-DD); null: long since. Below 0 before the start.
 */
const monthsSince = (startsOn: string, year: number, month: number): number =>
  (year - Number(startsOn.slice(0, 4))) * 12 + month - (Number(startsOn.slice(5, 7)) - 1)

/** How much somebody counts in each month of a year: seniority × ramp, 0 before the start. Twelve numbers from 0. */
export function monthlyWeights({ seniority, startsOn }: { seniority: number; startsOn: string | null }, year: number): number[] {
  return Array.from({ length: 12 }, (_, month) => {
    if (startsOn === null) return seniority
    const since = monthsSince(startsOn, year, month)
    return since < 0 ? 0 : seniority * ramp[Math.min(2, Math.floor(since / 3))]!
  })
}
