import { expect, test } from 'vitest'
import { changesBetween } from './definition-changes.ts'
import { pipelineFull } from './definition-shape.ts'
import type { PipelineFull } from './definition.ts'

const named = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })
const ids = Object.fromEntries(['a', 'b', 'c'].map((key) => [key, crypto.randomUUID()]))
const stage = (key: string, more: object = {}) => ({
  id: ids[key] ?? null,
  key,
  phase: 'qualify',
  name: named(key),
  probability: 0.4,
  ...more,
})
const asking = (...keys: string[]) => ({ criteria: keys.map((key) => ({ kind: 'field', key, test: 'set' })) })
const pipeline = (stages: object[], more: object = {}): PipelineFull => pipelineFull.parse({ stages, ...more })
const codes = (before: PipelineFull, after: PipelineFull) =>
  changesBetween(before, after).map((change) =>
    [change.code, 'side' in change ? change.side : '', 'name' in change ? change.name.en : ''].filter(Boolean).join(' '),
  )

const before = pipeline([stage('a', { exit: asking('note') }), stage('b'), stage('c')], {
  elements: [{ key: 'need', name: named('need') }],
})

test('the same pipeline has no changes, whatever the order of its keys', () => {
  expect(codes(before, before)).toEqual([])
  const shuffled = JSON.parse(JSON.stringify(before), (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).reverse())
      : value,
  ) as PipelineFull
  expect(codes(before, shuffled)).toEqual([])
})

test('gates that come, change and go are told apart', () => {
  const after = pipeline([stage('a', { entry: asking('note') }), stage('b', { exit: asking('note') }), stage('c')], {
    elements: [{ key: 'need', name: named('need') }],
  })
  expect(codes(before, after)).toEqual(['gate-added entry a', 'gate-removed exit a', 'gate-added exit b'])
  const changed = pipeline([stage('a', { exit: asking('note', 'nextStep') }), stage('b'), stage('c')], {
    elements: before.elements,
  })
  expect(codes(before, changed)).toEqual(['gate-changed exit a'])
})

test('stages that come, go, change places or their name are told, elements and the rule for wins too', () => {
  const after = pipeline(
    [stage('c', { name: named('cc') }), stage('a', { exit: asking('note'), expectedDays: 3 }), stage('new')],
    { elements: [{ key: 'budget', name: named('budget') }], winGate: 'block' },
  )
  expect(codes(before, after)).toEqual([
    'stage-renamed cc',
    'stage-changed a',
    'stage-added new',
    'stage-removed b',
    'stages-reordered',
    'element-added budget',
    'element-removed need',
    'win-gate-changed',
  ])
})

test('an element that only loses its weight in a stage that goes is not told; another weight where it stays is', () => {
  const weighing = (stages: object[], weights: object) =>
    pipeline(stages, { elements: [{ key: 'need', name: named('need'), weights }] })
  const three = weighing([stage('a'), stage('b'), stage('c')], { a: 1, b: 2, c: 3 })
  expect(codes(three, weighing([stage('a'), stage('c')], { a: 1, c: 3 }))).toEqual(['stage-removed b'])
  expect(codes(three, weighing([stage('a'), stage('c')], { a: 1, c: 4 }))).toEqual(['stage-removed b', 'element-changed need'])
})
