import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { begin } from './children.mjs'
import { root } from './root.mjs'

const [name = '', ...rest] = process.argv.slice(2)
const file = join(root, 'bench', `${name}.ts`)
if (!/^[\w-]+$/.test(name) || !existsSync(file)) {
  const names = readdirSync(join(root, 'bench'))
    .filter((it) => it.endsWith('.ts') && !it.endsWith('.test.ts'))
    .map((it) => it.slice(0, -3))
  process.stderr.write(`Usage: npm run -s bench -- NAME\nNames: ${names.join(', ') || 'none yet'}\n`)
  process.exit(2)
}
const child = begin(process.execPath, ['--import', 'tsx', file, ...rest])
child.on('exit', (code) => (process.exitCode = code ?? 1))
