import { describe, expect, it } from 'vitest'
import { findingsOf } from './findings.ts'

const stage = (key: string, died: number, expectedLossMinor: number) => ({
  key,
  name: `stage ${key}`,
  died: { count: died, amountMinor: 0 },
  expectedLossMinor,
  lossShare: died / 30,
})
const bottleneck = (stageKey: string, gainMinor: number, judgement: string) => ({
  stageKey,
  name: stageKey,
  gainMinor,
  judgement,
})
const found = (stages: object[], bottlenecks: object[], actions: object[] = []) =>
  findingsOf({ stages, bottlenecks } as never, actions as never).map(({ kind, stageKey, amountMinor, list }) => [
    kind,
    stageKey,
    amountMinor,
    list.outcome,
  ])

describe('what a director takes to the board', () => {
  it('is where losses cost most, what mending brings, and what lies about', () => {
    const stuck = { key: 'stuck', stageKey: 'b', amountMinor: 50, sentence: '', certain: true }
    expect(found([stage('a', 20, 300), stage('b', 10, 400)], [bottleneck('a', 70, 'could-be-chance')], [stuck])).toEqual([
      ['where', 'b', 400, 'died'],
      ['mend', 'a', 70, 'notPassed'],
      ['first', 'b', 50, 'overLimit'],
    ])
  })
  it('prefers what is certain to what is only worth more', () => {
    expect(found([], [bottleneck('a', 70, 'could-be-chance'), bottleneck('b', 20, 'significantly-low')])).toEqual([
      ['mend', 'b', 20, 'notPassed'],
    ])
  })
  it('leaves out what nobody can answer', () => {
    const noMoney = { key: 'stuck', stageKey: 'b', amountMinor: null, sentence: '', certain: true }
    expect(found([stage('a', 0, 0)], [bottleneck('a', 0, 'could-be-chance')], [noMoney])).toEqual([])
  })
})
