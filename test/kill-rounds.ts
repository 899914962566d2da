import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { hasEnded } from '../src/platform/embedded/process-table.ts'
import { parsePostmasterPid } from '../src/platform/embedded/postmaster-pid.ts'
import { setUpOver, startSluice, type SluiceProcess } from './sluice-process.ts'

interface Round {
  /** Writes that were answered with success before the kill. */
  acknowledged: number
  /** What was killed. */
  killed: 'application' | 'application and database'
  /** Milliseconds until it took requests again. */
  reopenedMs: number
}

export interface Outcome {
  rounds: Round[]
  /** Acknowledged writes that are not there afterwards: must be empty. */
  lost: string[]
  /** Records without their one audit entry, or entries without their record: must be 0. */
  torn: number
}

const writers = 4
const leastWrites = 25

/** Writes without a pause until the connection breaks; every acknowledged record goes into `kept`. */
const write = async (url: string, token: string, kept: Set<string>, label: string): Promise<void> => {
  for (let n = 0; ; n++) {
    const name = `${label}-${n}`
    try {
      const response = await fetch(`${url}/api/v1/teams`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name }),
      })
      if (response.status !== 201 && response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
      await response.arrayBuffer()
      kept.add(name)
    } catch (error) {
      // A refused connection is the kill; an answer that is no success is a fault of the test.
      if (error instanceof Error && /^\d{3} /.test(error.message) && !error.message.startsWith('503')) throw error
      return
    }
  }
}

export const killDatabase = async (dataDir: string): Promise<void> => {
  const pid = parsePostmasterPid(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'))?.pid ?? 0
  process.kill(pid, 'SIGKILL')
  await hasEnded(pid, 10)
}

interface Options {
  kills: number
  /** How to kill the database of every second round. */
  alsoKill?: (sluice: SluiceProcess) => Promise<void>
  env?: Record<string, string>
  /** Owner's connection for the count at the end. */
  ownerUrl: (sluice: SluiceProcess) => string
  from?: 'dist' | 'source'
  onRound?: (round: Round) => void
}

/** Kills a serving Sluice (every second time with its database) in the middle of writes, starts it again, and counts what is missing. */
export const killRounds = async ({
  kills,
  alsoKill,
  env = {},
  ownerUrl,
  from = 'source',
  onRound,
}: Options): Promise<Outcome> => {
  const kept = new Set<string>()
  const rounds: Round[] = []
  let sluice = await startSluice({ env, from })
  try {
    const token = await setUpOver(sluice.url)
    for (let kill = 0; kill < kills; kill++) {
      const before = kept.size
      const writing = Promise.all(Array.from({ length: writers }, (_, n) => write(sluice.url, token, kept, `${kill}-${n}`)))
      // In the middle of work, and not always at the same moment of a write.
      for (const limit = Date.now() + 30_000; kept.size < before + leastWrites && Date.now() < limit;) await pause(10)
      await pause((kill * 137) % 400)
      const isHard = kill % 2 === 1
      sluice.child.kill('SIGKILL')
      if (isHard) await (alsoKill ? alsoKill(sluice) : killDatabase(sluice.dataDir))
      await writing
      await sluice.end()
      sluice = await startSluice({ dataDir: sluice.dataDir, env, from })
      const round: Round = {
        acknowledged: kept.size - before,
        killed: isHard ? 'application and database' : 'application',
        reopenedMs: Math.round(sluice.startMs),
      }
      rounds.push(round)
      onRound?.(round)
    }
    const client = new pg.Client({ connectionString: ownerUrl(sluice) })
    await client.connect()
    try {
      const teams = await client.query<{ name: string }>('select name from team')
      const there = new Set(teams.rows.map(({ name }) => name))
      const torn = await client.query<{ n: number }>(
        `select count(*)::int as n
         from (select id from team where name ~ '^\\d+-\\d+-\\d+$') t
         full join (select entity_id from audit_entry where entity_kind = 'team' and action = 'created' and after->>'name' ~ '^\\d+-\\d+-\\d+$') a on a.entity_id = t.id
         where t.id is null or a.entity_id is null`,
      )
      return { rounds, lost: [...kept].filter((name) => !there.has(name)), torn: torn.rows[0]?.n ?? -1 }
    } finally {
      await client.end()
    }
  } finally {
    await sluice.remove()
  }
}
