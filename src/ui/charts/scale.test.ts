import { describe, expect, it } from 'vitest'
import { clipped, halvesOf, inTwoLines } from './clipped.ts'
import { pathOf, stepsOf, ticks } from './scale.ts'

describe('the scale of a chart', () => {
  it('has round steps that reach the largest value', () => {
    expect(ticks(100)).toEqual([0, 25, 50, 75, 100])
    expect(ticks(7)).toEqual([0, 2, 4, 6, 8])
    expect(ticks(1_234_567)).toEqual([0, 500_000, 1_000_000, 1_500_000])
    expect(ticks(0.3)).toEqual([0, 0.1, 0.2, expect.closeTo(0.3)])
  })
  it('is one line at nothing', () => {
    expect(ticks(0)).toEqual([0])
    expect(ticks(Number.NaN)).toEqual([0])
  })
  it('draws lines, and steps that hold until the next point', () => {
    const points = [
      [0, 10],
      [5, 8],
    ] as const
    expect(pathOf(points)).toBe('M0.0 10.0L5.0 8.0')
    expect(stepsOf(points)).toBe('M0.0 10.0H5.0V8.0')
  })
})

describe('a text that must fit', () => {
  it('is cut by its width: a Chinese letter is as wide as two Latin ones', () => {
    expect(halvesOf('线索ab')).toBe(6)
    expect(clipped('线索获取', 8)).toBe('线索获取')
    expect(clipped('线索获取阶段', 8)).toBe('线索获…')
    expect(clipped('leadcapture', 6)).toBe('leadc…')
  })
  it('takes two lines where one is too short', () => {
    expect(inTwoLines('Open at start', 13)).toEqual(['Open at start'])
    expect(inTwoLines('Open at start', 12)).toEqual(['Open at', 'start'])
    expect(inTwoLines('Close date pulled in', 10)).toEqual(['Close date', 'pulled in'])
    expect(inTwoLines('预计成交推迟', 8)).toEqual(['预计成交', '推迟'])
    expect(inTwoLines('Terminated', 6)).toEqual(['Termi…'])
    expect(inTwoLines('Came and ended in between', 10)).toEqual(['Came and', 'ended in …'])
  })
})
