import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot } from './root.ts'

/**
 * Where a worker thread's program is: `new Worker(...workerEntry('imports/parse'))` runs src/imports/parse.worker.ts,
 * from its bundle in dist/workers when we are a bundle ourselves, else from the source through tsx.
 * Extra options (resourceLimits, workerData…) are handed on.
 */
export const workerEntry = <T extends object>(name: string, options?: T): [URL, T & { execArgv: string[] }] =>
  process.env.SLUICE_BUNDLED === '1'
    ? [pathToFileURL(join(projectRoot, 'dist', 'workers', `${name}.worker.js`)), { ...(options as T), execArgv: [] }]
    : [pathToFileURL(join(projectRoot, 'src', `${name}.worker.ts`)), { ...(options as T), execArgv: ['--import', 'tsx'] }]
