import { pinyin } from 'pinyin-pro'

/** Full pinyin without tones and the initials, for sorting and for search by keyboard: 云帆 → { full: 'yunfan', initials: 'yf' }. */
export function pinyinOf(text: string): { full: string; initials: string } {
  const plain = text.normalize('NFKC').toLowerCase()
  if (!/\p{Script=Han}/u.test(plain)) return { full: plain.replace(/[^\p{L}\p{N}]/gu, '').slice(0, 200), initials: '' }
  const syllables = pinyin(plain, { toneType: 'none', type: 'array', nonZh: 'consecutive' })
  return {
    full: syllables
      .join('')
      .replace(/[^\p{L}\p{N}]/gu, '')
      .slice(0, 200),
    initials: syllables
      .map((syllable) => syllable.replace(/[^\p{L}\p{N}]/gu, '').slice(0, 1))
      .join('')
      .slice(0, 60),
  }
}
