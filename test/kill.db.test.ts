import { expect, it } from 'vitest'
import { runningUrl } from '../src/platform/embedded/start.ts'
import { killRounds } from './kill-rounds.ts'

it('killed three times in the middle of writes, Sluice loses nothing that it acknowledged, and opens cleanly', async () => {
  const { rounds, lost, torn } = await killRounds({ kills: 3, ownerUrl: ({ dataDir }) => runningUrl(dataDir) ?? '' })
  expect(rounds.map(({ killed }) => killed)).toEqual(['application', 'application and database', 'application'])
  expect(Math.min(...rounds.map(({ acknowledged }) => acknowledged))).toBeGreaterThan(10)
  expect(lost).toEqual([])
  expect(torn).toBe(0)
}, 120_000)
