/** What a segment's speed is made of: open qualified deals, win rate 0-1 of the last 12 months, mean won amount (minor units), mean days from entry to win. */
export interface Segment {
  open: number
  winRate: number
  wonAmountMinor: number
  cycleDays: number
}

/** Money per day (minor units, not rounded) that a segment's pipeline yields. 0 when there is no cycle yet. */
export const velocity = ({ open, winRate, wonAmountMinor, cycleDays }: Segment): number =>
  cycleDays > 0 ? (open * winRate * wonAmountMinor) / cycleDays : 0

/** The whole is the sum of its segments; a product of blended averages is biased (29 % too high in FUNNEL-SCIENCE's example). */
export const totalVelocity = (segments: readonly Segment[]): number =>
  segments.reduce((sum, segment) => sum + velocity(segment), 0)
