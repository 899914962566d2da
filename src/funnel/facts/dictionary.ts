/** Values by small numbers, in the order in which they were met; 0 is none. */
export interface Dictionary {
  values: (string | null)[]
  codes: Map<string, number>
}

export const emptyDictionary = (): Dictionary => ({ values: [null], codes: new Map() })

/** Codes have two bytes. */
const mostValues = 65_535

/** The number of a value, a new one when it was not met yet. Throws beyond 65,535 values: such facts are not kept. */
export function codeOf(dictionary: Dictionary, value: string | null): number {
  if (value === null) return 0
  const known = dictionary.codes.get(value)
  if (known !== undefined) return known
  const code = dictionary.values.length
  if (code > mostValues) throw new RangeError('more values than a code can number')
  dictionary.codes.set(value, code)
  dictionary.values.push(value)
  return code
}

/** Which codes are wanted, as flags by code; null when all are. */
export function wanted(dictionary: Dictionary, values: readonly string[] | null | undefined): Uint8Array | null {
  if (values === null || values === undefined) return null
  const flags = new Uint8Array(dictionary.values.length)
  for (const value of values) {
    const code = dictionary.codes.get(value)
    if (code !== undefined) flags[code] = 1
  }
  return flags
}
