import { resolve } from 'node:path'
import { backupBeforeMigration } from '../../platform/backup/files.ts'
import { createLog } from '../../platform/log.ts'
import { boot } from '../boot.ts'
import type { LocalVerb } from '../local-verb.ts'
import { runServer } from '../run-server.ts'

const never = () => new Promise<never>(() => {})

export const serveVerb: LocalVerb = {
  name: 'serve',
  usage: '',
  summary: 'migrate, serve and do the background work, as npm start does',
  run: async () => {
    await runServer()
    return never()
  },
}

/** Background work alone, beside a serving process: for a database server shared by several machines. */
export const worker: LocalVerb = {
  name: 'worker',
  usage: '',
  summary: 'do only the background work, beside other processes on one DATABASE_URL',
  run: async ({ config, say }) => {
    const ground = await boot({ config, log: say, backup: backupBeforeMigration(resolve(config.DATA_DIR), say) })
    const [{ startJobs }, { startSchedules }, { works }] = await Promise.all([
      import('../../platform/jobs.ts'),
      import('../schedules.ts'),
      import('../slices.ts'),
    ])
    const log = createLog(config.LOG_LEVEL)
    const complain = (line: string, error?: unknown) => log.error({ err: error }, line)
    const jobs = startJobs(ground.db, works, complain)
    const schedules = startSchedules(ground.db, complain)
    say('Sluice works in the background.')
    await new Promise<void>((end) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end())
      // Jobs and schedules wait without keeping the process alive.
      setInterval(() => {}, 60_000)
    })
    schedules.stop()
    await jobs.stop()
    await ground.stop()
    return { value: { stopped: true }, lines: [] }
  },
}
