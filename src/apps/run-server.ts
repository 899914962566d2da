import { resolve } from 'node:path'
import { backupBeforeMigration } from '../platform/backup/files.ts'
import { readConfig } from '../platform/config.ts'
import { announce } from '../platform/running.ts'
import { boot } from './boot.ts'
import { serveApp } from './serve.ts'

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
  const ground = await boot({ config, log, backup: backupBeforeMigration(resolve(config.DATA_DIR), log) })
  endings.push(() => ground.stop())
  try {
    const serving = await serveApp({ config, ground })
    endings.push(() => serving.stop())
    endings.push(announce(ground.dataDir, serving.url))
    isStarted = true
    if (isAsked) {
      ending = end().then(() => process.exit(0))
      return
    }
    console.log(`Sluice is ready at ${serving.url}`)
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
