import type { StageReply } from '../contract.ts'

export type Measure = 'count' | 'amount'

export interface Band {
  stage: StageReply
  /** 1 … 6, light to deep: the same ramp for any number of stages. */
  tone: number
  /** Width of the bar, 0-1 of the widest one. */
  reached: number
  /** Width of what goes on to the next stage, 0-1 of the widest bar; the neck between two bars. */
  passing: number
  /** Width of the loss bar, 0-1 of the largest loss. */
  lost: number
  /** Of the first stage's deals (or money), 0-1; null when there were none. */
  ofFirst: number | null
}

const part = (value: number, whole: number): number => (whole > 0 ? Math.min(1, Math.max(0, value / whole)) : 0)

/** 1 … 6, light to deep, of the stage at a place: the same ramp for any number of stages. */
export const toneOf = (index: number, stages: number): number => (stages <= 1 ? 6 : 1 + Math.round((index * 5) / (stages - 1)))

/** The funnel as shares of its widest bar and largest loss, by count or by money. Any number of stages, also empty ones. */
export function funnelShape(stages: readonly StageReply[], measure: Measure): Band[] {
  const size = (stage: StageReply): number => (measure === 'count' ? stage.entered : stage.enteredAmountMinor)
  const loss = (stage: StageReply): number => (measure === 'count' ? stage.lost : stage.lostAmountMinor)
  const widest = Math.max(0, ...stages.map(size))
  const worst = Math.max(0, ...stages.map(loss))
  const first = stages[0] ? size(stages[0]) : 0
  return stages.map((stage, index) => ({
    stage,
    tone: toneOf(index, stages.length),
    reached: part(size(stage), widest),
    passing: part(size(stage) * (stage.conversion ?? 0), widest),
    lost: part(loss(stage), worst),
    ofFirst: first > 0 ? size(stage) / first : null,
  }))
}

/** The four corners of the neck between two bars, for an SVG polygon. Widths 0-1 of `room`, centred on `middle`. */
export function neck(top: number, bottom: number, y: number, height: number, middle: number, room: number): string {
  const half = (share: number): number => Math.max(1, (share * room) / 2)
  const points = [
    [middle - half(top), y],
    [middle + half(top), y],
    [middle + half(bottom), y + height],
    [middle - half(bottom), y + height],
  ]
  return points.map(([x, at]) => `${x!.toFixed(1)},${at!.toFixed(1)}`).join(' ')
}
