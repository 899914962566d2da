import { expect, test } from 'vitest'
import { legacyEncoding, markedEncoding } from './encoding.ts'
import { detectSeparator } from './separator.ts'
import { sniff } from './sniff.ts'

// What iconv writes for these texts; TextEncoder speaks only UTF-8.
const gb = {
  客户名称: [0xbf, 0xcd, 0xbb, 0xa7, 0xc3, 0xfb, 0xb3, 0xc6],
  手机: [0xca, 0xd6, 0xbb, 0xfa],
  北京: [0xb1, 0xb1, 0xbe, 0xa9],
  公司: [0xb9, 0xab, 0xcb, 0xbe],
}
const big5 = {
  客戶名稱: [0xab, 0xc8, 0xa4, 0xe1, 0xa6, 0x57, 0xba, 0xd9],
  公司: [0xa4, 0xbd, 0xa5, 0x71],
  電話: [0xb9, 0x71, 0xb8, 0xdc],
  台北: [0xa5, 0x78, 0xa5, 0x5f],
}

test.each(Object.entries(gb))('two characters of GB18030 are enough to know it: %s', (text, bytes) => {
  expect(new TextDecoder('gb18030').decode(Uint8Array.from(bytes))).toBe(text)
  expect(legacyEncoding(Uint8Array.from(bytes))).toBe('gb18030')
})

test.each(Object.entries(big5))('two characters of Big5 are enough to know it: %s', (text, bytes) => {
  expect(new TextDecoder('big5').decode(Uint8Array.from(bytes))).toBe(text)
  expect(legacyEncoding(Uint8Array.from(bytes))).toBe('big5')
})

test('a Western export is not taken for Chinese', () => {
  const bytes = Uint8Array.from(
    [...'Name;Ort\r\nM']
      .map((letter) => letter.charCodeAt(0))
      .concat(
        [0xfc],
        [...'ller;K'].map((letter) => letter.charCodeAt(0)),
        [0xf6],
        [...'ln'].map((letter) => letter.charCodeAt(0)),
      ),
  )
  expect(legacyEncoding(bytes)).toBe('windows-1252')
})

test('byte order marks and the zero bytes of UTF-16 speak for themselves', () => {
  expect(markedEncoding(Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]))).toEqual({ encoding: 'utf-8', byteOrderMark: true })
  const le = Uint8Array.from([...'a,客户\n1,2\n'].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]))
  const be = Uint8Array.from([...'a,客户\n1,2\n'].flatMap((letter) => [letter.charCodeAt(0) >> 8, letter.charCodeAt(0) & 255]))
  expect(markedEncoding(le)).toEqual({ encoding: 'utf-16le', byteOrderMark: false })
  expect(markedEncoding(be)).toEqual({ encoding: 'utf-16be', byteOrderMark: false })
  expect(markedEncoding(Uint8Array.from(gb.客户名称))).toBeNull()
})

test('the separator is the one that cuts lines alike, whatever commas the texts hold', () => {
  expect(detectSeparator('a,b,c\n1,2,3\n')).toBe(',')
  expect(detectSeparator('名称;金额\n"甲;乙";1,5\n丙;2,75\n')).toBe(';')
  expect(detectSeparator('名称\t备注\n甲\t含,逗号,多\n乙\t无\n')).toBe('\t')
  expect(detectSeparator('a|b\n1,2|3\n4|5,6\n')).toBe('|')
  expect(detectSeparator('sep=;\nx,y;z\n')).toBe(';')
  expect(detectSeparator('只有一列\n甲\n')).toBe(',')
})

test('a file is what its bytes say', () => {
  expect(sniff(Uint8Array.from([0x50, 0x4b, 3, 4]))).toBe('zip')
  expect(sniff(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))).toBe('ole2')
  expect(sniff(new TextEncoder().encode('  <html><table>'))).toBe('html')
  expect(sniff(new TextEncoder().encode('名称,金额'))).toBe('text')
  expect(sniff(new Uint8Array())).toBe('empty')
})
