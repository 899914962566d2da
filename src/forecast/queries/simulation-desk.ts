import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { workerEntry } from '../../platform/worker-entry.ts'
import { type Simulated, type SimulationGiven, simulationSteps } from '../simulate.ts'

/** What the thread is told, and what it tells. */
export type SimulationOrder = { run: number; given: SimulationGiven } | { cancel: number }
export type SimulationAnswer =
  | { run: number; progress: number }
  | { run: number; result: Simulated }
  | { run: number; fault: string }

export interface Simulation {
  id: string
  status: 'running' | 'done' | 'cancelled' | 'failed'
  /** Share that is done. */
  progress: number
  result: Simulated | null
  /** Settles when it is no longer running, in whichever way. */
  ended: Promise<void>
}

interface Kept extends Simulation {
  orgId: string
  run: number
  end: () => void
}

const mostKept = 400
/** A thread that died is begun again, but not at once: meanwhile simulations run in turns with the requests. */
const restartMs = 10_000
const kept = new Map<string, Kept>()
const running = new Map<number, Kept>()
let runs = 0
let worker: Worker | null = null
let notBefore = 0

/**
 * A simulation of exactly these figures, in a thread of its own: the one that was made before, the one under way, or a new one. Its
 * name is made of everything it is given (what is won, every deal with its chance, past amounts, spread, target and seed), so that the
 * same data, question and seed are simulated once, and news that change none of them cost nothing. `again`: one that was cancelled or
 * failed begins anew.
 */
export function simulateBeside(orgId: string, given: SimulationGiven, { again = false } = {}): Simulation {
  const id = nameOf(orgId, given)
  const known = kept.get(id)
  const isOver = known?.status === 'failed' || (known?.status === 'cancelled' && again)
  if (known && !isOver) return known
  let end = (): void => {}
  const ended = new Promise<void>((resolve) => (end = resolve))
  const own: Kept = { id, orgId, run: runs++, status: 'running', progress: 0, result: null, ended, end }
  kept.delete(id)
  kept.set(id, own)
  running.set(own.run, own)
  makeRoom()
  if (!tell({ run: own.run, given })) void inTurns(own, given)
  return own
}

/** A simulation of an organisation by its name; null when nobody remembers it. */
export function findSimulation(orgId: string, id: string): Simulation | null {
  const found = kept.get(id)
  return found?.orgId === orgId ? found : null
}

/** Stops a simulation that is under way; false when it has ended already. */
export function cancelSimulation(orgId: string, id: string): boolean {
  const found = kept.get(id)
  if (found?.orgId !== orgId || found.status !== 'running') return false
  settle(found, 'cancelled')
  tell({ cancel: found.run })
  return true
}

function settle(own: Kept, status: 'done' | 'cancelled' | 'failed', result: Simulated | null = null): void {
  if (own.status !== 'running') return
  Object.assign(own, { status, result, progress: status === 'done' ? 1 : own.progress })
  running.delete(own.run)
  own.end()
}

function makeRoom(): void {
  for (const [id, { status }] of kept) {
    if (kept.size <= mostKept) return
    if (status !== 'running') kept.delete(id)
  }
}

function nameOf(orgId: string, { closed, bets, newCount, newAmounts, sigma, target, seed, runs }: SimulationGiven): string {
  const figures = [closed, newCount, sigma, target ?? NaN, seed, runs ?? 0, bets.length]
  for (const { amount, chance } of bets) figures.push(amount, chance)
  const print = createHash('sha256').update(orgId).update(Float64Array.from([...figures, ...newAmounts])).digest('hex') // prettier-ignore
  return `${print.slice(0, 8)}-${print.slice(8, 12)}-8${print.slice(13, 16)}-8${print.slice(17, 20)}-${print.slice(20, 32)}`
}

function tell(order: SimulationOrder): boolean {
  if (!worker && Date.now() >= notBefore) worker = begin()
  worker?.postMessage(order)
  return worker !== null
}

function begin(): Worker {
  const own = new Worker(...workerEntry('forecast/simulate'))
  own.on('message', (answered: SimulationAnswer) => {
    const simulation = running.get(answered.run)
    if (!simulation) return
    if ('progress' in answered) simulation.progress = answered.progress
    else if ('result' in answered) settle(simulation, 'done', answered.result)
    else settle(simulation, 'failed')
  })
  // what it was doing is over; the next question begins a thread anew
  own.on('error', (error) => {
    notBefore = Date.now() + restartMs
    console.error('the thread of simulations died; it is begun anew when somebody asks', error)
  })
  own.once('exit', () => {
    if (worker === own) worker = null
    for (const simulation of [...running.values()]) settle(simulation, 'failed')
  })
  own.unref()
  return own
}

async function inTurns(own: Kept, given: SimulationGiven): Promise<void> {
  for (const steps = simulationSteps(given); ;) {
    const { done, value } = steps.next()
    if (done) return settle(own, 'done', value)
    await setImmediate()
    if (own.status !== 'running') return
    own.progress = value
  }
}
