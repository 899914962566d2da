import { expect, test } from 'vitest'
import type { words } from '../words.ts'
import { sentenceForReply } from './issue.ts'

const t = ((key: keyof (typeof words)['zh-CN'], facts?: object) => [key, ...Object.values(facts ?? {})].join(' ')) as Parameters<
  typeof sentenceForReply
>[1]
const said = (code: string, message: string): string => sentenceForReply({ path: 'any', code, message }, t)

test('what the server found wrong in a field is said in the words of the page, with its bound', () => {
  expect(said('too_small', 'Too small: expected string to have >=1 characters')).toBe('required')
  expect(said('too_small', 'Too small: expected string to have >=8 characters')).toBe('tooShort 8')
  expect(said('too_small', 'Too small: expected number to be >=-1')).toBe('tooSmall -1')
  expect(said('too_big', 'Too big: expected string to have <=4000 characters')).toBe('tooLong 4000')
  expect(said('too_big', 'Too big: expected number to be <=100')).toBe('tooBig 100')
  expect(said('invalid_type', 'Invalid input: expected string, received undefined')).toBe('required')
  expect(said('invalid_format', 'Invalid ISO date')).toBe('notDate')
  expect(said('custom', 'between 2000 and 2100')).toBe('notValid')
})
