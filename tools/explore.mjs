// `npm run -s explore -- [MINUTES] [PATH …]`: the property tests with fresh seeds for so long (10 minutes unless told otherwise).
// Without a path the API is sent random requests as well, of a fresh seed and twice as many (test/fuzz.db.test.ts).
// `npm test` asks all of them with one seed that never changes; this is where new examples are looked for, before a release at least.
import { randomInt } from 'node:crypto'
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
const files = [...found.map(({ path }) => path), ...(paths.length === 0 ? ['test/fuzz.db.test.ts'] : [])]
const args = ['run', '-c', 'vitest.explore.config.ts', '--reporter=minimal', ...files]
const envOfRound = () => ({
  ...process.env,
  NODE_ENV: 'test',
  SLUICE_EXPLORE_SECONDS: String(seconds),
  FUZZ_SEED: String(randomInt(2 ** 31)),
  FUZZ_ROUNDS: '32',
})
const end = performance.now() + minutes * 60_000
let code
do ({ code } = await run(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), ...args], { env: envOfRound() }))
while (code === 0 && performance.now() < end)
process.stdout.write(code === 0 ? 'no seed has failed\n' : 'a seed has failed (marked ✗ above)\n')
process.exitCode = code
