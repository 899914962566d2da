import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot } from './root.ts'

const bundles = process.env.SLUICE_BUNDLED === '1' ? join(projectRoot, 'dist', 'workers') : process.env.SLUICE_BUNDLED_WORKERS

/**
 * Where a worker thread's program is: `new Worker(...workerEntry('imports/parse'))` runs src/imports/parse.worker.ts,
 * from its bundle in dist/workers when we are a bundle ourselves, else from the source through tsx, which takes seconds each time:
 * tests bundle the threads once and say where (SLUICE_BUNDLED_WORKERS).
 * Extra options (resourceLimits, workerData…) are handed on.
 */
export const workerEntry = <T extends object>(name: string, options?: T): [URL, T & { execArgv: string[] }] => [
  bundles
    ? pathToFileURL(join(bundles, `${name}.worker.js`))
    : throughTsx(pathToFileURL(join(projectRoot, 'src', `${name}.worker.ts`))),
  { ...(options as T), execArgv: [] },
]

/** Node 20 ignores `--import tsx` for a thread's first file, so a tiny program registers it and then imports the source. */
function throughTsx(source: URL): URL {
  const tsx = pathToFileURL(createRequire(join(projectRoot, 'package.json')).resolve('tsx/esm/api').replace(/cjs$/, 'mjs'))
  const program = `import { register } from '${tsx.href}'; register(); await import('${source.href}')`
  return new URL(`data:text/javascript,${encodeURIComponent(program)}`)
}
