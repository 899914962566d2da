import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { qrOf } from './qr.ts'

const print = (text: string): string =>
  createHash('sha256')
    .update(
      qrOf(text)!
        .map((row) => row.map((dark) => (dark ? '#' : '.')).join(''))
        .join('\n'),
    ) // prettier-ignore
    .digest('hex')
    .slice(0, 12)

/** Codes of these texts were read by another program when they were pinned. */
test('a code is as large as its text asks for, and as it was when it was read', () => {
  const of = (length: number) => 'https://sluice.example/answer/'.padEnd(length, 'aB3-_xyZ')
  expect([30, 85, 120, 180, 213].map((length) => qrOf(of(length))!.length)).toEqual([29, 41, 45, 53, 57])
  expect(qrOf(of(214))).toBe(null)
  expect([of(30), of(85), of(120), of(213)].map(print)).toEqual(['7e7923b86c94', '5b0f9fe6ce7d', '0166723c2ad8', 'c516d79bf4fa'])
})
