/** What a deal is called in the forecast (FUNNEL-SCIENCE §3.1 B), from the least to the most certain. */
export const categories = ['omitted', 'pipeline', 'best-case', 'commit', 'closed'] as const
export type Category = (typeof categories)[number]

/** What a person may say of an open deal: closed is said by its outcome alone. */
export const openCategories = ['omitted', 'pipeline', 'best-case', 'commit'] as const
export type OpenCategory = (typeof openCategories)[number]

const byPhase: Record<string, OpenCategory> = {
  lead: 'pipeline',
  qualify: 'pipeline',
  propose: 'pipeline',
  negotiate: 'best-case',
  close: 'commit',
  care: 'commit',
}

/** The category of a stage that nobody has configured, by its phase. */
export const categoryOfPhase = (phase: string): OpenCategory => byPhase[phase] ?? 'pipeline'

interface Deal {
  status: string
  /** What its stage stands for. */
  byStage: OpenCategory
  /** What a person said instead; null: as the stage says. */
  said: OpenCategory | null
}

/** The category in which a deal counts: won is closed, what has ended otherwise or waits on hold is in no forecast. */
export function categoryOf({ status, byStage, said }: Deal): Category {
  if (status === 'won') return 'closed'
  return status === 'open' ? (said ?? byStage) : 'omitted'
}

/** Money in each category, minor units. */
export type Sums = Record<Category, number>

/** Adds up deals by their category; a deal without an amount adds nothing. */
export function sumsOf(deals: readonly { category: Category; amountMinor: number | null }[]): Sums {
  const sums: Sums = { omitted: 0, pipeline: 0, 'best-case': 0, commit: 0, closed: 0 }
  for (const { category, amountMinor } of deals) sums[category] += amountMinor ?? 0
  return sums
}

/** What is forecast, minor units: cumulative, each with the more certain ones in it. */
export interface RollUp {
  closedMinor: number
  /** Closed and commit. */
  commitMinor: number
  /** Closed, commit and best case. */
  bestCaseMinor: number
  /** What is still open: commit, best case and pipeline. */
  openMinor: number
}

/** Cumulative roll-up of FUNNEL-SCIENCE §3.1 B. Example: 300 closed, 200 commit, 150 best case, 180 pipeline, 90 omitted are 500, 650 and 530 open. */
export const rollUp = (sums: Sums): RollUp => ({
  closedMinor: sums.closed,
  commitMinor: sums.closed + sums.commit,
  bestCaseMinor: sums.closed + sums.commit + sums['best-case'],
  openMinor: sums.commit + sums['best-case'] + sums.pipeline,
})
