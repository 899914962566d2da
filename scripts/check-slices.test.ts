import { describe, expect, it } from 'vitest'
import { checkSlices } from './check-slices.ts'
import { withTree } from './planted-tree.ts'

const faultsOf = (files: Record<string, string>) => withTree(files, (folder) => checkSlices(folder).faults)

const sound = {
  'platform/clock.ts': 'export const day = 1\n',
  'platform/disk.ts': "import { readFile } from 'node:fs/promises'\nexport const disk = readFile\n",
  'people/member.ts': 'export interface Member { id: string }\n',
  'people/store.ts': "import { sql } from 'kysely'\nexport const store = sql\n",
  'people/queries.ts': "import { store } from './store.ts'\nexport const members = store\n",
  'customers/customer.ts':
    "import type { Member } from '../people/member.ts'\nimport { day } from '../platform/clock.ts'\nexport const x = (m: Member) => day\n",
  'customers/commands/merge.ts':
    "import { members } from '../../people/queries.ts'\nimport { disk } from '../../platform/disk.ts'\nexport const merge = [members, disk]\n",
  'customers/web/CustomerPage.tsx': "import { x } from '../customer.ts'\nexport const CustomerPage = () => x\n",
}

describe('the fences of the house', () => {
  it('let a sound tree through', async () => expect(await faultsOf(sound)).toEqual([]))

  it('complain when more than one module in twenty is long', async () => {
    const long = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, it) => [`platform/long-${it}.ts`, 'export const a = 1\n'.repeat(221)]))
    const many = Object.fromEntries(Array.from({ length: 38 }, (_, it) => [`platform/short-${it}.ts`, 'export const a = 1\n']))
    expect(await faultsOf({ ...sound, ...many, ...long(2) })).toEqual([])
    expect(await faultsOf({ ...sound, ...many, ...long(3) })).toEqual([expect.stringMatching(/95th percentile is 221/)])
    const words = Object.fromEntries(Object.entries(long(5)).map(([path, text]) => [path.replace('long-', 'words/long-'), text]))
    expect(await faultsOf({ ...sound, ...many, ...words })).toEqual([])
  })

  it('complain when there is nothing to check', async () => expect(await faultsOf({})).toHaveLength(1))

  it.each([
    [
      'a rule file that reads through node:fs/promises',
      'customers/level.ts',
      "import { readFile } from 'node:fs/promises'",
      /level\.ts: imports node:fs\/promises: a rule file is pure/,
    ],
    [
      'a rule file that uses a built-in without its prefix',
      'customers/level.ts',
      "import fs from 'fs'",
      /imports fs: a rule file is pure/,
    ],
    [
      'a rule file that imports the database library',
      'customers/level.ts',
      "import { sql } from 'kysely'",
      /imports kysely: a rule file is pure/,
    ],
    [
      'a rule file that imports a store',
      'people/reach.ts',
      "import { store } from './store.ts'",
      /reach\.ts: imports people\/store\.ts/,
    ],
    [
      'a rule file that reads through somebody else',
      'customers/level.ts',
      "import {\n  disk,\n} from '../platform/disk.ts'",
      /through its imports/,
    ],
    [
      'a dynamic import of a store',
      'people/reach.ts',
      "const s = () => import('./store.ts')",
      /reach\.ts: imports people\/store\.ts/,
    ],
    ['a re-export of a store', 'people/reach.ts', "export { store } from './store.ts'", /reach\.ts: imports people\/store\.ts/],
    ['a page that imports a store', 'people/web/People.tsx', "import { store } from '../store.ts'", /a page asks the server/],
    [
      'a page that imports a folder of commands',
      'customers/web/Merge.tsx',
      "import { merge } from '../commands/merge.ts'",
      /a page asks the server/,
    ],
    [
      "another slice's store",
      'customers/queries.ts',
      "import { store } from '../people/store.ts'",
      /another slice's store is its own/,
    ],
    [
      "another slice's page",
      'leads/web/Lead.tsx',
      "import { P } from '../../people/web/People.tsx'",
      /another slice's pages/,
      { 'people/web/People.tsx': 'export const P = 1\n' },
    ],
    [
      'a slice that reaches upward',
      'people/queries.ts',
      "import { x } from '../customers/customer.ts'",
      /people comes before customers/,
    ],
    [
      'a platform that knows the business',
      'platform/mail.ts',
      "import { x } from '../customers/customer.ts'",
      /platform knows no business/,
    ],
    ['a slice that the house does not have', 'magic/wand.ts', '', /"magic" is no slice/],
    ['a name that says nothing', 'customers/utils.ts', '', /says nothing/],
    ['a barrel', 'customers/index.ts', '', /says nothing/],
    ['a file name in camelCase', 'customers/customerLevel.ts', '', /kebab-case/],
    ['a component outside web', 'customers/Card.tsx', '', /web folder/],
    ['a file of 401 lines', 'customers/level.ts', 'export const a = 1\n'.repeat(400), /401 lines/],
    ['a role file of 301 lines', 'customers/store.ts', '// x\n'.repeat(300), /becomes a folder/],
    [
      'a cycle',
      'customers/level.ts',
      "import { t } from './tier.ts'\nexport const l = t",
      /cycle: /,
      { 'customers/tier.ts': "import { l } from './level.ts'\nexport const t = l\n" },
    ],
  ])('catch %s', async (_, path, source, complaint, more: Record<string, string> = {}) => {
    const faults = await faultsOf({ ...sound, ...more, [path]: `${source}\n` })
    expect(faults.join('\n')).toMatch(complaint)
  })

  it('do not take a type, a comment or a sentence for an import', async () => {
    const source =
      "import type { Merge } from './level.ts'\n// import { x } from './store.ts'\nexport const text: Merge = \"import x from 'node:fs'\"\n"
    const faults = await faultsOf({ ...sound, 'customers/level.ts': 'export type Merge = string\n', 'customers/tier.ts': source })
    expect(faults).toEqual([])
  })
})
