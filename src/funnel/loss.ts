/** What one stage lost: deals, their gross amount (minor units), and the chance a deal at the next stage would have had to be won. */
export interface StageLoss {
  lost: number
  grossMinor: number
  winChanceNext: number
}

export interface LossShare {
  lost: number
  /** This stage's part of all losses, 0-1 by count; 0 when nothing was lost. */
  share: number
  grossMinor: number
  /** What the losses really cost: gross × P(win | entered the next stage). Not rounded. */
  expectedMinor: number
}

/** Losses per stage in count, gross money and expected money (FUNNEL-SCIENCE 1.3). */
export function losses(stages: readonly StageLoss[]): LossShare[] {
  const all = stages.reduce((sum, { lost }) => sum + lost, 0)
  return stages.map(({ lost, grossMinor, winChanceNext }) => ({
    lost,
    share: all === 0 ? 0 : lost / all,
    grossMinor,
    expectedMinor: grossMinor * winChanceNext,
  }))
}

/**
 * P(win | entered the next stage) for every stage, from the deals that reached that next stage and have ended;
 * 1 after the last stage, the stage's configured probability where nothing has ended yet.
 */
export const winChancesNext = (stages: readonly { won: number; resolved: number; probability: number }[]): number[] =>
  stages.map((_, index) => {
    const next = stages[index + 1]
    return next === undefined ? 1 : next.resolved > 0 ? next.won / next.resolved : next.probability
  })

/** Won ÷ (won + lost), terminated deals apart. Null when nothing was decided. */
export const winRate = (won: number, lost: number): number | null => (won + lost === 0 ? null : won / (won + lost))
