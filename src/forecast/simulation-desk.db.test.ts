import { describe, expect, test } from 'vitest'
import { cancelSimulation, findSimulation, simulateBeside } from './queries/simulation-desk.ts'
import { simulate, type SimulationGiven } from './simulate.ts'

const given = (seed: number, runs: number): SimulationGiven => ({
  closed: 300,
  bets: Array.from({ length: 200 }, (_, deal) => ({ amount: 10 + deal, chance: 0.3 })),
  newCount: 3,
  newAmounts: [20, 40, 80],
  sigma: 0.2,
  target: 7000,
  seed,
  runs,
})
const [here, elsewhere] = ['0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000002']

describe('a simulation beside the requests', () => {
  test('comes to what it comes to in the request, and is made once', async () => {
    const first = simulateBeside(here, given(42, 3000))
    const second = simulateBeside(here, given(42, 3000))
    expect(second).toBe(first)
    await first.ended
    expect(first).toMatchObject({ status: 'done', progress: 1, result: simulate(given(42, 3000)) })
    expect(simulateBeside(here, given(42, 3000))).toBe(first)
    expect(simulateBeside(here, given(43, 3000)).id).not.toBe(first.id)
    const another = given(42, 3000)
    expect(simulateBeside(here, { ...another, bets: another.bets.slice(1) }).id).not.toBe(first.id)
    expect(simulateBeside(elsewhere, given(42, 3000)).id).not.toBe(first.id)
    expect(findSimulation(elsewhere, first.id)).toBeNull()
    expect(cancelSimulation(elsewhere, first.id)).toBe(false)
    expect(cancelSimulation(here, first.id)).toBe(false)
  })
  test('tells how far it is, is stopped, and the thread goes on with others', async () => {
    const long = simulateBeside(here, given(1, 20_000_000))
    const short = simulateBeside(here, given(2, 3000))
    await short.ended
    expect(short.status).toBe('done')
    await expect.poll(() => long.progress, { timeout: 20_000, interval: 20 }).toBeGreaterThan(0)
    expect(cancelSimulation(here, long.id)).toBe(true)
    await long.ended
    expect(long).toMatchObject({ status: 'cancelled', result: null })
    // asked by a page that does not wait it stays stopped; who waits begins it again
    expect(simulateBeside(here, given(1, 20_000_000))).toBe(long)
    const again = simulateBeside(here, given(1, 20_000_000), { again: true })
    expect(again).not.toBe(long)
    expect(again.status).toBe('running')
    expect(cancelSimulation(here, again.id)).toBe(true)
    const after = simulateBeside(here, given(3, 3000))
    await after.ended
    expect(after.result).toEqual(simulate(given(3, 3000)))
  })
  test('that fails says so, others go on, and it is begun anew when it is asked for again', async () => {
    // more runs than there is room for
    const wild = simulateBeside(here, given(4, 2 ** 40))
    const other = simulateBeside(here, given(5, 3000))
    await Promise.all([wild.ended, other.ended])
    expect(wild).toMatchObject({ status: 'failed', result: null })
    expect(other.status).toBe('done')
    expect(findSimulation(here, wild.id)).toBe(wild)
    const again = simulateBeside(here, given(4, 2 ** 40))
    expect(again).not.toBe(wild)
    expect(again.id).toBe(wild.id)
    await again.ended
    expect(again.status).toBe('failed')
  })
})
