import { expect, test } from 'vitest'
import { batchesOf, mappedTo, sourcesOf, whatRefuses } from './transfer-plan.ts'

const deal = (id: string, pipeline: string, key: string, position: number, probability: number) => ({
  id,
  probability,
  pipeline: { id: pipeline, name: pipeline },
  stage: { key, name: key, position },
})
const deals = [
  deal('1', 'a', 'late', 2, 0.6),
  deal('2', 'b', 'early', 0, 0.2),
  deal('3', 'a', 'early', 0, 0.1),
  deal('4', 'a', 'late', 2, 0.6),
  deal('5', 'target', 'early', 0, 0.1),
]
const stages = [
  { key: 'first', probability: 0.15 },
  { key: 'middle', probability: 0.4 },
  { key: 'last', probability: 0.8 },
]

test('deals are gathered by the stage of their pipeline, in its order; those already there stay out', () => {
  expect(sourcesOf(deals, 'target').map(({ id, ids }) => [id, ids])).toEqual([
    ['a/early', ['3']],
    ['a/late', ['1', '4']],
    ['b/early', ['2']],
  ])
  expect(sourcesOf([], 'target')).toEqual([])
})

test('each goes to the stage with the nearest chance below its own, the first where none is, or as chosen', () => {
  const sources = sourcesOf(deals, 'target')
  expect(mappedTo(sources, stages, {})).toEqual({ 'a/early': 'first', 'a/late': 'middle', 'b/early': 'first' })
  expect(mappedTo(sources, stages, { 'a/late': 'last', 'b/early': 'gone' })).toEqual({
    'a/early': 'first',
    'a/late': 'last',
    'b/early': 'first',
  })
  expect(mappedTo(sources, [], {})).toEqual({ 'a/early': '', 'a/late': '', 'b/early': '' })
})

test('portions hold deals of one pipeline, whose stages of the same name go their own way', () => {
  const sources = sourcesOf(deals, 'target')
  const mapping = mappedTo(sources, stages, { 'b/early': 'last' })
  const ofA = { early: 'first', late: 'middle' }
  expect(batchesOf(sources, mapping, 2)).toEqual([
    { ids: ['3', '1'], mapping: ofA },
    { ids: ['4'], mapping: ofA },
    { ids: ['2'], mapping: { early: 'last' } },
  ])
})

test('what refuses is counted by deal: what is missing, else the refusal itself', () => {
  const refused = [
    { problem: { title: '门槛未过', missing: [{ label: '预算' }, { label: '金额' }, { label: '预算' }] } },
    { problem: { title: '门槛未过', missing: [{ label: '金额' }] } },
    { problem: { title: '不在进行中' } },
  ]
  expect(whatRefuses(refused)).toEqual([
    { what: '金额', count: 2 },
    { what: '预算', count: 1 },
    { what: '不在进行中', count: 1 },
  ])
})
