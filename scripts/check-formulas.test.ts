import { describe, expect, it } from 'vitest'
import { formulaFaults } from './check-formulas.ts'

const row = (test: string) => `| formula | comes to | test |\n| --- | --- | --- |\n| 9 order | 1, 2 | ${test} |\n`
const read = (file: string) =>
  file === 'src/a.test.ts' ? `it('adds up', () => {})\ntest.each([1])(\n  'counts %s', () => {})` : null

describe('the table of formulas', () => {
  it('is let through when every named test is there', () =>
    expect(formulaFaults(row('`src/a.test.ts` “adds up”, “counts %s”'), read)).toEqual({ tests: 2, faults: [] }))

  it.each([
    ['a test that was renamed', row('`src/a.test.ts` “adds”'), /no test “adds”/],
    ['a file that is gone', row('`src/b.test.ts` “adds up”'), /names no test file that is there: src\/b\.test\.ts/],
    ['a formula without a test', row('none yet'), /names no test file/],
    ['a formula with a file alone', row('`src/a.test.ts`'), /names no test/],
    ['a table that cannot be read', 'nothing', /no formula names a test/],
  ])('is refused for %s', (_, table, complaint) => expect(formulaFaults(table, read).faults.join('\n')).toMatch(complaint))
})
