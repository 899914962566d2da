import { describe, expect, it } from 'vitest'
import { type FlowOf, sankeyOf } from './sankey-shape.ts'

const flow = (from: string | null, to: string | null, count: number, end: string | null = null): FlowOf => ({
  from,
  to,
  end,
  count,
  amountMinor: count * 10,
})
const stages = [{ key: 'a' }, { key: 'b' }, { key: 'c' }]
const room = { tall: 200, turn: 1_000 }

describe('the flows of a funnel as a picture', () => {
  it('makes a stage as tall as what came or left, whichever is more, and cuts it into what left', () => {
    const { heights, ribbons } = sankeyOf(
      stages,
      [flow(null, 'a', 100), flow('a', 'b', 60), flow('a', null, 30, 'lost'), flow('b', null, 20, 'won')],
      'count',
      room,
    )
    expect(heights).toEqual([200, 120, 0])
    expect(ribbons.map(({ kind, leaves, thick }) => [kind, leaves, thick])).toEqual([
      ['begin', 0, 200],
      ['ahead', 0, 120],
      ['lost', 120, 60],
      ['won', 0, 40],
    ])
  })

  it('draws steps back and over a stage apart, without making a stage taller', () => {
    const { heights, ribbons, begun } = sankeyOf(
      stages,
      [flow(null, 'a', 10), flow('a', 'c', 4), flow('c', 'a', 3), flow(null, 'b', 2)],
      'count',
      room,
    )
    expect(ribbons.map(({ kind }) => kind).toSorted()).toEqual(['back', 'begin', 'skip'])
    expect(begun).toEqual([0, 2, 0])
    expect(heights[0]).toBe(200)
  })

  it('leaves room for the thickest turn, and is finite with nothing', () => {
    const { ribbons } = sankeyOf(stages, [flow('a', null, 50, 'lost')], 'count', { tall: 200, turn: 80 })
    expect(ribbons[0]!.thick).toBe(80)
    expect(sankeyOf(stages, [], 'amountMinor', room)).toMatchObject({ heights: [0, 0, 0], ribbons: [], tallest: 0 })
    expect(sankeyOf([], [], 'count', room).heights).toEqual([])
  })
})
