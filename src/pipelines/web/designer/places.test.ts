import { expect, test } from 'vitest'
import { pipelineFull } from '../../definition-shape.ts'
import { placeOf } from './places.ts'

const named = { 'zh-CN': 'x', 'zh-TW': 'x', en: 'x' }
const task = { key: 't', name: named, standard: named, expectedResult: named, role: 'owner', dueDays: 1 }
const definition = pipelineFull.parse({
  stages: ['a', 'b'].map((key) => ({ key, phase: 'lead', name: named, probability: 0.2, tasks: [task] })),
})

test('what is to be mended is found: the stage, its part, or the whole pipeline', () => {
  expect(placeOf('stages.1.exit', definition)).toEqual({ part: 'exit', stage: 'b' })
  expect(placeOf('stages.1.exit.criteria.0.key', definition)).toEqual({ part: 'exit', stage: 'b' })
  expect(placeOf('stages.0.name.en', definition)).toEqual({ part: 'basics', stage: 'a' })
  expect(placeOf('stages.0', definition)).toEqual({ part: 'basics', stage: 'a' })
  expect(placeOf('elements.0.weights', definition)).toEqual({ part: 'elements' })
  expect(placeOf('tasks', definition)).toEqual({ part: 'tasks', stage: 'b' })
  expect(placeOf('stages', definition)).toEqual({ part: 'basics' })
})
