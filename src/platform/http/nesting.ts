/** Deeper than anything that a person or a program of good will sends. */
export const deepestBody = 100

/** Whether a value nests deeper than `limit`; looks without recursion, so that no body can exhaust the stack. */
export function nestsDeeper(value: unknown, limit: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []))
  }
  return false
}
