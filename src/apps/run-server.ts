import { resolve } from 'node:path'
import { backupBeforeMigration } from '../platform/backup/files.ts'
import { readConfig } from '../platform/config.ts'
import { announce } from '../platform/running.ts'
import { boot } from './boot.ts'

/**
 * One process that migrates, serves and does the background work, until told to stop: running requests are answered, then the
 * database is closed. Says on stdout where it serves, everything else on stderr.
 */
export async function runServer(): Promise<void> {
  const endings: (() => Promise<void> | void)[] = []
  let ending: Promise<void> | undefined
  const end = async () => {
    for (const one of endings.toReversed()) await one()
  }
  let isStarted = false
  let isAsked = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      // A second Ctrl-C does not wait; leaving this process ends its database all the same.
      if (ending && signal === 'SIGINT') process.exit(130)
      isAsked = true
      if (isStarted) ending ??= end().then(() => process.exit(0))
    })
  const config = readConfig(process.env)
  const log = (line: string) => console.error(line)
  const booting = boot({ config, log, backup: backupBeforeMigration(resolve(config.DATA_DIR), log) })
  // The rest of the program is read while the database starts.
  const serving = import('./serve.ts')
  serving.catch(() => {})
  const ground = await booting
  endings.push(() => ground.stop())
  try {
    const { serveApp } = await serving
    const served = await serveApp({ config, ground })
    endings.push(() => served.stop())
    endings.push(announce(ground.dataDir, served.url))
    isStarted = true
    if (isAsked) {
      ending = end().then(() => process.exit(0))
      return
    }
    if (process.argv.includes('--demo')) {
      const [{ isSetUp }, { beginDemo }, { clientOf }] = await Promise.all([
        import('../people/commands/set-up.ts'),
        import('../demo/cli.ts'),
        import('./api-client.ts'),
      ])
      if (await isSetUp(ground.db)) log('This data folder is in use already: --demo changes nothing.')
      else await beginDemo(clientOf(served.url), log)
    }
    console.log(`Sluice is ready at ${served.url}`)
  } catch (error) {
    await end()
    throw error
  }
}

/** Runs a program's main function; a failure is one line on stderr and exit code 1. */
export const runProgram = (main: () => Promise<void>): void => {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  })
}
