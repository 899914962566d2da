import { expect, test } from 'vitest'
import { namesakesOf, namesakesTold } from './namesakes.ts'

test('who came and who was there are told in one line and found in it again', () => {
  expect(namesakesOf(namesakesTold('华芯电子', '华芯电子有限公司'))).toEqual({ name: '华芯电子', other: '华芯电子有限公司' })
  expect(namesakesOf('华芯电子')).toEqual({ name: '华芯电子', other: '' })
})
