import { join } from 'node:path'
import { build } from 'vite'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { endpoint } from '../src/platform/contract.ts'
import { lean, leanContracts, schemaUsed, validates } from './lean-contracts.ts'
import { withTree } from './planted-tree.ts'

const contract = `
const schema = { _zod: true, secret: 'the schema' }
export const kinds = ['visit', 'call']
export const shape = schema
export const fields = { name: schema }
export const createLead = { method: 'POST', path: '/leads', access: 'signed-in', params: schema, body: schema }
`
const page = `import { createLead, kinds } from './contract.ts'\nexport const asked = [createLead.path, kinds]\n`

/** The code that a browser would get of a page. */
const built = (source: string, more: Record<string, string> = {}): Promise<string> =>
  withTree({ 'contract.ts': contract, 'page.ts': source, ...more }, async (folder) => {
    const result = await build({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      plugins: [leanContracts()],
      build: { write: false, minify: false, lib: { entry: join(folder, 'page.ts'), formats: ['es'], fileName: 'page' } },
    })
    const [first] = [result].flat()
    return first && 'output' in first ? first.output.map((it) => ('code' in it ? it.code : '')).join('\n') : ''
  })

describe('a page gets a contract without its schemas', () => {
  it('keeps what a call needs and plain values', () => {
    const list = endpoint({ method: 'GET', path: '/leads/:id', summary: '', tag: '', reply: z.object({ name: z.string() }) })
    const module = lean({ list, kinds: ['visit'], shape: z.string(), fields: { name: z.string() }, make: () => 1 })
    expect(module).toBe(
      'export const list = {"method":"GET","path":"/leads/:id","access":"signed-in"}\nexport const kinds = ["visit"]\n',
    )
  })
  it('leaves the schema out of a page, and in a form', async () => {
    const code = await built(page)
    expect(code).toContain('/leads')
    expect(code).toContain('visit')
    expect(code).not.toContain('the schema')
    const form = `import { useFields } from './use-fields.ts'\n${page}\nexport const form = useFields(createLead.body)\n`
    expect(await built(form, { 'use-fields.ts': 'export const useFields = (it: unknown) => it' })).toContain('the schema')
  })
  it('builds no page that reads a schema which it would not get', async () => {
    await expect(built(`${page}\nexport const body = createLead.body\n`)).rejects.toThrow('reads createLead.body')
    await expect(built(`${page}\nexport { shape } from './contract.ts'\n`)).rejects.toThrow('shape')
  })
  it('takes types for no use of a schema', () => {
    expect(schemaUsed('type Body = z.input<typeof createLead.body>', ['createLead'])).toBeUndefined()
    expect(schemaUsed('const a = createLead.body.shape', ['createLead'])).toBe('createLead.body')
    expect(validates("import type { z } from 'zod'")).toBe(false)
    expect(validates("import { z } from 'zod'")).toBe(true)
    expect(validates("import type { Fields } from '../../ui/fields/use-fields.ts'")).toBe(false)
  })
})
