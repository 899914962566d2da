import { describe, expect, test } from 'vitest'
import type { PipelineFull, StageFull } from '../../definition.ts'
import { flawsOf } from '../../definition-flaws.ts'
import { pipelineFull } from '../../definition-shape.ts'
import { addStage, duplicateStage, keyFrom, movedTo, onTopOf, putBackStage, removeStage, renameStage, said } from './designing.ts'

const named = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })
const stage = (key: string, more: Partial<StageFull> = {}) =>
  ({ key, id: null, phase: 'qualify', name: named(key), probability: 0.4, ...more }) as StageFull
const pipeline = (...stages: StageFull[]): PipelineFull => {
  const given = {
    stages,
    elements: [{ key: 'budget', name: named('预算'), dueStage: 'b', weights: { a: 1, b: 2 } }],
  }
  return pipelineFull.parse(given)
}
const task = (key: string) => ({
  key,
  name: named(key),
  standard: named(''),
  expectedResult: named(''),
  role: 'owner' as const,
  dueDays: 1,
})
const keys = ({ stages }: PipelineFull) => stages.map(({ key }) => key)

describe('a name in three languages', () => {
  test('is followed by the languages that still say the same, or nothing', () => {
    expect(said(named('新阶段'), 'zh-CN', '报价')).toEqual(named('报价'))
    const translated = { 'zh-CN': '报价', 'zh-TW': '報價', en: '' }
    expect(said(translated, 'zh-CN', '出价')).toEqual({ 'zh-CN': '出价', 'zh-TW': '報價', en: '出价' })
  })
})

describe('stages', () => {
  test('a new one stands last, can be kept and published at once', () => {
    const next = addStage(pipeline(stage('a'), stage('b')), named('New stage'))
    expect(keys(next)).toEqual(['a', 'b', 'new-stage'])
    expect(next.stages[2]).toMatchObject({ id: null, probability: 0.7, outcomes: ['won', 'lost', 'terminated', 'on-hold'] })
    expect(pipelineFull.safeParse(next).success).toBe(true)
    expect(flawsOf(next)).toEqual([])
  })

  test('a copy asks for its own tasks and weighs like the first', () => {
    const gate = {
      criteria: [{ kind: 'any' as const, of: [{ kind: 'task' as const, key: 'survey' }] }],
      mode: 'block' as const,
      warnsUntil: null,
    }
    const before = pipeline(stage('a', { id: crypto.randomUUID(), tasks: [task('survey')], exit: gate }), stage('b'))
    const after = duplicateStage(before, 0, (name) => `${name} 2`)
    expect(keys(after)).toEqual(['a', 'a-2', 'b'])
    const copy = after.stages[1]!
    expect(copy).toMatchObject({ id: null, name: named('a 2'), tasks: [{ key: 'survey-2' }] })
    expect(copy.exit.criteria).toEqual([{ kind: 'any', of: [{ kind: 'task', key: 'survey-2' }] }])
    expect(after.elements[0]!.weights).toEqual({ a: 1, b: 2, 'a-2': 1 })
    expect(flawsOf(after)).toEqual([])
  })

  test('one that is removed leaves no trace in the elements, and comes back with it; other work stays', () => {
    const before = pipeline(stage('a'), stage('b'), stage('c'))
    const without = removeStage(before, 1)
    expect(keys(without)).toEqual(['a', 'c'])
    expect(without.elements[0]).toMatchObject({ dueStage: null, weights: { a: 1 } })
    const worked = { ...without, winGate: 'block' as const }
    expect(putBackStage(worked, before, 1)).toEqual({ ...before, winGate: 'block' })
    expect(keys(removeStage(pipeline(stage('a')), 0))).toEqual(['a'])
  })

  test('elements follow the key of a stage', () => {
    const next = renameStage(pipeline(stage('a'), stage('b')), 1, 'quote')
    expect(next.elements[0]).toMatchObject({ dueStage: 'quote', weights: { a: 1, quote: 2 } })
    expect(flawsOf(next)).toEqual([])
  })

  test('are put in another order', () => {
    expect(movedTo(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
    expect(movedTo(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
  })

  test('those that another version took away count as new in a draft on top of it', () => {
    const [kept, gone] = [crypto.randomUUID(), crypto.randomUUID()]
    const draft = pipeline(stage('a', { id: kept }), stage('b', { id: gone }))
    expect(onTopOf(draft, pipeline(stage('a', { id: kept }))).stages.map(({ id }) => id)).toEqual([kept, null])
  })
})

test('a key is made of the name where it has letters, of a number otherwise, and is never one that is taken', () => {
  expect(keyFrom('Need discovery', 'stage', [])).toBe('need-discovery')
  expect(keyFrom('报价', 'stage', ['stage-2'])).toBe('stage-3')
  expect(keyFrom('Quote', 'stage', ['quote'])).toBe('quote-2')
})
