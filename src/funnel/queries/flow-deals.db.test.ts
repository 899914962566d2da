import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { aDatabase, type TestDatabase } from '../../../test/database.ts'
import { aCompany, aCustomer, type Company } from '../../../test/factories/a-company.ts'
import { aPipeline, type TestPipeline } from '../../../test/factories/a-pipeline.ts'
import { closeOpportunity, moveStage } from '../../opportunities/commands/move.ts'
import { openOpportunity } from '../../opportunities/commands/open.ts'
import type { Outcome } from '../../platform/refusal.ts'
import { listFlowDeals } from '../flow-contract.ts'
import { readFlowDeals } from './flow-deals.ts'
import { readMovementReport } from './read-movement.ts'
import { readStageFlowReport } from './stage-flows.ts'

const now = new Date('2026-04-30T03:00:00Z')
const days = (count: number): Date => new Date(Date.parse('2026-01-05T02:00:00Z') + count * 86_400_000)
type Page = z.output<typeof listFlowDeals.reply>
let database: TestDatabase
let company: Company
let pipeline: TestPipeline
const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
  return outcome.value
}

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now })
  pipeline = await company.within((tx) => aPipeline(tx, company.orgId, { stages: 3 }))
  const customerId = await company.within((tx) => aCustomer(tx, company.orgId, { ownerId: company.member.li }))
  // each on, some back and on again, a third lost, a third won
  for (let deal = 0; deal < 9; deal++) {
    const person = deal % 2 ? 'li' : 'chen'
    const doing = <T>(at: number, work: Parameters<typeof company.doing<T>>[1]) =>
      company.doing('admin', work, days(at)).then(must)
    const given = { customerId, pipeline: pipeline.key, name: `商机 ${deal}`, amountMinor: deal === 4 ? null : 100 * (deal + 1) }
    const { id } = await doing(deal * 3, (tx, caller) =>
      openOpportunity(tx, caller, { ...given, ownerId: company.member[person] }),
    )
    await doing(deal * 3 + 5, (tx, caller) => moveStage(tx, caller, { id, toStage: 's2' }))
    if (deal % 4 === 0)
      for (const [later, toStage] of [
        [7, 's1'],
        [9, 's2'],
      ] as const)
        // prettier-ignore
        await doing(deal * 3 + later, (tx, caller) => moveStage(tx, caller, { id, toStage, reason: '回退' }))
    if (deal % 3 === 0) await doing(deal * 3 + 20, (tx, caller) => closeOpportunity(tx, caller, { id, outcome: 'won' }))
    if (deal % 3 === 1) await doing(deal * 3 + 20, (tx, caller) => moveStage(tx, caller, { id, toStage: 's3' }))
  }
})
afterAll(() => database.drop())

test('every ribbon and both stocks open as many deals, of as much money, as they show; page by page, within reach only', async () => {
  for (const person of ['director', 'li'] as const) {
    const caller = await company.as(person, now)
    const query = { pipeline: pipeline.key, from: '2026-01-15', to: '2026-02-10' }
    const asked = (given: object) => listFlowDeals.query.parse(given)
    await company.within(async (tx) => {
      const { flows } = must(await readStageFlowReport(tx, caller, asked({ ...query, list: 'flow' })))
      expect(flows.length).toBeGreaterThan(2)
      for (const { from, to, end, count, amountMinor } of flows) {
        const flow = { ...(from && { fromStage: from }), ...(to && { toStage: to }), ...(end && { end }) }
        const listed = []
        let cursor: string | null = null
        do {
          const page: Page = must(
            await readFlowDeals(tx, caller, asked({ ...query, ...flow, list: 'flow', limit: 2, ...(cursor && { cursor }) })),
          )
          expect([page.total, page.amountMinor]).toEqual([count, amountMinor])
          listed.push(...page.items)
          cursor = page.nextCursor
        } while (cursor)
        expect(new Set(listed.map(({ id, step }) => `${id} ${step}`)).size).toBe(count)
      }
      const movement = must(await readMovementReport(tx, caller, query as never))
      for (const list of ['opening', 'closing'] as const) {
        const { total, amountMinor, items } = must(await readFlowDeals(tx, caller, asked({ ...query, list })))
        expect({ count: total, amountMinor }).toEqual(movement[list])
        expect(items).toHaveLength(total)
      }
    })
  }
})

test('a stage that is not of this pipeline, and days the wrong way round, are refused', async () => {
  const caller = await company.as('director', now)
  const ask = (more: object) =>
    company.within((tx) => readFlowDeals(tx, caller, listFlowDeals.query.parse({ pipeline: pipeline.key, from: '2026-01-15', to: '2026-02-10', list: 'flow', ...more }))) // prettier-ignore
  expect(await ask({ fromStage: 'nowhere', toStage: 's2' })).toMatchObject({ refusal: { code: 'unknown-stage' } })
  expect(await ask({ fromStage: 's1', toStage: 's2', to: '2026-01-01' })).toMatchObject({ refusal: { code: 'span-backwards' } })
})
