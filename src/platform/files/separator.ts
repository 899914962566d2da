import type { Separator } from './sheet.ts'

const candidates: readonly Separator[] = [',', '\t', ';', '|']

/**
 * The separator of a delimited text, from its beginning: the one that cuts most lines into the same number of cells
 * (more cells win). Separators inside quotes do not count. An Excel hint line (`sep=;`) decides at once.
 */
export function detectSeparator(head: string): Separator {
  const hint = /^sep=(.)\r?\n/i.exec(head)?.[1]
  if (hint && (candidates as readonly string[]).includes(hint)) return hint as Separator
  const lines = countPerLine(head)
  const scored = candidates.map((separator, index) => ({ separator, score: steadiness(lines.map((counts) => counts[index]!)) }))
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).separator
}

/** Whether the text begins with Excel's `sep=;` line, which is no row. */
export const hasSeparatorHint = (head: string): boolean => /^sep=.\r?\n/i.test(head)

function countPerLine(text: string): number[][] {
  const lines: number[][] = []
  let counts = candidates.map(() => 0)
  let quoted = false
  let filled = false
  for (const character of text) {
    if (character === '"') quoted = !quoted
    if (quoted) continue
    if (character === '\n' || character === '\r') {
      if (filled) lines.push(counts)
      if (lines.length >= 200) return lines
      counts = candidates.map(() => 0)
      filled = false
      continue
    }
    filled = true
    const index = (candidates as readonly string[]).indexOf(character)
    if (index >= 0) counts[index]!++
  }
  // the last line may be cut off in the middle; it speaks only when it is alone
  if (lines.length === 0 && filled) lines.push(counts)
  return lines
}

function steadiness(counts: number[]): number {
  const frequencies = new Map<number, number>()
  for (const count of counts) if (count > 0) frequencies.set(count, (frequencies.get(count) ?? 0) + 1)
  let best = 0
  for (const [count, lines] of frequencies) best = Math.max(best, (lines / counts.length) * (1 + Math.min(count, 50) / 100))
  return best
}
