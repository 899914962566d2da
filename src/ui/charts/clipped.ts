/** Text cut to so many half widths, with an ellipsis: Latin letters are half as wide as Chinese ones. */
export const clipped = (text: string, halves: number): string => {
  let used = 0
  for (let index = 0; index < text.length; index++) {
    used += widthOf(text.charCodeAt(index))
    if (used > halves) return text.slice(0, index - 1) + '…'
  }
  return text
}

/** A text in one line of so many half widths or, where that is too short, in two, broken at the last blank that fits; the second is cut. */
export const inTwoLines = (text: string, halves: number): string[] => {
  if (halvesOf(text) <= halves) return [text]
  let used = 0
  let end = 0
  while (end < text.length && (used += widthOf(text.charCodeAt(end))) <= halves) end++
  const blank = text.lastIndexOf(' ', end)
  // Chinese breaks between any two letters; a Latin word does not.
  const at = blank > 0 ? blank : widthOf(text.charCodeAt(end)) === 2 ? end : 0
  return at === 0 ? [clipped(text, halves)] : [text.slice(0, at), clipped(text.slice(at).trimStart(), halves)]
}

/** How many half widths a text takes. */
export const halvesOf = (text: string): number =>
  Array.from(text).reduce((sum, letter) => sum + widthOf(letter.codePointAt(0) ?? 0), 0)

/** Where the parts of a legend begin: one after another, each as wide as its text and so many pixels more. */
export const legendAt = (texts: readonly string[], from: number, more: number): number[] =>
  texts.map((_, index) => from + texts.slice(0, index).reduce((sum, text) => sum + more + halvesOf(text) * 6.6, 0))

const widthOf = (code: number): number => (code > 0x2e7f ? 2 : 1)
