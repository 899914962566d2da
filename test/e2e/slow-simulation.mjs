// Loaded before the server (NODE_OPTIONS=--import): the thread that simulates computes as on a machine with next to no time for it,
// so that a simulation of milliseconds can be watched and stopped. Nothing else of the server is touched.
import { syncBuiltinESMExports } from 'node:module'
import threads from 'node:worker_threads'

const { Worker } = threads

const slowed = (file) => `
  const { imul } = Math
  const bell = new Int32Array(new SharedArrayBuffer(4))
  let drawn = 0
  Math.imul = (a, b) => {
    if (++drawn % 2000 === 0) Atomics.wait(bell, 0, 0, 4)
    return imul(a, b)
  }
  await import(${JSON.stringify(file)})`

threads.Worker = class extends Worker {
  constructor(file, options) {
    const isSimulation = String(file).includes('forecast/simulate')
    super(isSimulation ? new URL(`data:text/javascript,${encodeURIComponent(slowed(String(file)))}`) : file, options)
  }
}
syncBuiltinESMExports()
