import { expect, it } from 'vitest'
import { pauseBeforeRestart } from './restart-pause.ts'

it('a dead database server is started again at once, then ever more rarely, and given up after a while', () => {
  const pauses: number[] = []
  for (let next = pauseBeforeRestart(0); next !== null; next = pauseBeforeRestart(pauses.length)) pauses.push(next)
  expect(pauses[0]).toBeLessThan(500)
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
  expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(120_000)
  expect(pauses.length).toBe(10)
})
