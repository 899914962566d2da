const between = ' ~ '

/** How a warning names a customer that came and the one on record it may be. */
export const namesakesTold = (name: string, other: string): string => `${name}${between}${other}`

/** The two of them again. */
export function namesakesOf(told: string): { name: string; other: string } {
  const at = told.indexOf(between)
  return at < 0 ? { name: told, other: '' } : { name: told.slice(0, at), other: told.slice(at + between.length) }
}
