import { afterAll, beforeAll, expect, test } from 'vitest'
import { anImporter, type Importer } from '../../../../test/factories/an-importer.ts'
import { tokenOf } from '../../../../test/factories/token-of.ts'
import { aCompany, type Company } from '../../../../test/factories/a-company.ts'
import { aServer, type Loose, type TestServer } from '../../../../test/server.ts'
import { foundPipelines } from '../../../pipelines/commands/found.ts'
import { keeperOf, loadInBackground } from './keeper.ts'
import { readStandsInSql } from '../stands.ts'

let server: TestServer
let company: Company
let importer: Importer
let token: string

beforeAll(async () => {
  server = await aServer({ working: true })
  company = await aCompany(server.database.db)
  await company.within(async (tx) => foundPipelines(tx, await company.as('admin')))
  token = await tokenOf(server.database.db, company, 'admin')
  importer = anImporter(server, token)
  await loadInBackground(keeperOf(server.database.db)!, company.orgId)
}, 120_000)
afterAll(() => server.close())

const file = (name: string, lines: string[]) => new File([lines.join('\n')], name, { type: 'text/csv' })

/** The funnel as everybody gets it, from facts that are there, beside what the database counts. */
async function funnel(): Promise<Loose> {
  const keeper = keeperOf(server.database.db)!
  await Promise.all(keeper.loading.values())
  const { body } = await server.ask('GET', '/api/v1/funnel', { as: token })
  expect(keeper.kept.has(company.orgId)).toBe(true)
  const caller = await company.as('admin')
  const { id } = body.definition.pipeline
  const selection = { pipelineId: id, owners: null, sources: null, products: null, regions: null }
  const rows = await company.within((tx) => readStandsInSql(tx, caller, selection, { from: null, to: null }))
  expect(body.entered).toBe(rows.reduce((sum, { count }) => sum + count, 0))
  expect(body.won).toBe(rows.reduce((sum, { count, state }) => sum + (state === 'won' ? count : 0), 0))
  return body
}

test('an import, its history, the same file again, and its undoing are in the next answer', async () => {
  expect((await funnel()).entered).toBe(0)
  const deals = file('deals.csv', [
    '商机编号,商机名称,客户名称,金额',
    ...Array.from({ length: 30 }, (_, at) => `F${at},商机${at},客户${at},${1000 + at}`),
  ])
  const first = await importer.bringIn(deals, 'opportunities')
  expect(first.rows).toMatchObject({ created: 30 })
  expect((await funnel()).entered).toBe(30)
  const log = file('log.csv', ['商机编号,阶段,时间', ...Array.from({ length: 12 }, (_, at) => `F${at},赢单,2026-03-${10 + at}`)])
  const second = await importer.bringIn(log, 'stage-events')
  expect(second.rows).toMatchObject({ created: 12 })
  expect(await funnel()).toMatchObject({ entered: 30, won: 12 })
  await importer.bringIn(deals, 'opportunities')
  expect(await funnel()).toMatchObject({ entered: 30, won: 12 })
  await server.ask('POST', `/api/v1/imports/${first.id}/undo`, { as: token })
  await importer.settled(first.id)
  expect((await funnel()).entered).toBeLessThan(30)
})
