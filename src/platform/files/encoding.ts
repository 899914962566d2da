import { commonHan } from './common-han.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5' | 'windows-1252'
export const encodings: readonly Encoding[] = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'windows-1252']

export interface DetectedEncoding {
  encoding: Encoding
  byteOrderMark: boolean
}

/**
 * The encoding of a text by its byte order mark, its zero bytes, or null when the bytes must be tried as UTF-8 first
 * (which never passes by accident on Chinese text) and then weighed by `legacyEncoding`.
 */
export function markedEncoding(head: Uint8Array): DetectedEncoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', byteOrderMark: true }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', byteOrderMark: true }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', byteOrderMark: true }

  // UTF-16 without a mark: the line ends, separators and digits of a table carry a zero byte on one side
  const zeros = [0, 0]
  for (let index = 0; index < head.length; index++) if (head[index] === 0) zeros[index % 2]!++
  const [even, odd] = zeros as [number, number]
  if (odd > even * 4 && odd > head.length / 50) return { encoding: 'utf-16le', byteOrderMark: false }
  if (even > odd * 4 && even > head.length / 50) return { encoding: 'utf-16be', byteOrderMark: false }
  return null
}

/**
 * GB18030, Big5 or Western, for bytes that are not UTF-8: each decoding is scored by how usual its characters are,
 * so that a heading of four characters is enough. Reads as much as it is given.
 */
export function legacyEncoding(bytes: Uint8Array): Encoding {
  const scores = (['gb18030', 'big5', 'windows-1252'] as const).map((encoding) => ({ encoding, score: score(bytes, encoding) }))
  return scores.reduce((best, next) => (next.score > best.score ? next : best)).encoding
}

// A pair of bytes of Chinese is one character in GB18030 and Big5 and two in Windows-1252: scores are per byte read.
function score(bytes: Uint8Array, encoding: 'gb18030' | 'big5' | 'windows-1252'): number {
  let total = 0
  for (const character of new TextDecoder(encoding).decode(bytes)) {
    const code = character.codePointAt(0)!
    if (code < 0x80) continue
    if (encoding === 'windows-1252') total += westernLetter.test(character) ? 0.6 : -1
    else if (code === 0xfffd) total -= 8
    else if (commonHan.has(character)) total += 2
    else if (code >= 0x4e00 && code <= 0x9fff) total -= 0.2
    else if (usualMark.test(character)) total += 1
    else total -= 1.5
  }
  return total
}

const westernLetter = /[ÀÁÂÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôöøùúûüœ€£°’–“”]/
const usualMark = /[，。：；、（）《》「」“”‘’【】！？￥·—…０-９Ａ-Ｚａ-ｚ％＊／]/
