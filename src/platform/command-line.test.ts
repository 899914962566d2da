import { describe, expect, it } from 'vitest'
import { readCommandLine, usageOf } from './command-line.ts'
import { WrongUsage } from './verb.ts'

const verbs = [
  { name: 'backup', usage: 'FILE', summary: 'write everything into one file', words: [1, 1] as const },
  {
    name: 'import',
    usage: 'FILE --kind KIND',
    summary: 'read a file',
    words: [1, 1] as const,
    options: { kind: { type: 'string' as const }, 'dry-run': { type: 'boolean' as const } },
  },
  { name: 'funnel', usage: '[options]', summary: 'the funnel', takesAnyOption: true },
]
const read = (...given: string[]) => readCommandLine(given, verbs)

describe('a command line', () => {
  it('is a verb, its words and its options, in any order', () => {
    expect(read('import', '--dry-run', 'a.csv', '--kind', 'customers', '--json')).toEqual({
      verb: verbs[1],
      words: ['a.csv'],
      options: { kind: 'customers', 'dry-run': true, json: true },
    })
  })
  it("hands unnamed options on where a verb takes the API's own names", () => {
    expect(read('funnel', '--groupBy', 'owner', '--from=2026-01-01', '--token', 'x')).toMatchObject({
      options: { groupBy: 'owner', from: '2026-01-01', token: 'x' },
    })
  })
  it.each([
    [[], /needed/],
    [['explode'], /no command "explode"/],
    [['backup'], /backup needs: FILE/],
    [['backup', 'a', 'b'], /Too many words: b/],
    [['backup', 'a', '--kind', 'x'], /Unknown option '--kind'/],
    [['import', 'a', '--kind'], /argument missing/],
    [['funnel', '--from'], /argument missing/],
  ])('%j is wrong usage', (given, message) => {
    expect(() => read(...given)).toThrow(message)
    expect(() => read(...given)).toThrow(WrongUsage)
  })
  it('asks for help', () => {
    expect(read('--help')).toEqual({ help: usageOf(verbs, []) })
    expect(read('backup', '--help')).toMatchObject({ help: expect.stringContaining('backup FILE') as string })
  })
})
