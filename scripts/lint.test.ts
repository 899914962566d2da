import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../src/platform/root.ts'
import { withTree } from './planted-tree.ts'

/** Our own rules, without those that need type information. */
const rules = () => readFileSync(join(projectRoot, '.oxlintrc.json'), 'utf8').replace('"typeAware": true', '"typeAware": false')

/** Complaints of the linter, with our own rules, about planted files. */
const lint = (files: Record<string, string>): Promise<string> =>
  withTree({ ...files, '.oxlintrc.json': rules() }, (folder) => {
    try {
      const oxlint = join(projectRoot, 'node_modules', 'oxlint', 'bin', 'oxlint')
      return execFileSync(process.execPath, [oxlint, '-f', 'unix', '.'], { cwd: folder, encoding: 'utf8' })
    } catch (error) {
      return String((error as { stdout?: string }).stdout)
    }
  })

describe('the linter', () => {
  const fault =
    "import { readFile } from 'node:fs/promises'\nimport { store } from './store.ts'\nexport const x = [readFile, store]\n"

  it('keeps input and output out of rule files and pages, and lets role files do their work', async () => {
    const output = await lint({
      'src/customers/level.ts': fault,
      'src/customers/store.ts': fault,
      'src/customers/commands/merge.ts': fault,
      'src/customers/web/Page.tsx': fault,
    })
    const complaints = output.split('\n').filter((line) => line.includes('no-restricted-imports'))
    const counts = ['level.ts', 'store.ts', 'merge.ts', 'Page.tsx'].map(
      (file) => complaints.filter((it) => it.includes(`${file}:`)).length,
    )
    expect(counts).toEqual([2, 0, 0, 2])
  })
})
