export const npsGroups = ['promoter', 'passive', 'detractor'] as const
export type NpsGroup = (typeof npsGroups)[number]

/** 9-10 promoters, 7-8 passives, 0-6 detractors. */
export const groupOf = (nps: number): NpsGroup => (nps >= 9 ? 'promoter' : nps >= 7 ? 'passive' : 'detractor')

export interface NpsCounts {
  promoters: number
  passives: number
  detractors: number
}

export interface Nps extends NpsCounts {
  answers: number
  /** Share of promoters less share of detractors, -100 to 100; null without an answer. */
  score: number | null
  /** Where the score lies with 95 % confidence if more people of the same kind were asked. */
  low: number | null
  high: number | null
}

/** What is added to promoters and detractors each, and twice to the passives, before the interval is drawn. */
const added = 0.75

/**
 * The net promoter score with its interval: Wald's, adjusted by three answers spread ¼ ½ ¼ (Rocks 2016, "Interval estimation for the net
 * promoter score"), which holds also where few have answered or all alike.
 */
export function npsOf({ promoters, passives, detractors }: NpsCounts): Nps {
  const answers = promoters + passives + detractors
  const counts = { promoters, passives, detractors, answers }
  if (answers === 0) return { ...counts, score: null, low: null, high: null }
  const all = answers + 4 * added
  const [up, down] = [(promoters + added) / all, (detractors + added) / all]
  const spread = 1.96 * Math.sqrt((up + down - (up - down) ** 2) / all)
  const bound = (value: number): number => 100 * Math.min(1, Math.max(-1, value))
  const score = (100 * (promoters - detractors)) / answers
  // what was added draws towards the middle: where all are alike the interval still holds what they said
  return { ...counts, score, low: Math.min(score, bound(up - down - spread)), high: Math.max(score, bound(up - down + spread)) }
}
