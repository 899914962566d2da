import { readFileSync } from 'node:fs'
import { runnerImport, type Plugin } from 'vite'
import { importsOf, withoutComments } from './imports.ts'

/**
 * Contracts hold the schemas of every request and reply; a page calls an endpoint and needs its method and path. So a module
 * of the web gets a contract without its schemas, and zod stays out of every page: 34 of 107 KB of the board. Only a form
 * validates: a module that imports zod or `useFields` gets the whole contract, and forms are loaded when they are opened.
 * A page that would miss a schema does not build.
 */
export const leanContracts = (): Plugin => ({
  name: 'lean-contracts',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (!importer || !/[/-]contract\.ts$/.test(source) || /[/-]contract\.ts(\?|$)/.test(importer)) return null
    const path = (await this.resolve(source, importer, { skipSelf: true }))?.id
    const text = readFileSync(importer.replace(/\?.*$/, ''), 'utf8')
    if (!path || validates(text)) return path
    const missed = schemaUsed(text, Object.keys(await contractAt(path)))
    if (missed)
      this.error(`${importer} reads ${missed}: a module that needs a schema imports zod or useFields (scripts/lean-contracts.ts)`)
    return `${path}?lean`
  },
  async load(id) {
    if (!id.endsWith('contract.ts?lean')) return null
    const path = id.replace(/\?lean$/, '')
    this.addWatchFile(path)
    return lean(await contractAt(path))
  },
  watchChange: () => contracts.clear(),
})

const contracts = new Map<string, Promise<Record<string, unknown>>>()
const contractAt = (path: string): Promise<Record<string, unknown>> => {
  const known = contracts.get(path) ?? runnerImport<Record<string, unknown>>(path, { configFile: false }).then((it) => it.module)
  contracts.set(path, known)
  return known
}

/** Whether a module checks values against schemas itself. */
export const validates = (source: string): boolean =>
  importsOf(source).some(({ from, isType }) => !isType && (from === 'zod' || from.endsWith('/use-fields.ts')))

/** The first schema of these endpoints that the module reads at run time, such as `createLead.body`. */
export const schemaUsed = (source: string, endpoints: string[]): string | undefined =>
  new RegExp(`(?<!typeof\\s+|[\\w$.])(?:${endpoints.join('|')})\\.(?:params|query|body|reply)\\b`).exec(
    withoutComments(source),
  )?.[0]

/** The contract as a module without schemas: endpoints by what a call needs, plain values as they are; what else it holds is not there. */
export const lean = (contract: Record<string, unknown>): string =>
  Object.entries(contract)
    .map(([name, value]) => [name, isEndpoint(value) ? callOf(value) : value] as const)
    .filter(([, value]) => isPlain(value))
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}\n`)
    .join('')

const callOf = ({ method, path, access }: Record<'method' | 'path' | 'access', unknown>) => ({ method, path, access })
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isSchema = (value: unknown): boolean => isObject(value) && '_zod' in value
const isEndpoint = (value: unknown): value is Record<'method' | 'path' | 'access', unknown> =>
  isObject(value) && isSchema(value['params']) && 'path' in value
const isPlain = (value: unknown): boolean =>
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (isObject(value) && !isSchema(value) && Object.values(value).every(isPlain))
