export type StockBy = 'count' | 'amountMinor'

interface Stocks {
  stages: readonly { stageId: string }[]
  weeks: readonly { stages: readonly { stageId: string; count: number; amountMinor: number }[] }[]
}

/** Where each stage's part of a week's bar begins and ends, from the first stage up; a stage nobody stood in has no height. */
export function stackOf({ stages, weeks }: Stocks, by: StockBy): { most: number; weeks: (readonly [number, number])[][] } {
  const stacked = weeks.map((week) => {
    let top = 0
    return stages.map(({ stageId }) => {
      const from = top
      top += Math.max(0, week.stages.find((one) => one.stageId === stageId)?.[by] ?? 0)
      return [from, top] as const
    })
  })
  return { most: Math.max(0, ...stacked.map((week) => week.at(-1)?.[1] ?? 0)), weeks: stacked }
}
