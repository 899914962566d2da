/** Text as search sees it: width and case folded, everything but letters and digits gone. */
export const searchable = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

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
    const isNumber = /^\d{7,}$/.test(folded.join(''))
    for (const gram of [...(isNumber ? [] : piecesOf(folded, 2)), ...windowsOf(folded.join(''))]) grams.add(gram)
  }
  return [...grams]
}

/** The pieces a record must be filed under to contain the word asked for; none when the word is too short to have one. */
export function gramsAsked(word: string): string[] {
  const folded = searchable(word)
  return /^[a-z0-9]{4,}$/.test(folded)
    ? [...new Set(windowsOf(folded))].slice(0, 6)
    : [...new Set(piecesOf([...folded], 2))].slice(0, 8)
}
