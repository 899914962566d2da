import { expect, test } from 'vitest'
import { best, fitOf } from './ranking.ts'

test.each([
  ['云帆', '云帆', 3],
  ['GTX Pro', 'GTXPro', 3],
  ['北京', '北京云帆', 2],
  ['云帆', '北京云帆', 1],
  ['yf', '云帆', 0],
])('%s fits %s by %i', (word, name, fit) => expect(fitOf(word, name)).toBe(fit))

test('the better fit comes first, among equals the newer one, and the rest is announced', () => {
  const hits = ['北京云帆', '云帆科技', '云帆', '上海云帆'].map((title) => ({ title }))
  expect(best('云帆', hits, 3)).toEqual({ items: [{ title: '云帆' }, { title: '云帆科技' }, { title: '北京云帆' }], more: true })
  expect(best('云帆', hits, 4).more).toBe(false)
})
