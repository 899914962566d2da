import { expect, test } from 'vitest'
import { nestsDeeper } from './nesting.ts'

const nested = (depth: number): unknown => {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { inner: value }
  return value
}

test('a body is measured without descending into it by calls', () => {
  expect(nestsDeeper(nested(100), 100)).toBe(false)
  expect(nestsDeeper(nested(101), 100)).toBe(true)
  expect(nestsDeeper(nested(200_000), 100)).toBe(true)
  expect(nestsDeeper({ a: [1, { b: null }], c: 'text' }, 3)).toBe(false)
})
