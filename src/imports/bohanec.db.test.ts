import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  bohanecDeals,
  bohanecElements,
  bohanecFile,
  bohanecIsHere,
  bohanecPipeline,
  keyOfText,
  learnFrom,
  tellChances,
} from '../../test/bohanec-deals.ts'
import { anImporter, type Importer } from '../../test/factories/an-importer.ts'
import { aServer, founder, type TestServer } from '../../test/server.ts'
import { recomputeStatistics } from '../opportunities/commands/statistics.ts'
import { inOrganisation } from '../platform/database/connect.ts'
import { readFileSync } from 'node:fs'

if (!bohanecIsHere)
  console.warn('SKIPPED: 448 real deals (../shared/data/bohanec) are not here; importing them with their elements does not run')

describe.skipIf(!bohanecIsHere)('448 real deals with 21 elements', () => {
  const { attributes, deals } = bohanecIsHere ? bohanecDeals() : { attributes: [], deals: [] }
  const elements = bohanecElements(attributes, deals, true)
  let server: TestServer
  let importer: Importer
  let token: string
  let orgId: string
  const ask = (method: string, path: string, body?: unknown) =>
    server.ask(method, `/api/v1${path}`, { as: token, ...(body ? { body } : {}) })

  /** The file with a name for each deal, which it has none of, and without the seller. */
  const file = () => {
    const [head = '', ...rows] = readFileSync(bohanecFile, 'utf8').trim().split(/\r?\n/)
    const seller = head.split(';').indexOf('Seller')
    const without = (line: string) =>
      line
        .split(';')
        .filter((_, index) => index !== seller)
        .join(';')
    return new File(
      [[`Deal;${without(head)}`, ...rows.map((row, index) => `Deal ${index + 1};${without(row)}`)].join('\n')],
      'deals.csv',
    )
  }
  const mapping = JSON.stringify({
    kind: 'opportunities',
    columns: {
      name: 'Deal',
      outcome: 'Status',
      ...Object.fromEntries(attributes.map((name) => [`element:${keyOfText(name)}`, name])),
    },
  })

  beforeAll(async () => {
    server = await aServer({ working: true })
    const setUp = await server.ask('POST', '/api/v1/setup', { body: { ...founder, timeZone: 'Asia/Shanghai' } })
    ;({ organizationId: orgId, token } = setUp.body)
    importer = anImporter(server, token)
    const made = await ask('POST', '/pipelines', {
      key: 'offers',
      names: { 'zh-CN': '报价', 'zh-TW': '報價', en: 'Offers' },
      definition: bohanecPipeline(elements),
    })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
  })
  afterAll(() => server.close())

  test('come in with every answer, Unknown among them, and a second time change nothing', async () => {
    const proposal = await importer.propose(file(), 'opportunities', { pipeline: 'offers' })
    expect(proposal.elements).toHaveLength(21)
    // what no other field claims is proposed by its name
    expect(proposal.mapping.columns).toMatchObject({ 'element:purch-dept': 'Purch_dept', 'element:growth': 'Growth' })
    const run = await importer.bringIn(file(), 'opportunities', { pipeline: 'offers', mapping })
    expect(run).toMatchObject({ status: 'done', rows: { created: 448, failed: 0 } })
    expect(run.warnings.filter(({ code }: { code: string }) => code.startsWith('element'))).toEqual([])
    const kept = await inOrganisation(server.database.db, orgId, (tx) =>
      tx.selectFrom('opportunity_element').select(['answer', 'evidence_kind']).execute(),
    )
    expect(kept).toHaveLength(448 * 21)
    expect(kept.filter(({ answer }) => answer === 'unknown')).toHaveLength(20 + 32 + 36 + 14 + 10)
    expect(kept.every(({ evidence_kind }) => evidence_kind === 'import')).toBe(true)
    expect(await importer.bringIn(file(), 'opportunities', { pipeline: 'offers', mapping })).toMatchObject({
      rows: { created: 0, updated: 0, unchanged: 448 },
    })
  })

  test('teach the statistics what the evaluation learned, and an open deal is told by them', async () => {
    const expected = learnFrom(elements, deals)
    await inOrganisation(server.database.db, orgId, (tx) => recomputeStatistics(tx, orgId, new Date()))
    const stored = await inOrganisation(server.database.db, orgId, (tx) =>
      tx.selectFrom('stage_statistic').selectAll().where('resolved', '>', 0).executeTakeFirstOrThrow(),
    )
    expect(stored).toMatchObject({ entered: 448, resolved: 448, won: 227 })
    const weights = stored.weights as unknown as typeof expected.weights
    expect(weights.deals).toBe(448)
    expect(weights.intercept.weight).toBeCloseTo(expected.weights.intercept.weight, 3)
    for (const { key } of elements) {
      expect((stored.pars as Record<string, number>)[key]).toBeCloseTo(expected.pars[key]!, 6)
      for (const [answer, { weight }] of Object.entries(expected.weights.elements[key]!.answers!))
        expect(weights.elements[key]!.answers![answer]!.weight, `${key} ${answer}`).toBeCloseTo(weight, 3)
    }
    const customer = await ask('POST', '/customers', {
      name: '远航制造有限公司',
      industry: '制造业',
      headcountBand: '100-499',
      region: '上海',
      sourceId: (await ask('GET', '/sources')).body.items[0].id,
      contact: { name: '周主任', role: 'decider', phone: '13800138000' },
    })
    const deal = await ask('POST', '/opportunities', { customerId: customer.body.id, pipeline: 'offers' })
    expect(deal.status, JSON.stringify([customer.body, deal.body])).toBe(201)
    const like = deals[7]!
    for (const [name, level] of Object.entries(like.answers)) {
      const said = await ask('PUT', `/opportunities/${deal.body.id}/elements/${keyOfText(name)}`, { answer: keyOfText(level) })
      expect(said.status, JSON.stringify(said.body)).toBe(200)
    }
    const { body } = await ask('GET', `/opportunities/${deal.body.id}/elements`)
    expect(body.chance.elements).toBeCloseTo(tellChances(elements, expected, [like])[0]!, 3)
    expect(body.chance.stage).toMatchObject({ configured: 0.5, counts: 'learned', resolved: 448, won: 227 })
  })
})
