import { expect, test } from 'vitest'
import { defineWords, say } from './words.ts'

const words = defineWords({
  'zh-CN': { deals: '{{count}} 个商机，{{names}}' },
  'zh-TW': { deals: '{{count}} 個商機，{{names}}' },
  en: { deals: '{{count}} {{count|deal|deals}}, {{names}}' },
})

test('a sentence takes its facts, lists in the way of the language', () => {
  expect(say('zh-CN', words, 'deals', { count: 2, names: ['甲', '乙'] })).toBe('2 个商机，甲、乙')
  expect(say('en', words, 'deals', { count: 2, names: ['A', 'B'] })).toBe('2 deals, A, B')
})

test('one is one, written or counted', () => {
  expect(say('en', words, 'deals', { count: 1, names: 'A' })).toBe('1 deal, A')
  expect(say('en', words, 'deals', { count: '1', names: 'A' })).toBe('1 deal, A')
  expect(say('en', words, 'deals', { count: '1,001', names: 'A' })).toBe('1,001 deals, A')
  expect(say('en', words, 'deals', { count: 0, names: 'A' })).toBe('0 deals, A')
})

test('an unknown fact stays visible', () => {
  expect(say('en', words, 'deals', {})).toBe('{{count}} {{count|deal|deals}}, {{names}}')
})
