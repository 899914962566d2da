import { afterAll, beforeAll, expect, test } from 'vitest'
import { aServer, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'

/** What recording answers is computed from what was asked; it must be what reading the activity afterwards says. */
let server: TestServer
let ours: Staffed

beforeAll(async () => {
  server = await aServer()
  ours = await aStaffedCompany(server, '云帆')
})
afterAll(() => server.close())

test('a recorded activity answers as reading it does, and moves last contact and next step', async () => {
  const { tokens, members, records } = ours
  const said = { people: '王经理', content: '沟通"进展"', result: '继续' }
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
  const asks: [as: string, body: object][] = [
    [
      tokens.li!,
      { kind: 'call', opportunityId: records.opportunity, happenedAt: hoursAgo(0.5), nextStep: '报价', nextStepOn: '2026-12-01' },
    ],
    [
      tokens.li!,
      { kind: 'visit', customerId: records.customer, happenedAt: hoursAgo(90), contactIds: [records.contact], place: '上海' },
    ],
    [
      tokens.li!,
      { kind: 'meeting', leadId: records.lead, happenedAt: hoursAgo(0.7), durationMinutes: 45, purpose: '了解', feedback: '好' },
    ],
    [tokens.admin!, { kind: 'call', customerId: records.customer, happenedAt: hoursAgo(0.2), ownerId: members.li }],
  ]
  for (const [as, body] of asks) {
    const made = await server.ask('POST', '/api/v1/activities', { as, body: { ...said, ...body } })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    expect((await server.ask('GET', `/api/v1/activities/${made.body.id}`, { as })).body).toEqual(made.body)
  }
  const deal = (await server.ask('GET', `/api/v1/opportunities/${records.opportunity}`, { as: tokens.li! })).body
  expect([deal.lastActivityAt, deal.nextStep, deal.nextStepOn]).toEqual([
    (asks[0]![1] as { happenedAt: string }).happenedAt,
    '报价',
    '2026-12-01',
  ])
  const customer = (await server.ask('GET', `/api/v1/customers/${records.customer}`, { as: tokens.li! })).body
  expect(customer.lastActivityAt).toBe((asks[3]![1] as { happenedAt: string }).happenedAt)
})
