import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anImporter, type Importer } from '../../test/factories/an-importer.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { inOrganisation } from '../platform/database/connect.ts'
import { executeImport } from './commands/execute.ts'
import { startImport } from './commands/start.ts'
import { keepUpload, receive } from './store/uploads.ts'
import { readCaller } from '../people/queries.ts'

const patience = 400_000
const csv = (name: string, lines: readonly string[]) => new File([lines.join('\r\n') + '\r\n'], name)
const listOf = (rows: number, mark = 'K') => [
  '商机编号,商机名称,客户名称,商机阶段,金额,创建时间',
  ...Array.from(
    { length: rows },
    (_, n) =>
      `${mark}${n},第${n}单,${mark}客户${n % 300}有限公司,${n % 3 ? '赢单' : '方案报价'},${n + 1},2026-01-0${(n % 9) + 1}`,
  ),
]

describe('people and organisations', () => {
  let server: TestServer
  let ours: Staffed
  let theirs: Staffed
  const as = (token: string): Importer => anImporter(server, token)
  const dealsOf = (company: Staffed, externalId: string) =>
    inOrganisation(server.database.db, company.orgId, (tx) =>
      tx
        .selectFrom('opportunity')
        .select(['id', 'owner_id', 'name', 'version'])
        .where('org_id', '=', company.orgId)
        .where('external_id', '=', externalId)
        .execute(),
    )
  const count = (company: Staffed, table: 'opportunity' | 'customer' | 'stage_event' | 'audit_entry') =>
    inOrganisation(server.database.db, company.orgId, async (tx) => (await tx.selectFrom(table).select('id').execute()).length)

  beforeAll(async () => {
    server = await aServer({ working: true })
    ours = await aStaffedCompany(server, '甲')
    theirs = await aStaffedCompany(server, '乙')
  }, patience)
  afterAll(() => server.close())

  it(
    'cancelled in the middle, nothing of it stays, and it can be brought in again',
    async () => {
      const before = [await count(ours, 'opportunity'), await count(ours, 'customer'), await count(ours, 'stage_event')]
      const importer = as(ours.tokens.admin)
      const running = importer.bringIn(csv('大.csv', listOf(15_000, 'C')), 'opportunities')
      let id = ''
      while (id === '') {
        const { items } = await importer.ask('GET', '/imports?mode=commit')
        const run = items.find(({ status, rows }: Loose) => status === 'running' && rows.processed > 0)
        if (run) id = run.id
        else await new Promise((resolve) => setTimeout(resolve, 20))
      }
      expect((await server.ask('POST', `/api/v1/imports/${id}/cancellation`, { as: ours.tokens.admin })).status).toBe(202)
      expect(await running).toMatchObject({ status: 'cancelled', permissions: { cancel: { code: 'import-not-running' } } })
      expect([await count(ours, 'opportunity'), await count(ours, 'customer'), await count(ours, 'stage_event')]).toEqual(before)
      expect(await importer.bringIn(csv('小.csv', listOf(20, 'C')), 'opportunities')).toMatchObject({ rows: { created: 20 } })
    },
    patience,
  )

  it('who may not import is refused, and who may not make the kind too', async () => {
    const file = csv('a.csv', ['商机编号,商机名称,客户名称', 'R1,一,甲客'])
    for (const person of ['li', 'presales', 'auditor'] as const)
      await expect(as(ours.tokens[person]).bringIn(file, 'opportunities')).rejects.toThrow(/^403/)
    await expect(as(ours.tokens.marketing).bringIn(file, 'opportunities')).rejects.toThrow(/^403/)
    await expect(as(ours.tokens.zhao).bringIn(file, 'opportunities', { pipeline: 'new:甲' })).rejects.toThrow(/^403/)
    expect(await dealsOf(ours, 'R1')).toEqual([])
  })

  it('a supervisor gives to the team and changes what the team has; of others nothing', async () => {
    const admin = as(ours.tokens.admin)
    await admin.bringIn(
      csv('b.csv', ['商机编号,商机名称,客户名称,负责人', `S1,队里的,甲客,甲li`, 'S2,别人的,甲客,甲director']),
      'opportunities',
    )
    const { owner_id: owner } = (await dealsOf(ours, 'S2'))[0]!
    const done = await as(ours.tokens.zhao).bringIn(
      csv('c.csv', ['商机编号,商机名称,客户名称,负责人', 'S2,改名,甲客,', 'S3,新的,甲客,甲director']),
      'opportunities',
    )
    expect(done.rows).toMatchObject({ created: 1, failed: 1 })
    expect(done.failures[0].errors[0].code).toBe('out-of-reach')
    expect(done.warnings.map(({ code }: Loose) => code)).toContain('owner-out-of-reach')
    expect(await dealsOf(ours, 'S2')).toMatchObject([{ name: '别人的', owner_id: owner, version: 1 }])
    expect(await dealsOf(ours, 'S3')).toMatchObject([{ owner_id: ours.members.zhao }])
  })

  it("another organisation's ids in a file, as a pipeline or as an upload lead nowhere", async () => {
    const admin = as(ours.tokens.admin)
    await as(theirs.tokens.admin).bringIn(csv('d.csv', ['商机编号,商机名称,客户名称', 'X1,他们的,乙客']), 'opportunities')
    const untouched = [await dealsOf(theirs, 'X1'), await count(theirs, 'audit_entry'), await count(theirs, 'stage_event')]
    const same = await admin.bringIn(csv('e.csv', ['商机编号,商机名称,客户名称', 'X1,我们的,甲客']), 'opportunities')
    expect(same.rows).toMatchObject({ created: 1 })
    const log = csv('f.csv', ['商机编号,阶段,时间', `${theirs.records.opportunity},赢单,2026-03-01`])
    expect((await admin.bringIn(log, 'stage-events')).failures[0].errors[0].code).toBe('opportunity-unknown')
    await expect(
      admin.bringIn(csv('g.csv', ['商机编号,商机名称,客户名称', 'X2,二,甲客']), 'opportunities', {
        pipeline: theirs.records.pipeline,
      }),
    ).rejects.toThrow('pipeline-unknown')
    const { fileId } = await as(theirs.tokens.admin).propose(csv('h.csv', ['客户名称', '乙客二']), 'customers')
    const stolen = await server.ask('POST', '/api/v1/imports', {
      as: ours.tokens.admin,
      body: { fileId, kind: 'customers', mode: 'commit' },
    })
    expect(stolen).toMatchObject({ status: 404, body: { type: 'file-gone' } })
    expect([await dealsOf(theirs, 'X1'), await count(theirs, 'audit_entry'), await count(theirs, 'stage_event')]).toEqual(
      untouched,
    )
  })

  it(
    'two at once wait for each other: the same file is brought in once',
    async () => {
      const { db } = server.database
      const dataDir = mkdtempSync(join(tmpdir(), 'sluice-two-'))
      const runs = await Promise.all(
        ['a', 'b'].map(async () => {
          const received = await receive(dataDir, Readable.from([listOf(800, 'T').join('\r\n')]))
          const fileId = await keepUpload(dataDir, theirs.orgId, received, 't.csv', theirs.members.admin!)
          return inOrganisation(db, theirs.orgId, async (tx) => {
            const caller = await readCaller(tx, theirs.orgId, theirs.members.admin!, 'api', new Date())
            const started = await startImport(tx, caller!, dataDir, {
              fileId,
              kind: 'opportunities',
              mode: 'commit',
              mapping: null,
            })
            if (!started.ok) throw new Error(started.refusal.code)
            // done here, by two hands, instead of by the one that takes jobs
            await tx.deleteFrom('job').where('kind', '=', 'imports.run').execute()
            return started.value.id
          })
        }),
      )
      await Promise.all(runs.map((id) => executeImport(db, dataDir, theirs.orgId, id, null, new Date())))
      const done = await Promise.all(runs.map((id) => as(theirs.tokens.admin).settled(id)))
      expect(done.map(({ status }) => status)).toEqual(['done', 'done'])
      expect(done.map(({ rows }) => [rows.created, rows.unchanged]).sort((a, b) => a[0] - b[0])).toEqual([
        [0, 800],
        [800, 0],
      ])
      rmSync(dataDir, { recursive: true, force: true })
    },
    patience,
  )
})
