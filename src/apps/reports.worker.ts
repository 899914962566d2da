import { parentPort, workerData } from 'node:worker_threads'
import { keepFacts, loadInBackground, stopKeeping } from '../funnel/queries/facts/keeper.ts'
import { openDatabase, readingIn } from '../platform/database/connect.ts'
import type { Answered, DeskSetting, Told } from './report-desk.ts'
import { reportByKey } from './reports.ts'

const { databaseUrl, maxBytes } = workerData as DeskSetting
const port = parentPort!
/** One to load facts, the others for those who ask. They stay: a fresh one plans its first statements for a tenth of a second. */
const { db, close } = openDatabase(databaseUrl, { max: 4, idleMs: 0 })
const keeper = keepFacts(db, { maxBytes, complain: (line, error) => console.error(line, error ?? '') })

port.on('message', (told: Told) => {
  if (told === 'stop') void stop()
  else if ('warm' in told) void loadInBackground(keeper, told.warm)
  else void answer(told)
})

async function answer({ id, key, question }: Exclude<Told, 'stop' | { warm: string }>): Promise<void> {
  let answered: Answered
  try {
    const report = reportByKey.get(key)
    if (!report) throw new Error(`no report is called ${key}`)
    const outcome = await readingIn(db, question.caller.orgId, async (tx) => report.read(tx, question as never))
    answered = { id, outcome }
  } catch (error) {
    const { message, code } = error as Error & { code?: string }
    answered = { id, fault: { message, ...(code === undefined ? {} : { code }) } }
  }
  port.postMessage(answered)
}

async function stop(): Promise<void> {
  await stopKeeping(keeper)
  await close()
  port.close()
}
