import { describe, expect, it } from 'vitest'
import { biasOf, saidAt } from './judge-bias.ts'

const past = (pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([committedMinor, actualMinor]) => ({ committedMinor, actualMinor }))

describe('the bias of a judge', () => {
  it('is the share of past commits that came in, drawn towards 1 by two mean periods: 88 %', () => {
    const bias = biasOf(past([[500, 400], [600, 510], [450, 330], [550, 480]])) // prettier-ignore
    expect(bias!.ratio).toBeCloseTo(0.8794, 4)
    expect(bias!.periods).toBe(4)
  })

  it('looks at the last eight periods only', () => {
    const early = Array.from({ length: 5 }, () => [100, 0] as const)
    const late = Array.from({ length: 8 }, () => [100, 100] as const)
    expect(biasOf(past([...early, ...late]))).toEqual({ ratio: 1, periods: 8 })
  })

  it('says nothing where nothing was committed', () => {
    expect(biasOf([])).toBeNull()
    expect(biasOf(past([[0, 50]]))).toBeNull()
  })

  it('says nothing where too little was committed: a thousand per cent is no judgement', () => {
    expect(biasOf(past([[9, 100]]))).toBeNull()
    expect(biasOf(past([[10, 100]]))!.ratio).toBeCloseTo(120 / 30, 10)
  })
})

describe('what was said at the same point of a period', () => {
  const quarter = { from: '2026-07-01', to: '2026-10-01' }
  const said = [
    { day: '2026-07-06', committedMinor: 1 },
    { day: '2026-08-03', committedMinor: 2 },
    { day: '2026-09-28', committedMinor: 3 },
  ]

  it('is the last figure until then, else the first', () => {
    expect(saidAt(said, quarter, 0.5)!.committedMinor).toBe(2)
    expect(saidAt(said, quarter, 1)!.committedMinor).toBe(3)
    expect(saidAt(said, quarter, 0.01)!.committedMinor).toBe(1)
    expect(saidAt([], quarter, 0.5)).toBeNull()
  })
})
