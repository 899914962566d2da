import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeXlsx } from 'hucre/xlsx'
import { anImporter, type Importer } from '../../test/factories/an-importer.ts'
import { aServer, founder, type Loose, type TestServer } from '../../test/server.ts'
import { inOrganisation, type Tx } from '../platform/database/connect.ts'

let server: TestServer
let importer: Importer
let token: string
let orgId: string

beforeAll(async () => {
  server = await aServer({ working: true })
  const setUp = await server.ask('POST', '/api/v1/setup', { body: founder })
  token = setUp.body.token
  orgId = setUp.body.organizationId
  importer = anImporter(server, token)
})
afterAll(() => server.close())

const csv = (name: string, ...lines: string[]) => new File([lines.join('\r\n') + '\r\n'], name)
const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(server.database.db, orgId, work)
const amounts = async (like: string) => {
  const rows = await within((tx) =>
    tx
      .selectFrom('opportunity')
      .select(['external_id', 'amount_minor'])
      .where('external_id', 'like', like)
      .where('deleted_at', 'is', null)
      .orderBy('external_id')
      .execute(),
  )
  return Object.fromEntries(rows.map(({ external_id, amount_minor }) => [external_id, amount_minor]))
}

describe('0 on every lost deal', () => {
  const lines = [
    '商机编号,商机名称,客户名称,商机阶段,金额,成交日期',
    ...[1, 2, 3, 4, 5].map((n) => `Z${n},丢单${n},零公司,输单,0,2026-02-0${n}`),
    'Z6,赢单,零公司,赢单,300,2026-02-06',
    'Z7,白送,零公司,赢单,0,2026-02-07',
  ]

  it('is proposed and taken as not recorded, and the warning says so', async () => {
    const file = csv('零.csv', ...lines)
    const proposal = await importer.propose(file, 'opportunities')
    expect(proposal.zeroOnLost).toEqual({ field: 'amount', column: '金额', deals: 5 })
    expect(proposal.mapping.zeroOnLost).toBe('not-recorded')
    const done = await importer.bringIn(file, 'opportunities')
    expect(done.warnings).toContainEqual(expect.objectContaining({ code: 'amount-not-recorded', count: 5 }))
    expect(await amounts('Z%')).toEqual({ Z1: null, Z2: null, Z3: null, Z4: null, Z5: null, Z6: 30_000, Z7: 0 })
    expect((await importer.bringIn(file, 'opportunities')).rows).toMatchObject({ unchanged: 7 })
  })

  it('is believed when the mapping says so', async () => {
    const file = csv('零.csv', ...lines)
    const { mapping } = await importer.propose(file, 'opportunities')
    const done = await importer.bringIn(file, 'opportunities', { mapping: JSON.stringify({ ...mapping, zeroOnLost: 'zero' }) })
    expect(done.rows).toMatchObject({ updated: 5, unchanged: 2 })
    expect(await amounts('Z1')).toEqual({ Z1: 0 })
  })

  it('is no more than it says when one lost deal has an amount', async () => {
    const file = csv('零二.csv', ...lines.map((line) => line.replace(/^Z/, 'Y')), 'Y8,丢单8,零公司,输单,5,2026-02-08')
    const proposal = await importer.propose(file, 'opportunities')
    expect(proposal.zeroOnLost).toBeNull()
    await importer.bringIn(file, 'opportunities')
    expect(await amounts('Y1')).toEqual({ Y1: 0 })
  })
})

describe('stages of the file itself', () => {
  const file = csv(
    '外贸商机.csv',
    '商机编号,商机名称,客户名称,商机阶段',
    ...[1, 2, 3, 4, 5].flatMap((n) => [
      `P${n},一,流程公司,3-寄样确认`,
      `P${n}0,二,流程公司,1-询盘`,
      `P${n}1,三,流程公司,2-打样`,
      `P${n}2,四,流程公司,赢单`,
    ]),
  )
  const pipelineOf = async (externalId: string) =>
    within((tx) =>
      tx
        .selectFrom('opportunity as o')
        .innerJoin('pipeline as p', 'p.id', 'o.pipeline_id')
        .innerJoin('stage as s', 's.id', 'o.stage_id')
        .select(['p.name as pipeline', 's.name as stage', 's.position'])
        .where('o.external_id', '=', externalId)
        .where('o.deleted_at', 'is', null)
        .executeTakeFirstOrThrow(),
    )
  const pipelines = async () => (await server.ask('GET', '/api/v1/pipelines', { as: token })).body.items as Loose[]

  it('are offered as a pipeline, and not taken unasked', async () => {
    const proposal = await importer.propose(file, 'opportunities')
    expect(proposal.ownPipeline).toEqual({ name: '外贸商机', stages: ['1-询盘', '2-打样', '3-寄样确认'], fit: 0 })
    expect(proposal.mapping.ownPipeline).toBeUndefined()
  })

  it('become one by `new:NAME`, once; a dry run makes none, an undo takes it out of use', async () => {
    const before = (await pipelines()).length
    expect(await importer.bringIn(file, 'opportunities', { mode: 'dry-run', pipeline: 'new:外贸' })).toMatchObject({
      status: 'done',
    })
    expect(await pipelines()).toHaveLength(before)
    const done = await importer.bringIn(file, 'opportunities', { pipeline: 'new:外贸' })
    expect(done).toMatchObject({ status: 'done', rows: { created: 20 } })
    expect(await pipelineOf('P1')).toMatchObject({ pipeline: { 'zh-CN': '外贸' }, stage: { en: '3-寄样确认' }, position: 3 })
    expect(await pipelineOf('P12')).toMatchObject({ pipeline: { 'zh-CN': '外贸' }, position: 1 })
    expect((await importer.bringIn(file, 'opportunities', { pipeline: 'new:外贸' })).rows).toMatchObject({ unchanged: 20 })
    expect(await pipelines()).toHaveLength(before + 1)
    await server.ask('POST', `/api/v1/imports/${done.id}/undo`, { as: token })
    expect(await importer.settled(done.id)).toMatchObject({ status: 'undone', undo: { kept: 0 } })
    expect((await pipelines()).filter(({ name, active }: Loose) => name === '外贸' && active)).toEqual([])
  })

  it('cannot be made of a file that names none', async () => {
    const bare = csv('无阶段.csv', '商机编号,商机名称,客户名称', 'Q1,一,流程公司')
    await expect(importer.bringIn(bare, 'opportunities', { pipeline: 'new:空' })).rejects.toThrow('pipeline-stages-missing')
  })
})

describe('merged cells of a workbook', () => {
  it('say the same for every row they span, and headings over two rows stay headings', async () => {
    const rows = [
      ['客户一览', null, null],
      ['地区', '客户名称', '行业'],
      ['华东', '合并甲公司', '制造'],
      [null, '合并乙公司', '零售'],
      [null, '合并丙公司', '零售'],
      ['华北', '合并丁公司', '软件'],
    ]
    const down = (startRow: number, endRow: number) => ({ startRow, endRow, startCol: 0, endCol: 0 })
    const bytes = await writeXlsx({
      sheets: [{ name: '客户', rows, merges: [{ startRow: 0, endRow: 0, startCol: 0, endCol: 2 }, down(2, 4)] }],
    })
    const done = await importer.bringIn(new File([new Uint8Array(bytes)], '客户.xlsx'), 'customers')
    expect(done.rows).toMatchObject({ created: 4, failed: 0 })
    const customers = await within((tx) =>
      tx.selectFrom('customer').select(['name', 'region']).where('name', 'like', '合并%').orderBy('id').execute(),
    )
    expect(customers.map(({ region }) => region)).toEqual(['华东', '华东', '华东', '华北'])
  }, 120_000)
})
