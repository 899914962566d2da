import { simplified } from './script.ts'

/** Text as search sees it: width, case and script folded, everything but letters and digits gone. */
export const searchable = (text: string): string =>
  simplified(
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  )

const piecesOf = (characters: readonly string[], length: number): string[] =>
  characters.slice(length - 1).map((_, at) => characters.slice(at, at + length).join(''))

/** Pieces of Latin letters and digits are four long where there are four: two of them would be in every third pinyin and phone number. */
const windowsOf = (text: string): string[] => (text.match(/[a-z0-9]{4,}/g) ?? []).flatMap((run) => piecesOf([...run], 4))

/**
 * The distinct pieces under which the texts are filed, each text folded by itself: every two neighbouring characters, and
 * every four neighbouring Latin letters or digits. A long number (phone, code) is found by four of its digits, not by two.
 */
export function gramsOf(texts: readonly (string | null | undefined)[]): string[] {
  const grams = new Set<string>()
  for (const text of texts) {
    const folded = [...searchable(text ?? '')].slice(0, 120)
    const whole = folded.join('')
    const pairs = /^\d{7,}$/.test(whole) ? [] : piecesOf(folded, 2)
    for (const gram of [...(/^[a-z0-9]{21,}$/.test(whole) ? pairs.slice(0, 1) : pairs), ...windowsOf(whole)]) grams.add(gram)
  }
  return [...grams]
}

/**
 * Pieces a record must be filed under to contain the word asked for; none when the word is too short to have one. Of a long
 * Latin word or number its end: tails of telephone numbers tell more than heads. Hits are to be checked against the text itself.
 */
export function gramsAsked(word: string): string[] {
  const folded = searchable(word)
  return /^[a-z0-9]{4,}$/.test(folded)
    ? [...new Set(windowsOf(folded))].slice(-4)
    : [...new Set(piecesOf([...folded], 2))].slice(0, 8)
}
