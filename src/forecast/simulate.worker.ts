import { setImmediate } from 'node:timers/promises'
import { parentPort } from 'node:worker_threads'
import type { SimulationAnswer, SimulationOrder } from './queries/simulation-desk.ts'
import { simulationSteps } from './simulate.ts'

const port = parentPort!
const stopped = new Set<number>()
/** A share is told at most so often. */
const tellMs = 40

port.on('message', (order: SimulationOrder) => {
  if ('cancel' in order) stopped.add(order.cancel)
  else void simulate(order)
})

/** Several questions take turns; between two steps an order to stop is heard. */
async function simulate({ run, given }: Exclude<SimulationOrder, { cancel: number }>): Promise<void> {
  const answer = (answered: SimulationAnswer) => port.postMessage(answered)
  let told = performance.now()
  try {
    for (const steps = simulationSteps(given); ;) {
      const { done, value } = steps.next()
      if (done) return answer({ run, result: value })
      await setImmediate()
      if (stopped.delete(run)) return
      if (performance.now() - told < tellMs) continue
      told = performance.now()
      answer({ run, progress: value })
    }
  } catch (error) {
    answer({ run, fault: error instanceof Error ? error.message : String(error) })
  }
}
