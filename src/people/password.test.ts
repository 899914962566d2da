import { expect, test } from 'vitest'
import { passwordFlaw } from './password.ts'

test.each([
  ['short', 'too-short'],
  ['aaaaaaaaaaaa', 'repeated-characters'],
  ['1234567890', 'a-run'],
  ['password123!', 'common'],
  ['wang.lihua12', 'names-you'],
])('%s is refused', (password, reason) => {
  expect(passwordFlaw(password, ['Wang.Lihua@example.com'])).toMatchObject({ ok: false, refusal: { facts: { reason } } })
})

test('a long sentence of one’s own is taken', () => {
  expect(passwordFlaw('三月的雨落在江上 river', ['wang@example.com', '云帆科技'])).toBeNull()
  expect(passwordFlaw('correct horse battery', ['wang@example.com'])).toBeNull()
})
