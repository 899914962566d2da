import type { CheckupStage } from '../contract.ts'

export const fates = ['wentOn', 'stillThere', 'elsewhere', 'died'] as const
export type Fate = (typeof fates)[number]

export interface Slice {
  fate: Fate
  /** Where it lies, 0-1 of the widest stage. */
  start: number
  end: number
  count: number
  amountMinor: number
}

export interface LossRow {
  stage: CheckupStage
  /** 1 … 6, light to deep. */
  tone: number
  slices: Slice[]
  /** Loss bars, 0-1 of the largest gross loss. */
  gross: number
  expected: number
}

const part = (value: number, whole: number): number => (whole > 0 ? Math.min(1, Math.max(0, value / whole)) : 0)

/** The funnel of losses: what became of those who came in, stage by stage, by count or money. Slices of nothing are left out. */
export function lossRows(stages: readonly CheckupStage[], by: 'count' | 'money'): LossRow[] {
  const size = ({ count, amountMinor }: { count: number; amountMinor: number }): number =>
    by === 'count' ? count : Math.max(0, amountMinor)
  const widest = Math.max(0, ...stages.map((stage) => fates.reduce((sum, fate) => sum + size(stage[fate]), 0)))
  const worst = Math.max(0, ...stages.map(({ grossLossMinor }) => grossLossMinor))
  return stages.map((stage, index) => {
    let at = 0
    const slices = fates.flatMap((fate): Slice[] => {
      const start = at
      at += part(size(stage[fate]), widest)
      return at > start ? [{ fate, start, end: at, ...stage[fate] }] : []
    })
    return {
      stage,
      tone: stages.length <= 1 ? 6 : 1 + Math.round((index * 5) / (stages.length - 1)),
      slices,
      gross: part(stage.grossLossMinor, worst),
      expected: part(stage.expectedLossMinor, worst),
    }
  })
}
