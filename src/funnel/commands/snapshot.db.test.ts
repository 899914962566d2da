import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aDatabase, type TestDatabase } from '../../../test/database.ts'
import { aCompany, type Company, type Person } from '../../../test/factories/a-company.ts'
import { aPipeline, type TestPipeline } from '../../../test/factories/a-pipeline.ts'
import { type BroughtEvent, blankDeal, openMany, stagesForMany } from '../../opportunities/commands/write-many.ts'
import type { EventKind } from '../../opportunities/stage-history.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { readTrend } from '../trend-contract.ts'
import { readTrendReport } from '../queries/trend.ts'
import { snapshotDays } from './snapshot.ts'

let database: TestDatabase
let company: Company
let pipeline: TestPipeline

/** Half past two in the morning of the 10th in Shanghai, still the 9th in London. */
const now = new Date('2026-05-09T18:30:00Z')

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now })
  pipeline = await company.within((tx) => aPipeline(tx, company.orgId, { stages: 3 }))
  const admin = await company.as('admin', now)
  const deal = (owner: Person, amount: number | null, events: [EventKind, number | null, string][]) => {
    const ownerId = company.member[owner]
    const row = Object.assign(blankDeal(admin), {
      name: '商机',
      pipeline_id: pipeline.id,
      owner_id: ownerId,
      credit_owner_id: ownerId,
      amount_minor: amount,
    })
    const brought = events.map(([kind, stage, at]): BroughtEvent => {
      const time = Date.parse(at)
      return {
        id: newId(),
        kind,
        fromStageId: null,
        toStageId: stage === null ? null : pipeline.stages[stage - 1]!.id,
        occurredAt: time,
        recordedAt: time,
        annulsId: null,
      }
    })
    return { row, events: brought }
  }
  const deals = [
    deal('li', 1000, [
      ['enter', 1, '2026-05-01T00:00:00Z'],
      ['advance', 2, '2026-05-08T15:59:00Z'],
    ]),
    deal('li', null, [['enter', 1, '2026-05-02T00:00:00Z']]),
    deal('li', 500, [['enter', 1, '2026-05-08T16:01:00Z']]),
    deal('wang', 300, [
      ['enter', 1, '2026-05-01T00:00:00Z'],
      ['lose', null, '2026-05-09T03:00:00Z'],
    ]),
  ]
  await company.within(async (tx) => openMany(tx, admin, deals, await stagesForMany(tx, company.orgId, pipeline.id)))
})
afterAll(() => database.drop())

const take = (at: Date) => company.within((tx) => snapshotDays(tx, company.orgId, at))
const read = async (day: string) => {
  const { rows } = await company.within((tx) =>
    sql<{ position: number; owner: string; deals: number; amount: number; weighted: number; probability: number }>`
      select g.position, m.name as owner, s.deals, s.amount_minor as amount, s.weighted_minor as weighted, g.probability
      from pipeline_snapshot s join stage g on g.org_id = s.org_id and g.id = s.stage_id join member m on m.org_id = s.org_id and m.id = s.owner_id
      where s.org_id = ${company.orgId} and s.day = ${day} order by g.position, m.name`.execute(tx),
  )
  for (const { amount, weighted, probability } of rows) expect(weighted).toBe(Math.round(amount * probability))
  return rows.map(({ position, owner, deals, amount }) => [position, owner, deals, amount])
}

test('each night adds up what was open at the end of yesterday, once, and makes up for nights it missed', async () => {
  // the first night, Shanghai's 9th begins at 16:00 of the 8th in London
  expect(await take(new Date('2026-05-08T17:00:00Z'))).toEqual(['2026-05-08'])
  expect(await read('2026-05-08')).toEqual([
    [1, '李娜', 1, 0],
    [1, '王强', 1, 300],
    [2, '李娜', 1, 1000],
  ])
  expect(await take(new Date('2026-05-08T20:00:00Z'))).toEqual([])
  expect(await take(new Date('2026-05-11T17:00:00Z'))).toEqual(['2026-05-09', '2026-05-10', '2026-05-11'])
  const later = [
    [1, '李娜', 2, 500],
    [2, '李娜', 1, 1000],
  ]
  expect([await read('2026-05-09'), await read('2026-05-11')]).toEqual([later, later])
})

test('what is on record of a day stays when its deals are gone', async () => {
  const before = await read('2026-05-09')
  await company.within((tx) =>
    sql`update opportunity set deleted_at = ${now} where org_id = ${company.orgId} and pipeline_id = ${pipeline.id}`.execute(tx),
  )
  await take(new Date('2026-05-12T17:00:00Z'))
  expect([await read('2026-05-09'), await read('2026-05-12')]).toEqual([before, []])
  // after a long while without any open deal only the last sixty nights are looked at
  const days = await take(new Date('2027-05-12T17:00:00Z'))
  expect([days.length, days.at(-1)]).toEqual([60, '2027-05-12'])
})

test('the trend tells what a night wrote down, and where nothing was written what the history says', async () => {
  const ask = async (person: Person, query: Record<string, string>) => {
    const caller = await company.as(person, now)
    const found = await company.within((tx) =>
      readTrendReport(tx, caller, readTrend.query.parse({ pipeline: pipeline.key, ...query })),
    )
    if (!found.ok) throw new Error(found.refusal.code)
    return found.value.weeks.map(({ day, source, count, amountMinor, stages }) => ({ day, source, count, amountMinor, stages: stages.length })) // prettier-ignore
  }
  await company.within(async (tx) => {
    await sql`delete from pipeline_snapshot where org_id = ${company.orgId}`.execute(tx)
    await sql`update opportunity set deleted_at = null where org_id = ${company.orgId}`.execute(tx)
  })
  const byHistory = [
    { day: '2026-05-03', source: 'history', count: 3, amountMinor: 1300, stages: 1 },
    { day: '2026-05-08', source: 'history', count: 3, amountMinor: 1300, stages: 2 },
  ]
  expect(await ask('director', { from: '2026-05-01', to: '2026-05-09' })).toEqual(byHistory)
  await take(new Date('2026-05-08T18:30:00Z'))
  const written = byHistory.map((week, at) => (at === 1 ? { ...week, source: 'snapshot' } : week))
  expect(await ask('director', { from: '2026-05-01', to: '2026-05-09' })).toEqual(written)
  // a purge of deals leaves what was written
  await company.within(async (tx) => {
    await sql`update opportunity set deleted_at = now() where org_id = ${company.orgId} and name = '商机'`.execute(tx)
    const news = { topic: 'opportunity.archived', entityKind: 'opportunity', entityId: newId(), ownerId: null }
    await announce(tx, company.orgId, [news])
  })
  expect(await ask('director', { from: '2026-05-01', to: '2026-05-09' })).toEqual([
    { ...byHistory[0], count: 0, amountMinor: 0, stages: 0 },
    written[1],
  ])
  expect(await ask('li', { from: '2026-05-07', to: '2026-05-09' })).toMatchObject([
    { source: 'snapshot', count: 2, amountMinor: 1000 },
  ])
  expect(await ask('li', { from: '2026-05-07', to: '2026-05-09', region: '上海' })).toMatchObject([
    { source: 'history', count: 0 },
  ])
})
