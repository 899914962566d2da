import { inSimplified, traditional } from './traditional-characters.ts'

const others = [...inSimplified]
const simplifiedOf = new Map([...traditional].map((character, at) => [character, others[at]!]))

const withVariants = new RegExp(`[${traditional}]`, 'gu')

/** Text with every character of traditional script as simplified script writes it, one for one: 客戶 and 客户 become the same. */
export const simplified = (text: string): string =>
  text.replace(withVariants, (character) => simplifiedOf.get(character) ?? character)

let variants: Map<string, string> | undefined

/**
 * The characters that `simplified` turns into one of the word's, and into which: a text in which only these are exchanged holds
 * the simplified word exactly where the whole text simplified would hold it.
 */
export function variantsOf(word: string): { from: string; to: string } {
  if (!variants) {
    variants = new Map()
    for (const [character, plain] of simplifiedOf) variants.set(plain, (variants.get(plain) ?? '') + character)
  }
  let [from, to] = ['', '']
  for (const character of new Set(word)) {
    const written = variants.get(character) ?? ''
    from += written
    to += character.repeat(written.length)
  }
  return { from, to }
}
