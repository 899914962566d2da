import { setTimeout as pause } from 'node:timers/promises'
import type { Context, Password } from './cluster.ts'
import { pauseBeforeRestart, wellAfter } from './restart-pause.ts'
import { listenOn, logFileOf, runServer, type RunningServer } from './server-process.ts'

/**
 * Runs the server of a prepared folder and starts it again, at the same address, when it ends by itself: the connections of
 * before are gone, new ones find it. Says each of it in the log.
 */
export const keepRunning = async (context: Context, password: Password): Promise<RunningServer> => {
  const { dataDir, log } = context
  const listening = await listenOn(context)
  const stopping = new AbortController()
  let failures = 0
  let began = Date.now()
  let restarting = Promise.resolve()
  const onDeath = (how: string): void => {
    if (stopping.signal.aborted) return
    log(`the database server ended unexpectedly (${how}) and is started again; its log is ${logFileOf(dataDir)}`)
    if (Date.now() - began > wellAfter) failures = 0
    restarting = restarting.then(startAgain)
  }
  let server = await runServer(context, password, listening, onDeath)

  const startAgain = async (): Promise<void> => {
    for (;;) {
      const wait = pauseBeforeRestart(failures++)
      if (wait === null) {
        log(`the database server does not start any more; see ${logFileOf(dataDir)}, then start Sluice again`)
        return
      }
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return
      try {
        began = Date.now()
        server = await runServer(context, password, listening, onDeath)
        log(`the database server runs again after ${Date.now() - began} ms`)
        return
      } catch (error) {
        log(error instanceof Error ? error.message : String(error))
      }
    }
  }

  return {
    url: server.url,
    stop: async () => {
      stopping.abort()
      await restarting
      await server.stop()
    },
  }
}
