import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, aCustomer, type Company, type Person } from '../../../test/factories/a-company.ts'
import { aPipeline, type TestPipeline } from '../../../test/factories/a-pipeline.ts'
import { tokenOf } from '../../../test/factories/token-of.ts'
import { aServer, type Loose, type TestServer } from '../../../test/server.ts'
import { announce } from '../../platform/news.ts'
import { newId } from '../../platform/ids.ts'
import { remembering } from './memory.ts'

const now = new Date('2026-06-01T03:00:00Z')

let server: TestServer
let company: Company
let pipeline: TestPipeline
const tokens = {} as Record<Person, string>

beforeAll(async () => {
  server = await aServer({ clock: { now: () => now } })
  company = await aCompany(server.database.db, { now })
  for (const person of ['director', 'li', 'chen', 'admin'] as const)
    tokens[person] = await tokenOf(server.database.db, company, person)
  pipeline = await company.within((tx) => aPipeline(tx, company.orgId, { stages: 3 }))
}, 120_000)
afterAll(() => server.close())

const ask = (person: Person, method: string, path: string, body?: unknown) =>
  server.ask(method, '/api/v1' + path, { as: tokens[person], ...(body === undefined ? {} : { body }) })
const funnel = async (person: Person = 'director', query = ''): Promise<Loose> =>
  (await ask(person, 'GET', `/funnel?pipeline=${pipeline.key}&${query}`)).body
const open = async (person: Person, amountMinor: number): Promise<string> => {
  const customerId = await company.within((tx) =>
    aCustomer(tx, company.orgId, { name: `客户 ${newId().slice(-8)}`, ownerId: company.member[person] }),
  )
  const body = { customerId, name: '商机', pipeline: pipeline.key, amountMinor }
  const answer = await ask(person, 'POST', '/opportunities', body)
  expect(answer).toMatchObject({ status: 201 })
  return answer.body.id
}

describe('figures are remembered, and never older than the last change', () => {
  test('whatever is written is in the next answer: a new deal, a move, an amount, a loss, an archive, another owner', async () => {
    expect((await funnel()).entered).toBe(0)
    const id = await open('li', 100)
    expect(await funnel()).toMatchObject({ entered: 1, enteredAmountMinor: 100 })
    expect((await ask('li', 'POST', `/opportunities/${id}/stage-moves`, { toStage: pipeline.stages[1]!.id })).status).toBe(201)
    expect((await funnel()).stages.map(({ entered }: Loose) => entered)).toEqual([1, 1, 0])
    expect((await ask('li', 'PATCH', `/opportunities/${id}`, { amountMinor: 250 })).status).toBeLessThan(300)
    expect((await funnel()).enteredAmountMinor).toBe(250)
    expect((await funnel('director', 'groupBy=owner')).groups[0].key).toBe(company.member.li)
    expect((await ask('director', 'PATCH', `/opportunities/${id}`, { ownerId: company.member.chen })).status).toBeLessThan(300)
    expect((await funnel('director', 'groupBy=owner')).groups[0].key).toBe(company.member.chen)
    expect([(await funnel('li')).entered, (await funnel('chen')).entered]).toEqual([0, 1])
    expect((await ask('director', 'DELETE', `/opportunities/${id}`)).status).toBeLessThan(300)
    expect((await funnel()).entered).toBe(0)
  })

  test('each reach and each question has figures of its own', async () => {
    await open('li', 100)
    await open('chen', 300)
    const seen = async () => [
      (await funnel('director')).enteredAmountMinor,
      (await funnel('li')).enteredAmountMinor,
      (await funnel('chen')).enteredAmountMinor,
      (await funnel('director', `owner=${company.member.li}`)).enteredAmountMinor,
      (await funnel('director', 'from=2030-01-01')).enteredAmountMinor,
    ]
    const first = await seen()
    expect(first).toEqual([400, 100, 300, 100, 0])
    expect(await seen()).toEqual(first)
  })
})

describe('the memory itself', () => {
  const counting = () => {
    let counted = 0
    return { count: () => Promise.resolve(++counted), counted: () => counted }
  }
  const director = () => company.as('director', now)
  const remembered = async (question: string, count: () => Promise<number>) => {
    const caller = await director()
    return company.within(async (tx) => (await remembering(tx, caller))(question, count))
  }
  const write = (tx: Parameters<typeof announce>[0], entityKind = 'opportunity') =>
    announce(tx, company.orgId, [{ topic: 'opportunity.changed', entityKind, entityId: newId(), ownerId: null }])

  test('counts once while nothing changes, again after news, and not for news of activities', async () => {
    const { count, counted } = counting()
    for (let again = 0; again < 3; again++) await remembered('a', count)
    expect(counted()).toBe(1)
    await company.within((tx) => write(tx, 'activity'))
    await remembered('a', count)
    expect(counted()).toBe(1)
    await company.within((tx) => write(tx))
    await remembered('a', count)
    expect(counted()).toBe(2)
  })

  test('a transaction that began earlier and is committed later is not overlooked', async () => {
    const { count, counted } = counting()
    let commit = () => {}
    let begun = () => {}
    const writing = new Promise<void>((resolve) => (begun = resolve))
    const slow = company.within(async (tx) => {
      await write(tx)
      begun()
      await new Promise<void>((resolve) => (commit = resolve))
    })
    await writing
    await company.within((tx) => write(tx))
    await remembered('b', count)
    await remembered('b', count)
    expect(counted()).toBe(1)
    commit()
    await slow
    await remembered('b', count)
    expect(counted()).toBe(2)
  })

  test('a change that is rolled back leaves nothing behind', async () => {
    const caller = await director()
    await remembered('c', () => Promise.resolve(1))
    await expect(
      company.within(async (tx) => {
        await write(tx)
        const remember = await remembering(tx, caller)
        expect(await remember('c', () => Promise.resolve(2))).toBe(2)
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await remembered('c', () => Promise.resolve(3))).toBe(1)
  })

  test('an answer that may be so old is counted again once it is older', async () => {
    const caller = await director()
    const { count, counted } = counting()
    const at = (seconds: number) =>
      company.within(async (tx) =>
        (await remembering(tx, { ...caller, now: new Date(now.getTime() + seconds * 1000) }))('d', count, 60_000),
      )
    await at(0)
    await at(59)
    expect(counted()).toBe(1)
    await at(61)
    expect(counted()).toBe(2)
  })
})
