import { describe, expect, it } from 'vitest'
import { categoryOf, categoryOfPhase, rollUp, sumsOf } from './categories.ts'

describe('the category of a deal', () => {
  it('follows the stage until a person says otherwise', () => {
    expect(categoryOf({ status: 'open', byStage: 'pipeline', said: null })).toBe('pipeline')
    expect(categoryOf({ status: 'open', byStage: 'pipeline', said: 'commit' })).toBe('commit')
    expect(categoryOf({ status: 'open', byStage: 'commit', said: 'omitted' })).toBe('omitted')
  })

  it('is closed when the deal is won, whatever was said, and in no forecast when it ended otherwise or waits', () => {
    expect(categoryOf({ status: 'won', byStage: 'pipeline', said: 'omitted' })).toBe('closed')
    for (const status of ['lost', 'terminated', 'on-hold', 'transferred'])
      expect(categoryOf({ status, byStage: 'commit', said: 'commit' })).toBe('omitted')
  })

  it('rises with the phase', () => {
    expect(['lead', 'qualify', 'propose', 'negotiate', 'close', 'no such phase'].map(categoryOfPhase)).toEqual([
      'pipeline',
      'pipeline',
      'pipeline',
      'best-case',
      'commit',
      'pipeline',
    ])
  })
})

describe('the roll-up', () => {
  it('is cumulative: commit holds what is closed, best case holds both', () => {
    const deals = [
      { category: 'closed', amountMinor: 300 },
      { category: 'commit', amountMinor: 200 },
      { category: 'best-case', amountMinor: 100 },
      { category: 'best-case', amountMinor: 50 },
      { category: 'pipeline', amountMinor: 180 },
      { category: 'omitted', amountMinor: 90 },
      { category: 'commit', amountMinor: null },
    ] as const
    expect(rollUp(sumsOf(deals))).toEqual({ closedMinor: 300, commitMinor: 500, bestCaseMinor: 650, openMinor: 530 })
  })

  it('of nothing is nothing', () => {
    expect(rollUp(sumsOf([]))).toEqual({ closedMinor: 0, commitMinor: 0, bestCaseMinor: 0, openMinor: 0 })
  })
})
