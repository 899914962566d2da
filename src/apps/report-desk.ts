import { Worker } from 'node:worker_threads'
import { DeskClosed, type Question, type ReportDesk } from '../platform/http/reports.ts'
import type { Outcome } from '../platform/refusal.ts'
import { workerEntry } from '../platform/worker-entry.ts'

export interface DeskSetting {
  databaseUrl: string
  /** For the facts of all organisations together. */
  maxBytes: number
}
/** What the thread is told; an organisation alone: somebody will ask for it soon. */
export type Told = { id: number; key: string; question: Question } | { warm: string } | 'stop'
/** What it answers; `fault` when the answer could not be worked out. */
export type Answered = { id: number; outcome: Outcome<unknown> } | { id: number; fault: { message: string; code?: string } }

export interface Desk extends ReportDesk {
  /** From now on this organisation's reports are worked out in the thread, which begins when it is needed first. */
  take: (orgId: string) => void
  stop: () => Promise<void>
}

interface Waiting {
  answer: (outcome: Outcome<unknown>) => void
  fail: (error: Error) => void
}

/** A thread that died is begun again, but not at once: meanwhile reports are asked of the database. */
const restartMs = 10_000

/** One thread that works out the reports of large organisations, with connections and facts of its own (docs/decisions/120). */
export function openDesk(setting: DeskSetting, complain: (line: string, error?: unknown) => void): Desk {
  const taken = new Set<string>()
  const waiting = new Map<number, Waiting>()
  let worker: Worker | null = null
  let notBefore = 0
  let asked = 0

  const begin = (): Worker | null => {
    if (Date.now() < notBefore) return null
    const own = new Worker(...workerEntry('apps/reports', { workerData: setting }))
    own.on('message', (answered: Answered) => {
      const one = waiting.get(answered.id)
      waiting.delete(answered.id)
      if ('outcome' in answered) one?.answer(answered.outcome)
      else one?.fail(Object.assign(new Error(answered.fault.message), { code: answered.fault.code }))
    })
    own.on('error', (error) => complain('the thread for reports died; they are asked of the database until it is back', error))
    own.once('exit', () => {
      if (worker === own) worker = null
      notBefore = Date.now() + restartMs
      for (const { fail } of waiting.values()) fail(new DeskClosed('the thread for reports ended'))
      waiting.clear()
    })
    own.unref()
    return own
  }
  const tell = (told: Told): boolean => {
    worker ??= begin()
    worker?.postMessage(told)
    return worker !== null
  }
  return {
    takes: (orgId) => taken.has(orgId),
    take: (orgId) => {
      taken.add(orgId)
      tell({ warm: orgId })
    },
    ask: (key, question) =>
      new Promise((answer, fail) => {
        const id = asked++
        waiting.set(id, { answer, fail })
        if (tell({ id, key, question })) return
        waiting.delete(id)
        fail(new DeskClosed('there is no thread for reports'))
      }),
    stop: async () => {
      notBefore = Infinity
      const own = worker
      if (!own) return
      const ended = new Promise<void>((resolve) => void own.once('exit', () => resolve()))
      own.postMessage('stop' satisfies Told)
      const limit = setTimeout(() => void own.terminate(), 5000)
      await ended
      clearTimeout(limit)
    },
  }
}
