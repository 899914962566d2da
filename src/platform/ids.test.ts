import { expect, test } from 'vitest'
import { isId, newId } from './ids.ts'

test('ids made later sort later, and none comes twice', () => {
  const made = Array.from({ length: 5000 }, newId)
  expect(made.every(isId)).toBe(true)
  expect([...new Set(made)].sort()).toEqual(made)
})
