// `npm run -s explore -- [MINUTES] [PATH …]`: the property tests with fresh seeds for so long (10 minutes unless told otherwise).
// `npm test` asks them with one seed that never changes; this is where new examples are looked for, before a release at least.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './children.mjs'
import { root } from './root.mjs'

const [first = '10', ...rest] = process.argv.slice(2)
const isTime = /^\d+(\.\d+)?$/.test(first)
const minutes = isTime ? Number(first) : 10
const paths = isTime ? rest : [first, ...rest]

const found = ['src', 'test', 'scripts']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)))
  .filter((path) => path.endsWith('.test.ts') && (paths.length === 0 || paths.some((it) => path.includes(it))))
  .map((path) => ({ path, properties: readFileSync(join(root, path), 'utf8').split('fc.assert(').length - 1 }))
  .filter(({ properties }) => properties > 0)
const count = found.reduce((sum, { properties }) => sum + properties, 0)
if (count === 0) {
  process.stderr.write('Usage: npm run -s explore -- [MINUTES] [PATH …]\nNo property test has such a path.\n')
  process.exit(2)
}

// Two files run side by side (vitest.config.ts). Tests have limits of time of their own: what is longer goes in rounds.
const longest = 10
const seconds = Math.min(longest, (minutes * 60 * 2) / count)
process.stdout.write(`${count} properties in ${found.length} files, ${seconds.toFixed(1)} s of fresh seeds each in a round\n`)
const args = ['run', '-c', 'vitest.explore.config.ts', '--reporter=minimal', ...found.map(({ path }) => path)]
const env = { ...process.env, NODE_ENV: 'test', SLUICE_EXPLORE_SECONDS: String(seconds) }
const end = performance.now() + minutes * 60_000
let code
do ({ code } = await run(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), ...args], { env }))
while (code === 0 && performance.now() < end)
process.stdout.write(code === 0 ? 'no seed has failed\n' : 'a seed has failed (marked ✗ above)\n')
process.exitCode = code
