import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCompany, aCustomer, aDeal, type Company, type Person } from '../../test/factories/a-company.ts'
import { aDatabase, type TestDatabase } from '../../test/database.ts'
import { recordActivity } from '../activities/commands/record.ts'
import { readToday } from './queries.ts'

/** Tuesday, half past midnight in Shanghai: still Monday in UTC. */
const now = new Date('2026-03-03T00:30:00+08:00')
let database: TestDatabase
let company: Company

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now })
  await company.within(async (tx) => {
    await tx
      .updateTable('member')
      .set({ created_at: new Date('2026-01-01') })
      .execute()
    const deal = async (ownerId: string, name: string, nextStepOn?: string, status?: string) => {
      const customerId = await aCustomer(tx, company.orgId, { name: `${name}的客户`, ownerId })
      await aDeal(tx, company.orgId, {
        name,
        customerId,
        ownerId,
        ...(nextStepOn ? { nextStep: '回访', nextStepOn } : {}),
        ...(status ? { status } : {}),
      })
    }
    await deal(company.member.li, '逾期', '2026-03-02')
    await deal(company.member.li, '今天', '2026-03-03')
    await deal(company.member.li, '明天', '2026-03-04')
    await deal(company.member.li, '远期', '2026-03-20')
    await deal(company.member.li, '没有下一步')
    await deal(company.member.li, '已赢单', '2026-03-02', 'won')
    await deal(company.member.wang, '王的', '2026-03-01')
    await deal(company.member.chen, '陈的', '2026-03-01')
  })
})
afterAll(() => database.drop())

const today = async (person: Person, scope: 'mine' | 'team' = 'mine') => {
  const caller = await company.as(person)
  return company.within((tx) => readToday(tx, caller, scope))
}
const names = (steps: { opportunity: { name: string } }[]) => steps.map(({ opportunity }) => opportunity.name)

describe('the list of the day', () => {
  it('tells overdue, due, coming and unplanned deals apart by the organisation’s day', async () => {
    const list = await today('li')
    expect([list.day, list.lastWorkingDay]).toEqual(['2026-03-03', '2026-03-02'])
    expect([names(list.due), names(list.upcoming), names(list.withoutStep)]).toEqual([['逾期', '今天'], ['明天'], ['没有下一步']])
    expect(list.counts).toEqual({ overdue: 1, today: 1, upcoming: 1, withoutStep: 1 })
  })

  it('is one’s own, or that of everybody within reach', async () => {
    expect(names((await today('zhao')).due)).toEqual([])
    expect(names((await today('zhao', 'team')).due)).toEqual(['王的', '逾期', '今天'])
    expect(names((await today('director', 'team')).due).sort()).toEqual(['今天', '王的', '逾期', '陈的'].sort())
    expect(names((await today('li', 'team')).due)).toEqual(['逾期', '今天'])
    expect(names((await today('marketing', 'team')).due)).toEqual([])
  })

  it('names who recorded nothing on the last working day', async () => {
    expect((await today('li')).unrecorded.map(({ name }) => name)).toEqual(['李娜'])
    const caller = await company.as('li')
    await company.within(async (tx) => {
      const customerId = await aCustomer(tx, company.orgId, { name: '昨天的客户', ownerId: caller.memberId })
      await recordActivity(tx, caller, {
        kind: 'call',
        customerId,
        people: '王总',
        happenedAt: '2026-03-02T15:00:00+08:00',
        content: '报价',
        result: '考虑',
      })
    })
    expect((await today('li')).unrecorded).toEqual([])
    expect((await today('director', 'team')).unrecorded.map(({ name }) => name).sort()).toEqual(['王强', '赵敏', '陈静'].sort())
  })
})
