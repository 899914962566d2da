/**
 * docs/formulas.md names a test for every formula: each named file is there and has a test of that sentence.
 * Exits 1 with one line per fault, and when it found nothing to check.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../src/platform/root.ts'

/** Faults of a table of formulas; `read` gives the text of a test file, or null where there is none. */
export const formulaFaults = (table: string, read: (file: string) => string | null): { tests: number; faults: string[] } => {
  const rows = table.split('\n').filter((line) => /^\| \d/.test(line))
  const named = rows.map((row) => ({
    row,
    file: /`([\w./-]+\.test\.ts)`/.exec(row)?.[1] ?? '',
    sentences: [...row.matchAll(/“([^”]+)”/g)].map(([, sentence]) => sentence!),
  }))
  const faults = named.flatMap(({ row, file, sentences }) => {
    const text = file && read(file)
    if (!text) return [`${row.slice(0, 60)}… names no test file that is there: ${file}`]
    if (sentences.length === 0) return [`${row.slice(0, 60)}… names no test`]
    const calls = text.replaceAll(/\(\s+/g, '(')
    const isThere = (sentence: string) => [`'`, '"', '`'].some((quote) => calls.includes(`(${quote}${sentence}${quote}, `))
    return sentences.filter((sentence) => !isThere(sentence)).map((sentence) => `${file} has no test “${sentence}”`)
  })
  const tests = named.reduce((sum, { sentences }) => sum + sentences.length, 0)
  return { tests, faults: tests === 0 ? [...faults, 'no formula names a test'] : faults }
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const read = (file: string) => (existsSync(join(projectRoot, file)) ? readFileSync(join(projectRoot, file), 'utf8') : null)
  const { tests, faults } = formulaFaults(read('docs/formulas.md') ?? '', read)
  for (const fault of faults) console.error(fault)
  console.log(`${tests} tests of formulas`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
