/**
 * Thirty kills -9 in the middle of writes, on the embedded database and on a PostgreSQL server: `npm run -s bench -- kill [KILLS]`.
 * One JSON line per database; exit code 1 when anything acknowledged was lost.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runningUrl, startEmbedded } from '../src/platform/embedded/start.ts'
import { debianServerBin } from '../test/debian-server.ts'
import { killDatabase, killRounds, type Outcome } from '../test/kill-rounds.ts'

const kills = Number(process.argv[2] ?? 30)
const onRound = (round: object) => void process.stderr.write(`${JSON.stringify(round)}\n`)

const report = (database: string, { rounds, lost, torn }: Outcome): void => {
  const reopened = rounds.map(({ reopenedMs }) => reopenedMs).sort((a, b) => a - b)
  const acknowledged = rounds.reduce((sum, round) => sum + round.acknowledged, 0)
  console.log(
    JSON.stringify({
      bench: 'kill',
      database,
      kills: rounds.length,
      acknowledged,
      lost: lost.length,
      torn,
      reopenedMsMedian: reopened[Math.floor(reopened.length / 2)],
      reopenedMsMost: reopened.at(-1),
    }),
  )
  if (lost.length > 0 || torn !== 0) process.exitCode = 1
}

report('embedded', await killRounds({ kills, from: 'dist', onRound, ownerUrl: ({ dataDir }) => runningUrl(dataDir) ?? '' }))

const dataDir = mkdtempSync(join(tmpdir(), 'sluice-kill-server-'))
// Open to the server's own user, so that its socket lies inside and keeps its address over a restart.
chmodSync(dataDir, 0o755)
const open = () => startEmbedded({ dataDir, log: () => {}, places: { packaged: undefined, onDisk: [debianServerBin()] } })
let server = await open()
try {
  const outcome = await killRounds({
    kills,
    from: 'dist',
    onRound,
    env: { DATABASE_URL: server.url },
    ownerUrl: () => server.url,
    alsoKill: async () => {
      await killDatabase(dataDir)
      await server.stop()
      server = await open()
    },
  })
  report(`server ${server.version}`, outcome)
} finally {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
