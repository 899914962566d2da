const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Width folded, upper case, without blanks; what is stored and compared. */
export const socialCreditCodeFrom = (given: string): string => given.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')

/**
 * Whether a unified social credit code is one that can have been issued: 18 characters of its alphabet (no I, O, S, V, Z) and
 * the check character of GB 32100-2015: with weights 3^i mod 31 over the first 17, (31 - sum mod 31) mod 31.
 */
export function isSocialCreditCode(code: string): boolean {
  const values = [...code].map((character) => alphabet.indexOf(character))
  if (values.length !== 18 || values.some((value) => value < 0)) return false
  let weight = 1
  let sum = 0
  for (const value of values.slice(0, 17)) {
    sum += value * weight
    weight = (weight * 3) % 31
  }
  return values[17] === (31 - (sum % 31)) % 31
}
