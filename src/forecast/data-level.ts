/** What the history of 24 months holds. `quarters` are full quarters since the first deal ended. */
export interface History {
  won: number
  lost: number
  quarters: number
}

export const levels = [0, 1, 2, 3, 4] as const
export type DataLevel = (typeof levels)[number]

/** Ended deals of so many months decide the level. */
export const levelMonths = 24

const needs: readonly { level: DataLevel; closed: number; won: number; lost: number; quarters: number }[] = [
  { level: 4, closed: 5000, won: 200, lost: 200, quarters: 8 },
  { level: 3, closed: 400, won: 200, lost: 200, quarters: 8 },
  { level: 2, closed: 80, won: 40, lost: 40, quarters: 4 },
  { level: 1, closed: 20, won: 5, lost: 0, quarters: 0 },
]

/** How much may be said from so much history (FUNNEL-SCIENCE §3.4): 0 configured chances only … 4 boosted trees may challenge. */
export function dataLevel({ won, lost, quarters }: History): DataLevel {
  const enough = needs.find(
    (need) => won + lost >= need.closed && won >= need.won && lost >= need.lost && quarters >= need.quarters,
  )
  return enough?.level ?? 0
}

/** What a level is missing to the next one: deals won, deals lost, deals ended, full quarters; all 0 at the top. */
export function missingToNext(history: History): { won: number; lost: number; closed: number; quarters: number } {
  const next = needs.find(({ level }) => level === dataLevel(history) + 1)
  if (!next) return { won: 0, lost: 0, closed: 0, quarters: 0 }
  const short = (wanted: number, had: number): number => Math.max(0, wanted - had)
  return {
    won: short(next.won, history.won),
    lost: short(next.lost, history.lost),
    closed: short(next.closed, history.won + history.lost),
    quarters: short(next.quarters, history.quarters),
  }
}

/** Which parts a level allows. */
export const allows = {
  /** P10, P50, P90 and the chance of the target; before, a range would be invented. */
  range: (level: DataLevel): boolean => level >= 1,
  /** Hazard and new business as default, spread from own errors, track record. */
  learned: (level: DataLevel): boolean => level >= 2,
  /** Segments, snapshot logistic and blend as challengers, recalibration. */
  challengers: (level: DataLevel): boolean => level >= 3,
  /** Boosted trees as a further challenger. */
  trees: (level: DataLevel): boolean => level >= 4,
} as const
