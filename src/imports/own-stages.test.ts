import { expect, test } from 'vitest'
import type { Phase } from '../pipelines/stage.ts'
import { ownStages, stagesNamed } from './own-stages.ts'
import { countLost, isZeroUnrecorded, noLostAmounts } from './zero-on-lost.ts'
import { meaningOf } from './stage-words.ts'

const words = (...list: [string, number][]) => list.map(([word, count]) => ({ word, count }))
const pipeline = (...names: string[]) =>
  names.map((name, index) => ({ id: name, key: name, position: index + 1, phase: 'qualify' as Phase, names: [name] }))

test('stages that the pipeline lacks are offered in the order deals go through them; outcomes are no stages', () => {
  expect(
    ownStages(words(['Won', 4238], ['Lost', 2473], ['Engaging', 1589], ['Prospecting', 500]), pipeline('线索获取', '需求挖掘')),
  ).toEqual({ stages: ['Prospecting', 'Engaging'], fit: 0 })
})

test('numbers before the words give the order; a pipeline that fits is left alone unless asked', () => {
  const file = words(['3-寄样', 4], ['1-摸底', 9], ['2-试样', 5])
  expect(ownStages(file, pipeline('甲', '乙'))?.stages).toEqual(['1-摸底', '2-试样', '3-寄样'])
  const known = words(['摸底', 9], ['试样', 5])
  expect(ownStages(known, pipeline('摸底', '试样'))).toBeNull()
  expect(ownStages(known, pipeline('摸底', '试样'), { always: true })).toEqual({ stages: ['摸底', '试样'], fit: 1 })
  expect(ownStages(words(['摸底', 9]), pipeline('甲', '乙'))).toBeNull()
})

test('a pipeline made of names goes forward in phase and in the chance of winning', () => {
  const stages = stagesNamed(['Prospecting', '摸底', 'Negotiation', 'Qualification'])
  expect(stages.map(({ phase }) => phase)).toEqual(['lead', 'qualify', 'negotiate', 'negotiate'])
  expect(stages.map(({ probability }) => probability)).toEqual([0.2, 0.4, 0.6, 0.8])
  expect(new Set(stages.map(({ key }) => key)).size).toBe(4)
})

test('0 on every lost deal means that nobody recorded it; one amount, or too few deals, and it is believed', () => {
  const count = (...amounts: (number | undefined)[]) => {
    const seen = noLostAmounts()
    for (const amount of amounts) countLost(seen, [meaningOf('Lost', [])], amount)
    countLost(seen, [meaningOf('Won', [])], 500)
    return isZeroUnrecorded(seen)
  }
  expect(count(0, 0, 0, 0, 0)).toBe(true)
  expect(count(0, 0, undefined, 0, 0, 0)).toBe(true)
  expect(count(0, 0, 0, 0, 0, 700)).toBe(false)
  expect(count(0, 0, 0, 0)).toBe(false)
})
