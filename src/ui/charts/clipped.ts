/** Text cut to so many half widths, with an ellipsis: Latin letters are half as wide as Chinese ones. */
export const clipped = (text: string, halves: number): string => {
  let used = 0
  for (let index = 0; index < text.length; index++) {
    used += widthOf(text.charCodeAt(index))
    if (used > halves) return text.slice(0, index - 1) + '…'
  }
  return text
}

/** How many half widths a text takes. */
export const halvesOf = (text: string): number =>
  Array.from(text).reduce((sum, letter) => sum + widthOf(letter.codePointAt(0) ?? 0), 0)

/** Where the parts of a legend begin: one after another, each as wide as its text and so many pixels more. */
export const legendAt = (texts: readonly string[], from: number, more: number): number[] =>
  texts.map((_, index) => from + texts.slice(0, index).reduce((sum, text) => sum + more + halvesOf(text) * 6.6, 0))

const widthOf = (code: number): number => (code > 0x2e7f ? 2 : 1)
