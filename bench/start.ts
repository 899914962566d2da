/** From an empty folder to the first page answered, the same with data there, and the memory of everything when idle. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { familyOf, quantile, residentOf, tell } from './ground/measure.ts'
import { startServer } from './ground/serving.ts'

const rounds = Number(process.argv[2] ?? 3)
const [cold, warm, page, resident]: [number[], number[], number[], number[]] = [[], [], [], []]

for (let round = 0; round < rounds; round++) {
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-bench-start-'))
  try {
    for (const times of [cold, warm]) {
      const began = performance.now()
      const started = await startServer({ DATA_DIR: dataDir })
      const response = await fetch(started.url)
      if (!response.ok || !(await response.text()).includes('<script'))
        throw new Error(`the first page answered ${response.status}`)
      times.push(performance.now() - began)
      page.push(performance.now() - began - started.readyMs)
      if (times === warm) {
        await wait(8000)
        const postmaster = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
        resident.push(residentOf([started.child.pid!, ...familyOf(postmaster)]))
      }
      await started.stop()
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

tell({ name: 'start: empty folder to first page', figure: quantile(cold, 0.5) / 1000, unit: 's', bar: 3, rounds })
tell({ name: 'start: warm to first page', figure: quantile(warm, 0.5) / 1000, unit: 's', bar: 1, rounds })
tell({ name: 'memory: all idle, application and database', figure: quantile(resident, 0.5), unit: 'MB', bar: 250, rounds })
