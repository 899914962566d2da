import { expect, test } from 'vitest'
import type { Criterion } from '../../criteria.ts'
import { addInto, criterionAt, groupsBeside, insertAt, liftOut, removeAt, replaceAt, shiftAt, sinkInto } from './criteria-tree.ts'

const task = (key: string): Criterion => ({ kind: 'task', key })
const any = (...of: Criterion[]): Criterion => ({ kind: 'any', of })
const gate = [task('a'), any(task('b'), any(task('c'))), task('d')]

test('a criterion is found, replaced, removed and put back by its place, however deep', () => {
  expect(criterionAt(gate, [1, 1, 0])).toEqual(task('c'))
  expect(criterionAt(gate, [0, 1])).toBeUndefined()
  expect(replaceAt(gate, [1, 1, 0], task('x'))[1]).toEqual(any(task('b'), any(task('x'))))
  const without = removeAt(gate, [1, 0])
  expect(without[1]).toEqual(any(any(task('c'))))
  expect(insertAt(without, [1, 0], task('b'))).toEqual(gate)
  expect(addInto(gate, [1, 1], task('x'))[1]).toEqual(any(task('b'), any(task('c'), task('x'))))
  expect(addInto(gate, [], task('x'))).toEqual([...gate, task('x')])
})

test('a criterion moves up and down, out of its group and into another; nothing is lost or doubled', () => {
  expect(shiftAt(gate, [2], -1)).toEqual([gate[0], gate[2], gate[1]])
  expect(shiftAt(gate, [0], -1)).toEqual(gate)
  expect(liftOut(gate, [1, 0])).toEqual([task('a'), any(any(task('c'))), task('b'), task('d')])
  expect(liftOut(gate, [0])).toEqual(gate)
  expect(sinkInto(gate, [0], 1)).toEqual([any(task('b'), any(task('c')), task('a')), task('d')])
  expect(sinkInto(gate, [2], 1)).toEqual([task('a'), any(task('b'), any(task('c')), task('d'))])
  expect(sinkInto(gate, [0], 2)).toEqual(gate)
  expect(groupsBeside(gate, [0]).map(({ index }) => index)).toEqual([1])
  expect(groupsBeside(gate, [1, 0]).map(({ index }) => index)).toEqual([1])
  expect(groupsBeside(gate, [1])).toEqual([])
})
