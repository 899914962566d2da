import type { CloseVerdict } from './deal-verdicts.ts'
import { bandOf, bands, type Hazard, intoStage, isRush, lost, week, won } from './hazard.ts'
import type { StagePace } from './pace.ts'

const day = 86_400_000
/** So far ahead a deal is followed. */
const weeksAhead = 104

/** When a deal would be won, if it is: weeks from now by which a tenth, half and nine tenths of such deals that are won have been. */
export interface CloseWeeks {
  p10: number
  p50: number
  p90: number
}

/** Weeks to the win of a deal that has been in a stage for so long, forward through the weekly chances; null when hardly any is won. */
export function closeWeeks(
  hazard: Hazard,
  stage: number,
  spent: number,
  from: number,
  quarterEnds: readonly number[],
): CloseWeeks | null {
  const { stages, chances } = hazard
  const wide = stages + intoStage
  const oldest = 27
  let here = new Float64Array(stages * oldest)
  const age = Number.isFinite(spent) ? Math.max(0, Math.floor(spent / week)) : oldest - 1
  here[stage * oldest + Math.min(oldest - 1, age)] = 1
  const wonIn = new Float64Array(weeksAhead)
  for (let step = 0; step < weeksAhead; step++) {
    const next = new Float64Array(stages * oldest)
    const rush = isRush(from + step * week, quarterEnds) ? 1 : 0
    for (let state = 0; state < here.length; state++) {
      const share = here[state]!
      if (share < 1e-9) continue
      const [at, old] = [Math.floor(state / oldest), state % oldest]
      const cell = ((at * bands + bandOf(old)) * 2 + rush) * wide
      let left = share
      for (let way = 0; way < wide; way++) {
        const part = share * chances[cell + way]!
        if (part === 0) continue
        left -= part
        if (way === won) wonIn[step]! += part
        else if (way !== lost) next[(way - intoStage) * oldest]! += part
      }
      next[at * oldest + Math.min(oldest - 1, old + 1)]! += left
    }
    here = next
  }
  const total = wonIn.reduce((sum, each) => sum + each, 0)
  if (total < 0.005) return null
  const by = (share: number): number => {
    let sum = 0
    for (let step = 0; step < weeksAhead; step++) {
      if (sum + wonIn[step]! >= share * total) return step + (share * total - sum) / wonIn[step]!
      sum += wonIn[step]!
    }
    return weeksAhead
  }
  return { p10: by(0.1), p50: by(0.5), p90: by(0.9) }
}

export interface CloseSanity {
  verdict: CloseVerdict
  /** Earliest moment on which any deal from this stage has ever been won; null without enough winners. */
  earliest: number | null
}

/** A day so far away is no plan. */
const farAway = 730 * day

/**
 * What is to be thought of the day on which a deal is said to be signed, moments in milliseconds: over, missing, earlier than anybody
 * ever managed from this stage, earlier than nine of ten, or further away than two years.
 */
export function closeSanity(
  stated: number | null,
  { now, clock, weeks, pace }: { now: number; clock: number; weeks: CloseWeeks | null; pace: StagePace | undefined },
): CloseSanity {
  const quickest = pace?.quickest ?? null
  const earliest = quickest === null || !Number.isFinite(clock) ? null : Math.max(now, clock + quickest * day)
  const verdict = (): CloseVerdict => {
    if (stated === null) return 'undated'
    if (stated + day <= now) return 'overdue'
    if (stated - now > farAway) return 'far-away'
    if (earliest === null && weeks === null) return 'unknown'
    if (earliest !== null && stated + day <= earliest) return 'earlier-than-ever'
    return weeks !== null && stated < now + weeks.p10 * week ? 'early' : 'plausible'
  }
  return { verdict: verdict(), earliest }
}
