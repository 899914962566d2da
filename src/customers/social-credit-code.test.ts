import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSocialCreditCode, socialCreditCodeFrom } from './social-credit-code.ts'

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
/** The check character by the standard's own table of weights, written out. */
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const withCheck = (body: string): string => {
  const sum = [...body].reduce((total, character, at) => total + alphabet.indexOf(character) * weights[at]!, 0)
  return body + alphabet[(31 - (sum % 31)) % 31]!
}
const body = fc.array(fc.constantFrom(...alphabet), { minLength: 17, maxLength: 17 }).map((characters) => characters.join(''))

test('the example of the standard passes, however it is typed', () => {
  expect(isSocialCreditCode('91350100M000100Y43')).toBe(true)
  expect(isSocialCreditCode(socialCreditCodeFrom(' ９１３５０１００ m000100y-43 '))).toBe(true)
})

test('every code with the right check character passes', () => {
  fc.assert(fc.property(body, (given) => void expect(isSocialCreditCode(withCheck(given))).toBe(true)))
})

test('one wrong character is always noticed', () => {
  fc.assert(
    fc.property(body, fc.nat(17), fc.constantFrom(...alphabet), (given, at, other) => {
      const code = withCheck(given)
      fc.pre(code[at] !== other)
      expect(isSocialCreditCode(code.slice(0, at) + other + code.slice(at + 1))).toBe(false)
    }),
  )
})

test.each(['', '9135', '91350100M000100Y4', '91350100I000100Y43', '没有'])('%j is none', (code) =>
  expect(isSocialCreditCode(code)).toBe(false),
)
