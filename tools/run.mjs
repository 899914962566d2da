// Every npm script is `node tools/run.mjs TASK …`. It imports only `node:` modules until what the task needs is in place:
// packages installed (when package files changed), then bundles built (when sources changed). The task then runs in this very
// process, so that stdio, signals and the exit code are its own and no second runtime sits in memory.
import { isNodeRecentEnough, installPackages } from './install.mjs'
import { withLock } from './lock.mjs'
import { endWithParent } from './parent.mjs'
import { setSourceMapsEnabled, argv, env } from 'node:process'

/** What each task needs before it runs: bundles of the `server`, of the `web` pages, or neither. */
const tasks = {
  start: { needs: ['server', 'web'], run: () => import('../dist/server.js') },
  cli: {
    needs: [argv[3] === 'serve' ? ['server', 'web'] : ['server']].flat(),
    run: () => import('../dist/cli.js'),
  },
  build: { needs: ['server', 'web'], run: () => undefined },
  dev: { needs: [], run: () => import('./dev.mjs') },
  test: { needs: [], run: () => import('./test.mjs') },
  check: { needs: [], run: () => import('./test.mjs') },
  bench: { needs: ['server', 'web'], run: () => import('./bench.mjs') },
  explore: { needs: [], run: () => import('./explore.mjs') },
  format: { needs: [], run: () => import('./format.mjs') },
}

const stop = (line, code) => {
  process.stderr.write(`${line}\n`)
  process.exit(code)
}

const name = argv[2] ?? ''
const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined
if (!task) stop(`Unknown task "${name}". Tasks: ${Object.keys(tasks).join(', ')}.`, 2)
if (!isNodeRecentEnough(process.versions.node))
  stop(
    `Sluice needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer one from https://nodejs.org and try again.`,
    1,
  )

endWithParent()

try {
  await withLock('prepare', async () => {
    await installPackages()
    if (task.needs.length > 0) {
      const { ensureBuilt } = await import('./build.mjs')
      await ensureBuilt(task.needs)
    }
  })
} catch (error) {
  stop(error instanceof Error ? error.message : String(error), 1)
}

env.NODE_ENV ??= name === 'start' || name === 'cli' ? 'production' : env.NODE_ENV
if (env.NODE_ENV === undefined || env.NODE_ENV === 'undefined') delete env.NODE_ENV
setSourceMapsEnabled(true)
// The task sees its arguments as any program does: node, program, then what the person typed.
process.argv = [argv[0], argv[1], ...(name === 'check' ? ['checks'] : []), ...argv.slice(3)]
await task.run()
