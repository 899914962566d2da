/** Text as search sees it: width and case folded, everything but letters and digits gone. */
export const searchable = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** The distinct two-character pieces of the texts, each text folded by itself. */
export function gramsOf(texts: readonly (string | null | undefined)[]): string[] {
  const grams = new Set<string>()
  for (const text of texts) {
    const characters = [...searchable(text ?? '')].slice(0, 120)
    for (let at = 0; at + 1 < characters.length; at++) grams.add(characters[at]! + characters[at + 1]!)
  }
  return [...grams]
}
