import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inOrganisation } from '../src/platform/database/connect.ts'
import { announce } from '../src/platform/running.ts'
import { projectRoot } from '../src/platform/root.ts'
import { aCustomer } from './factories/a-company.ts'
import { anImporter } from './factories/an-importer.ts'
import { program } from './program.ts'
import { aServer, type Loose, type TestServer } from './server.ts'
import { aStaffedCompany, type Staffed } from './two-companies.ts'

/** The seeded B2B pipeline with its gates as they stand from the first day, and every way in which a deal can be moved. */
let server: TestServer
let company: Staffed
const dataDir = mkdtempSync(join(tmpdir(), 'sluice-paths-'))

beforeAll(async () => {
  server = await aServer({ working: true })
  company = await aStaffedCompany(server, '六路', { gated: true })
  announce(dataDir, server.url)
})
afterAll(async () => {
  await server.close()
  rmSync(dataDir, { recursive: true, force: true })
})

type Someone = keyof Staffed['tokens']
const toStage = 'need-discovery'
const ask = (as: Someone, method: string, path: string, body?: unknown) =>
  server.ask(method, `/api/v1${path}`, { as: company.tokens[as], ...(body === undefined ? {} : { body }) })
const must = async (as: Someone, method: string, path: string, body?: unknown): Promise<Loose> => {
  const reply = await ask(as, method, path, body)
  if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`)
  return reply.body
}

interface Deal {
  id: string
  externalId: string
  name: string
  customer: string
  customerId: string
}
interface How {
  as: Someone
  override?: string
}
/** Null when the deal moved, else the problem. */
type Path = (deal: Deal, how: How) => Promise<Loose>

const byStageMove =
  (via?: 'form' | 'drag'): Path =>
  async ({ id }, { as, override }) => {
    const body = { toStage, ...(via ? { via } : {}), ...(override ? { override: { reason: override } } : {}) }
    const reply = await ask(as, 'POST', `/opportunities/${id}/stage-moves`, body)
    return reply.status === 201 ? null : reply.body
  }

const paths: Record<'api' | 'form' | 'drag' | 'bulk' | 'cli' | 'import', Path> = {
  api: byStageMove(),
  form: byStageMove('form'),
  drag: byStageMove('drag'),
  bulk: async ({ id }, { as, override }) => {
    const asked = { ids: [id], toStage, ...(override ? { override: { reason: override } } : {}) }
    return (await must(as, 'POST', '/opportunity-moves', asked)).results[0].problem
  },
  cli: async ({ id }, { as, override }) => {
    const file = await program('cli')
    const given = ['move', id, toStage, '--json', ...(override ? ['--override', override] : [])]
    return new Promise((done) => {
      const child = spawn(process.execPath, [file, ...given], {
        cwd: projectRoot,
        env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', SLUICE_TOKEN: company.tokens[as] },
      })
      let out = ''
      child.stdout.on('data', (text: Buffer) => (out += text.toString()))
      child.on('close', (code) => done(code === 0 ? null : JSON.parse(out)))
    })
  },
  import: async ({ externalId, name, customer }, { as, override }) => {
    const file = new File([`商机编号,商机名称,客户,阶段\n${externalId},${name},${customer},需求挖掘\n`], `${externalId}.csv`)
    const more: Record<string, string> = override ? { overrideReason: override } : {}
    const sent = anImporter(server, company.tokens[as]).bringIn(file, 'opportunities', more)
    const run = await sent.catch((error: Error) => ({ refused: JSON.parse(error.message.slice(4)) }))
    if (run.refused) return run.refused
    expect(run).toMatchObject({ status: 'done' })
    if (run.rows.failed === 0) return null
    const [failure] = run.failures
    const errors = await server.ask('GET', `/api/v1/imports/${run.id}/errors.csv`, { as: company.tokens[as] })
    expect(errors.body).toContain(failure.errors[0].problem.title)
    for (const { label } of failure.errors[0].problem.missing ?? []) expect(errors.body).toContain(label)
    return failure.errors[0].problem
  },
}
type Way = keyof typeof paths
const ways = Object.keys(paths) as Way[]

/** A customer of whom little is known, with a deal of li's. Importing is for whoever leads. */
let made = 0
async function aBareDeal(): Promise<Deal> {
  const number = ++made
  const [name, customer, externalId] = [`无证据商机${number}`, `六路客户${number}有限公司`, `SIX-${number}`]
  // as an import makes those of whom a file only says the name
  const customerId = await inOrganisation(server.database.db, company.orgId, (tx) =>
    aCustomer(tx, company.orgId, { name: customer, ownerId: company.members.li! }),
  )
  const { id } = await must('li', 'POST', '/opportunities', { customerId, name, externalId })
  return { id, name, customer, customerId, externalId }
}
const whoMoves = (way: Way): Someone => (way === 'import' ? 'director' : 'li')
const stageOf = async ({ id }: Deal): Promise<string> => (await must('li', 'GET', `/opportunities/${id}`)).stage.key
const attemptsOf = ({ id }: Deal) =>
  inOrganisation(server.database.db, company.orgId, (tx) =>
    tx
      .selectFrom('gate_attempt')
      .select(['result', 'via', 'override_reason'])
      .where('opportunity_id', '=', id)
      .orderBy('id')
      .execute(),
  )
const viaOf = (way: Way): unknown => (way === 'api' ? expect.stringMatching(/^(api|web)$/) : way)

/** Does what the refusal asks for. */
async function mend({ id, customerId }: Deal): Promise<void> {
  const sources = (await must('li', 'GET', '/sources')).items
  await must('li', 'PATCH', `/customers/${customerId}`, {
    industry: '制造业',
    headcountBand: '100-499',
    region: '上海',
    sourceId: sources[0].id,
  })
  const contact = await must('li', 'POST', '/contacts', { customerId, name: '钱总', phone: '13700137001', role: 'decider' })
  await must('li', 'PUT', `/opportunities/${id}/elements/demand`, { state: 'partial', note: '换线要四小时' })
  await must('li', 'POST', '/activities', {
    kind: 'visit',
    customerId,
    opportunityId: id,
    contactIds: [contact.id],
    happenedAt: new Date().toISOString(),
    purpose: '了解换线情况',
    content: '看了两条产线，换线平均四小时',
    feedback: '愿意配合调研',
    result: '约定下周调研',
  })
}

describe('A move through a gate that is not met', () => {
  const deals = new Map<Way, Deal>()

  test('is refused with the same facts on every path, moves nothing and is on record', async () => {
    const told: Record<string, unknown> = {}
    for (const way of ways) {
      const deal = await aBareDeal()
      deals.set(way, deal)
      const problem = await paths[way](deal, { as: whoMoves(way) })
      told[way] = {
        type: problem.type,
        status: problem.status,
        title: problem.title,
        missing: problem.missing.map(({ kind, key, label, stage, side }: Loose) => ({ kind, key, label, stage, side })),
      }
      expect(await stageOf(deal), way).toBe('lead-capture')
      expect(await attemptsOf(deal), way).toEqual([{ result: 'refused', via: viaOf(way), override_reason: null }])
    }
    expect(told['api']).toMatchObject({ type: 'gate-not-passed', status: 422 })
    expect((told['api'] as Loose).missing.map(({ kind, key, side }: Loose) => `${side} ${kind} ${key}`)).toEqual([
      'exit contact any',
      'exit field customer.industry',
      'exit field customer.headcountBand',
      'exit field customer.region',
      'exit any-of sourceId|customer.sourceId',
      'exit element demand',
      'entry any-of agree-survey|visit-meeting',
      'entry contact decider',
    ])
    for (const way of ways) expect([way, told[way]]).toEqual([way, told['api']])
  }, 120_000)

  test('is forbidden to override for whoever does not supervise the owner, on every path', async () => {
    for (const way of ways) {
      const deal = deals.get(way)!
      expect(await paths[way](deal, { as: 'li', override: '客户催得急' }), way).toMatchObject({ type: 'forbidden', status: 403 })
      expect(await stageOf(deal), way).toBe('lead-capture')
    }
    // who may import but not override
    const refused = await paths.import(deals.get('import')!, { as: 'marketing', override: '客户催得急' })
    expect(refused).toMatchObject({ type: 'forbidden', status: 403 })
  }, 120_000)

  test('passes on every path once the gaps are mended', async () => {
    for (const way of ways) {
      const deal = deals.get(way)!
      await mend(deal)
      expect(await paths[way](deal, { as: whoMoves(way) }), way).toBeNull()
      expect(await stageOf(deal), way).toBe(toStage)
      expect((await attemptsOf(deal)).at(-1), way).toEqual({ result: 'passed', via: viaOf(way), override_reason: null })
    }
  }, 120_000)

  test('is let through for a supervisor with a reason, on record', async () => {
    for (const way of ways) {
      const deal = await aBareDeal()
      const as = way === 'import' ? 'director' : 'zhao'
      expect(await paths[way](deal, { as, override: '老客户，已电话确认' }), way).toBeNull()
      expect(await stageOf(deal), way).toBe(toStage)
      expect(await attemptsOf(deal), way).toEqual([
        { result: 'overridden', via: viaOf(way), override_reason: '老客户，已电话确认' },
      ])
    }
  }, 120_000)
})

describe('An import of deals that people work on', () => {
  const importer = () => anImporter(server, company.tokens.director)
  const rowsOf = (...deals: Deal[]) =>
    new File(
      [
        ['商机编号,商机名称,客户,阶段', ...deals.map((deal) => `${deal.externalId},${deal.name},${deal.customer},需求挖掘`)].join(
          '\n',
        ),
      ],
      'moves.csv',
    )

  test('moves those whose gates are met, fails the others, and says the same when it is only tried out', async () => {
    const [poor, rich] = [await aBareDeal(), await aBareDeal()]
    await mend(rich)
    const tried = await importer().bringIn(rowsOf(poor, rich), 'opportunities', { mode: 'dry-run' })
    expect(tried).toMatchObject({ status: 'done', rows: { failed: 1, updated: 1 } })
    expect([await stageOf(poor), await stageOf(rich)]).toEqual(['lead-capture', 'lead-capture'])
    expect([await attemptsOf(poor), await attemptsOf(rich)]).toEqual([[], []])
    const done = await importer().bringIn(rowsOf(poor, rich), 'opportunities')
    expect(done).toMatchObject({ status: 'done', rows: { failed: 1, updated: 1 } })
    expect(done.failures).toEqual(tried.failures)
    expect([await stageOf(poor), await stageOf(rich)]).toEqual(['lead-capture', toStage])
  })

  test('brings what happened elsewhere as it was: deals of an import move on without a gate until somebody works on them', async () => {
    const file = (stage: string) =>
      new File([`商机编号,商机名称,客户,阶段\nELSE-1,外部商机,外部客户,${stage}\n`], 'elsewhere.csv')
    expect(await importer().bringIn(file('线索获取'), 'opportunities')).toMatchObject({ rows: { created: 1 } })
    expect(await importer().bringIn(file('需求挖掘'), 'opportunities')).toMatchObject({ rows: { updated: 1, failed: 0 } })
    const found = (await must('director', 'GET', `/opportunities?q=${encodeURIComponent('外部商机')}`)).items[0]
    expect(found.stage.key).toBe('need-discovery')
    await must('director', 'POST', `/opportunities/${found.id}/stage-moves`, { toStage: 'lead-capture', reason: '需求未确认' })
    const refused = await importer().bringIn(file('方案制定'), 'opportunities')
    expect(refused).toMatchObject({ rows: { updated: 0, failed: 1 } })
    expect(refused.failures[0].errors[0].problem.type).toBe('gate-not-passed')
  })

  test('asks the gates of a log of stage changes, too', async () => {
    const deal = await aBareDeal()
    // the time a line names is no way round: 48 hours ago nobody worked on the deal yet
    const shanghai = (hours: number) =>
      new Date(Date.now() + (8 + hours) * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
    const past = new File([`商机编号,阶段,时间\n${deal.externalId},需求挖掘,${shanghai(-48)}\n`], 'past.csv')
    expect(await importer().bringIn(past, 'stage-events')).toMatchObject({ status: 'done', rows: { failed: 1 } })
    const at = shanghai(1)
    const log = () => new File([`商机编号,阶段,时间\n${deal.externalId},需求挖掘,${at}\n`], 'log.csv')
    const refused = await importer().bringIn(log(), 'stage-events')
    expect(refused).toMatchObject({ status: 'done', rows: { failed: 1 } })
    expect(refused.failures[0].errors[0].problem).toMatchObject({ type: 'gate-not-passed' })
    expect(await stageOf(deal)).toBe('lead-capture')
    await mend(deal)
    expect(await importer().bringIn(log(), 'stage-events')).toMatchObject({ status: 'done', rows: { failed: 0 } })
    expect(await stageOf(deal)).toBe(toStage)
    expect(await importer().bringIn(log(), 'stage-events')).toMatchObject({ rows: { failed: 0, unchanged: 1 } })
    expect((await attemptsOf(deal)).map(({ result, via }) => [result, via])).toEqual([
      ['refused', 'import'],
      ['refused', 'import'],
      ['passed', 'import'],
    ])
  })
})
