import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aServer, founder, type Loose, type TestServer } from '../../test/server.ts'
import { readCaller } from '../people/queries.ts'
import { inOrganisation, type Tx } from '../platform/database/connect.ts'
import { newId } from '../platform/ids.ts'
import { doInThread } from './commands/in-thread.ts'
import { startImport } from './commands/start.ts'
import { doTask, type Task } from './commands/task.ts'
import type { Mapping } from './mapping.ts'
import { findingsOf, keepUpload, receive } from './store/uploads.ts'

let server: TestServer
let token: string
let orgId: string
const dataDir = mkdtempSync(join(tmpdir(), 'sluice-large-'))
const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(server.database.db, orgId, work)
const ask = async (method: string, path: string, body?: unknown): Promise<Loose> =>
  (await server.ask(method, `/api/v1${path}`, { as: token, body })).body

beforeAll(async () => {
  server = await aServer()
  const setUp = await server.ask('POST', '/api/v1/setup', { body: founder })
  token = setUp.body.token
  orgId = setUp.body.organizationId
})
afterAll(async () => {
  await server.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const rows = 2600
const list = () => [
  '商机编号,商机名称,客户名称,商机阶段,金额,创建时间',
  ...Array.from({ length: rows }, (_, n) => `W${n},海棠${n}单,石榴${n % 90}有限公司,赢单,${n + 1},2026-01-0${(n % 9) + 1}`),
]

/** Asks for an import as a route does; what it comes to is done here by hand instead of by whoever takes jobs. */
async function asked(lines: readonly string[]): Promise<{ task: Task; large: boolean }> {
  const received = await receive(dataDir, Readable.from([lines.join('\r\n')]))
  return within(async (tx) => {
    const member = await tx.selectFrom('member').select('id').orderBy('id').executeTakeFirstOrThrow()
    const fileId = await keepUpload(dataDir, orgId, received, 'list.csv', member.id)
    const caller = await readCaller(tx, orgId, member.id, 'api', new Date())
    const wish = { fileId, kind: 'opportunities' as const, mode: 'commit' as const, mapping: null }
    const started = await startImport(tx, caller!, dataDir, wish)
    if (!started.ok) throw new Error(started.refusal.code)
    const { mapping } = await tx
      .selectFrom('import_run')
      .select('mapping')
      .where('id', '=', started.value.id)
      .executeTakeFirstOrThrow()
    // what the proposal found is not looked for again, unless the file is to be read in another way
    expect(await findingsOf(dataDir, orgId, fileId, mapping as Mapping)).toMatchObject({ headerRow: 1, rows: lines.length - 1 })
    expect(await findingsOf(dataDir, orgId, fileId, { ...(mapping as Mapping), headerRow: 2 })).toBeNull()
    const job = await tx.deleteFrom('job').where('kind', '=', 'imports.run').returning('payload').executeTakeFirstOrThrow()
    const task: Task = { what: 'run', orgId, importId: started.value.id, dataDir, fence: { jobId: newId(), attempt: 1 } }
    return { task, large: (job.payload as { large: boolean }).large }
  })
}

/** The job on whose behalf the import runs, as the one that takes jobs would have taken it. */
const taken = (task: Task) =>
  sql`insert into job (id, org_id, kind, payload, attempt, lease_until)
      values (${task.fence.jobId}, ${orgId}, 'taken', '{}', 1, now() + interval '1 hour')`.execute(server.database.db)

describe('a large import', () => {
  let importId: string
  /** The numbers of the deals that are filed under a piece. */
  const filedUnder = (gram: string): Promise<string[]> =>
    within(async (tx) => {
      const { rows } = await sql<{ number: string }>`
        select o.external_id as number from search_gram g join opportunity o on o.org_id = g.org_id and o.id = g.entity_id
        where g.org_id = ${orgId} and g.gram = ${gram} and g.kind = 'opportunity'`.execute(tx)
      return rows.map(({ number }) => number)
    })
  const pieces = () =>
    within(async (tx) => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from search_gram where org_id = ${orgId}`.execute(tx)
      return rows[0]!.n
    })

  it('is worth a thread of its own, which brings everything in or, for another attempt took over, nothing', async () => {
    const { task, large } = await asked(list())
    expect(large).toBe(true)
    await expect(doInThread(server.database.db, task)).rejects.toThrow('took this import over')
    expect(await within((tx) => tx.selectFrom('opportunity').select('id').execute())).toEqual([])

    const second = (await asked(list())).task
    importId = second.importId
    await taken(second)
    await doInThread(server.database.db, second)
    expect(await ask('GET', `/imports/${importId}`)).toMatchObject({ status: 'done', rows: { created: rows, failed: 0 } })

    const small = await asked(list().slice(0, 20))
    expect(small.large).toBe(false)
    await taken(small.task)
    await doTask(server.database.db, small.task)
    expect(await ask('GET', `/imports/${small.task.importId}`)).toMatchObject({ rows: { created: 0, unchanged: 19 } })
  }, 180_000)

  it('is found once it is filed, what was renamed before that by its new name only, and filing it again is harmless', async () => {
    const id = (
      await within((tx) => tx.selectFrom('opportunity').select('id').where('external_id', '=', 'W7').executeTakeFirstOrThrow())
    ).id
    const renamed = await ask('PATCH', `/opportunities/${id}`, { name: '芍药七号' })
    expect(renamed.name).toBe('芍药七号')
    expect(await filedUnder('w159')).toEqual([])

    const filing: Task = { what: 'file-search', orgId, importId, dataDir, fence: { jobId: newId(), attempt: 1 } }
    await doTask(server.database.db, filing)
    expect((await filedUnder('w159')).sort()).toEqual(['W159', ...Array.from({ length: 10 }, (_, n) => `W159${n}`)])
    expect(await filedUnder('芍药')).toEqual(['W7'])
    expect(await filedUnder('海棠')).toHaveLength(rows - 1)
    expect((await ask('GET', `/imports/${importId}`)).searchableAt).not.toBeNull()

    // the database has looked at what is there now: it plans a search for it at once
    const { rows: seen } = await sql<{ rows: number }>`
      select reltuples::int as rows from pg_class where relname in ('search_gram', 'opportunity', 'customer')`.execute(
      server.database.db,
    )
    expect(Math.min(...seen.map((table) => table.rows))).toBeGreaterThanOrEqual(90)

    const before = await pieces()
    // a first attempt that died half-way has left pieces: it must not be taken for a first one again
    await expect(doTask(server.database.db, filing)).rejects.toMatchObject({ code: '23505' })
    await doTask(server.database.db, { ...filing, fence: { ...filing.fence, attempt: 2 } })
    expect(await pieces()).toBe(before)
  }, 180_000)
})
