import { looseKey } from '../platform/text/keys.ts'

/** A line of a file of benchmarks: which stage, what share, and where the number comes from. */
export interface BenchmarkLine {
  line: number
  stageId: string
  share: number
  note: string
}
export type BenchmarkFlaw = 'unknown-stage' | 'no-share' | 'twice'

interface Stage {
  id: string
  key: string
  /** Its name in every language. */
  names: readonly string[]
}

/**
 * Reads benchmarks as people keep them: a line per stage with its key or name, a share (0.6, 60 % or 60) and, where it comes from; parted
 * by tabs, commas or semicolons, with or without a line of headings. What cannot be read is named by its line (from 1).
 */
export function benchmarkLines(text: string, stages: readonly Stage[]) {
  const known = new Map(stages.flatMap(({ id, key, names }) => [key, ...names].map((name) => [looseKey(name), id] as const)))
  const lines: BenchmarkLine[] = []
  const flaws: { line: number; text: string; flaw: BenchmarkFlaw }[] = []
  const seen = new Set<string>()
  const rows = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  rows.forEach((row, index) => {
    if (row.trim() === '') return
    const [name = '', given = '', ...rest] = row.split(/[\t,;，；]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
    const stageId = known.get(looseKey(name))
    const share = shareOf(given)
    const flaw = stageId === undefined ? 'unknown-stage' : share === null ? 'no-share' : seen.has(stageId) ? 'twice' : null
    // a first line that names neither a stage nor a share is the headings
    if (index === 0 && stageId === undefined && share === null) return
    if (flaw !== null) flaws.push({ line: index + 1, text: row.slice(0, 200), flaw })
    else {
      seen.add(stageId!)
      lines.push({ line: index + 1, stageId: stageId!, share: share!, note: rest.join(' ').trim().slice(0, 400) })
    }
  })
  return { lines, flaws }
}

/** 0.6, 60% and 60 are the same; null for what is no share above 0 and up to 1. */
function shareOf(given: string): number | null {
  const found = /^(\d+(?:\.\d+)?)\s*([%％])?$/.exec(given.normalize('NFKC'))
  if (!found) return null
  const value = Number(found[1])
  const share = found[2] || value > 1 ? value / 100 : value
  return share > 0 && share <= 1 ? share : null
}
