import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, aContact, aCustomer, aDeal, type Company, type Person } from '../../test/factories/a-company.ts'
import { tokenOf } from '../../test/factories/token-of.ts'
import { aServer, type TestServer } from '../../test/server.ts'
import { newId } from '../platform/ids.ts'
import { carriers } from './commands/merge.ts'

let server: TestServer
let ours: Company
const tokens = {} as Record<Person, string>
const ask = (person: Person, method: string, path: string, body?: unknown) =>
  server.ask(method, '/api/v1' + path, { as: tokens[person], ...(body === undefined ? {} : { body }) })

beforeAll(async () => {
  server = await aServer()
  ours = await aCompany(server.database.db)
  for (const person of ['li', 'wang', 'chen', 'zhao', 'director', 'auditor'] as const)
    tokens[person] = await tokenOf(server.database.db, ours, person)
})
afterAll(() => server.close())

interface Full {
  id: string
  contact: string
  deal: string
}
/** A customer with one of everything that names it. */
const aFullCustomer = (name: string, owner: Person = 'li'): Promise<Full> =>
  ours.within(async (tx) => {
    const ownerId = ours.member[owner]
    const of = { org_id: ours.orgId, created_by: ownerId }
    const id = await aCustomer(tx, ours.orgId, { name, ownerId })
    const contact = await aContact(tx, ours.orgId, { customerId: id, ownerId, name: `${name}的人` })
    const deal = await aDeal(tx, ours.orgId, { customerId: id, ownerId })
    await sql`update opportunity set contact_id = ${contact} where id = ${deal}`.execute(tx)
    const [at, activity] = [new Date('2026-03-01T02:00:00Z'), newId()]
    await tx.insertInto('activity').values({ ...of, id: activity, kind: 'visit', customer_id: id, owner_id: ownerId, happened_at: at, recorded_at: at, content: '拜访' }).execute() // prettier-ignore
    await sql`insert into task (org_id, id, customer_id, title, assignee_id, created_at, created_by, updated_at)
      values (${ours.orgId}, ${newId()}, ${id}, '{"zh-CN":"回访","zh-TW":"回訪","en":"Call"}', ${ownerId}, now(), ${ownerId}, now())`.execute(
      tx,
    )
    await sql`insert into document (org_id, id, customer_id, category, file_name, media_type, size, sha256, uploaded_at, uploaded_by)
      values (${ours.orgId}, ${newId()}, ${id}, 'other', 'a.txt', 'text/plain', 1, '\\x00', now(), ${ownerId})`.execute(tx)
    await sql`insert into lead (org_id, id, company, name_key, owner_id, customer_id, created_by, status)
      values (${ours.orgId}, ${newId()}, ${name}, '', ${ownerId}, ${id}, ${ownerId}, 'qualified')`.execute(tx)
    await sql`insert into customer_trust_proof (org_id, id, customer_id, kind, proved_on, note, created_at, created_by)
      values (${ours.orgId}, ${newId()}, ${id}, 'order', '2026-03-01', '年度框架', now(), ${ownerId})`.execute(tx)
    const survey = newId()
    await sql`insert into survey (org_id, id, name, title, questions, created_at, created_by, updated_at)
      values (${ours.orgId}, ${survey}, '年度满意度', '{}', '[]', now(), ${ownerId}, now())`.execute(tx)
    await sql`insert into survey_invitation (org_id, id, survey_id, customer_id, contact_id, token_hash, locale, made_at, made_by, expires_at)
      values (${ours.orgId}, ${newId()}, ${survey}, ${id}, ${contact}, sha256(${survey}::text::bytea), 'zh-CN', now(), ${ownerId}, now())`.execute(
      tx,
    )
    await sql`insert into customer_complaint (org_id, id, customer_id, is_severe, text, opened_at)
      values (${ours.orgId}, ${newId()}, ${id}, false, '交期', now())`.execute(tx)
    await sql`insert into customer_date (org_id, id, customer_id, kind, on_day, created_at, created_by, updated_at)
      values (${ours.orgId}, ${newId()}, ${id}, 'contract-end', '2026-12-31', now(), ${ownerId}, now())`.execute(tx)
    await sql`insert into account_plan (org_id, id, customer_id, title, from_on, through_on, content, created_at, created_by, updated_at, updated_by)
      values (${ours.orgId}, ${newId()}, ${id}, '年度计划', '2026-01-01', '2026-12-31', '{}', now(), ${ownerId}, now(), ${ownerId})`.execute(
      tx,
    )
    return { id, contact, deal }
  })

/** How many records of each kind name the customer. */
const carriedBy = (id: string) =>
  ours.within(async (tx) => {
    const counts: Record<string, number> = {}
    for (const table of carriers) {
      const { rows } = await sql<{
        count: number
      }>`select count(*)::int as count from ${sql.table(table)} where customer_id = ${id}`.execute(tx)
      counts[table] = rows[0]!.count
    }
    return counts
  })
const one = Object.fromEntries(carriers.map((table) => [table, 1]))
const none = Object.fromEntries(carriers.map((table) => [table, 0]))
const two = Object.fromEntries(carriers.map((table) => [table, 2]))

test('every table that names a customer is known to a merge', async () => {
  const { rows } = await ours.within((tx) =>
    sql<{
      name: string
    }>`select table_name as name from information_schema.columns where column_name = 'customer_id' and table_schema = 'public'`.execute(
      tx,
    ),
  )
  // what was proposed for a day's list stays as it was told then
  // and what was judged of a record, by rule or by somebody, is of that record
  const told = new Set([
    'next_action_event',
    'customer_standing',
    'customer_standing_change',
    'customer_override',
    'customer_quality_fact',
    'customer_contact_sum',
    // the picture counts on by itself, and a group finds its companies through where they were merged to
    'decision_chain',
    'customer_parent',
    // read through where records were merged to
    'customer_credit',
    'customer_interview',
    'pool_event',
    'pool_stay',
    // a merge lets nobody see what they did not see before: each record keeps its own account team
    'account_member',
    // what a record is owed is worked out anew of each record
    'operating_task',
    'operating_state',
    // score and tier are worked out anew of each record
    'key_account',
    'key_account_change',
    'key_account_fact',
    // and so is health, with the months it had
    'customer_health',
    'customer_health_month',
    // read through where records were merged to
    'customer_usage',
    // what is told of buying again and of upkeep is worked out anew of each record
    'repurchase_customer',
    'upkeep_plan',
    'upkeep_listed',
    // a stocktake says what was there on its day
    'stocktake_item',
    // worked out anew from open deals
    'customer_tier',
  ])
  expect(rows.map(({ name }) => name).filter((name) => !told.has(name)).sort()).toEqual([...carriers].sort()) // prettier-ignore
})

describe('two records of one company become one', () => {
  test('everything moves, the gaps are filled, the other is archived and says where it went; taken apart, all is as before', async () => {
    const [kept, other] = [await aFullCustomer('远航制造有限公司'), await aFullCustomer('远航制造')]
    await ask('li', 'PATCH', `/customers/${kept.id}`, { industry: '制造业' })
    await ask('li', 'PATCH', `/customers/${other.id}`, {
      industry: '机械',
      region: '上海',
      externalId: 'ERP-7',
      socialCreditCode: '91350100M000100Y43',
    })
    const [a, b] = [await ask('li', 'GET', `/customers/${kept.id}`), await ask('li', 'GET', `/customers/${other.id}`)]
    const preview = await ask('li', 'GET', `/customers/merge-preview?keptId=${kept.id}&otherId=${other.id}`)
    expect(preview.body).toMatchObject({
      moves: {
        contacts: 1,
        leads: 1,
        opportunities: 1,
        activities: 1,
        tasks: 1,
        documents: 1,
        trustProofs: 1,
        surveys: 1,
        complaints: 1,
        dates: 1,
        accountPlans: 1,
      },
      fields: [
        { field: 'name', kept: '远航制造有限公司', other: '远航制造', taken: false },
        { field: 'industry', taken: false },
        { field: 'region', kept: null, other: '上海', taken: true },
        { field: 'socialCreditCode', taken: true },
        { field: 'externalId', taken: true },
      ],
    })
    expect(await carriedBy(kept.id)).toEqual(one)
    const merged = await ask('li', 'POST', `/customers/${kept.id}/merges`, { otherId: other.id })
    expect(merged.status).toBe(201)
    expect(merged.body.customer).toMatchObject({ name: '远航制造有限公司', industry: '制造业', region: '上海', externalId: 'ERP-7', socialCreditCode: '91350100M000100Y43' }) // prettier-ignore
    expect(await carriedBy(kept.id)).toEqual(two)
    expect(await carriedBy(other.id)).toEqual(none)
    expect((await ask('li', 'GET', `/customers/${other.id}`)).body).toMatchObject({ archived: true, mergedInto: { id: kept.id } })
    expect((await ask('li', 'GET', `/opportunities/${other.deal}`)).body.customer).toMatchObject({ id: kept.id })
    // again: nothing happens; restored by itself: no
    expect((await ask('li', 'POST', `/customers/${kept.id}/merges`, { otherId: other.id })).body.mergeId).toBe(
      merged.body.mergeId,
    )
    expect((await ask('li', 'POST', `/customers/${other.id}/restoration`)).body.type).toBe('customer-merged')
    const list = await ask('li', 'GET', `/customers/${kept.id}/merges`)
    expect(list.body.items).toMatchObject([
      { merged: { id: other.id }, undone: false, mayUndo: true, moves: { opportunities: 1 } },
    ])

    const undone = await ask('li', 'POST', `/customers/${kept.id}/merges/${merged.body.mergeId}/undo`)
    expect(undone.status).toBe(201)
    expect(await carriedBy(kept.id)).toEqual(one)
    expect(await carriedBy(other.id)).toEqual(one)
    const facts = ({ body: { version: _v, updatedAt: _u, lastActivityAt: _l, ...rest } }: typeof a) => ({ ...rest, contacts: rest.contacts.map(({ id }: { id: string }) => id) }) // prettier-ignore
    expect(facts(await ask('li', 'GET', `/customers/${kept.id}`))).toEqual(facts(a))
    expect(facts(await ask('li', 'GET', `/customers/${other.id}`))).toEqual(facts(b))
    expect((await ask('li', 'POST', `/customers/${kept.id}/merges/${merged.body.mergeId}/undo`)).status).toBe(201)
  })

  test('what was recorded since stays where it is, and a fact changed since is not overwritten', async () => {
    const [kept, other] = [await aFullCustomer('甲'), await aFullCustomer('乙')]
    await ask('li', 'PATCH', `/customers/${other.id}`, { region: '北京', industry: '金融' })
    const { body } = await ask('li', 'POST', `/customers/${kept.id}/merges`, {
      otherId: other.id,
      take: ['region', 'industry', 'name'],
    })
    expect(body.customer).toMatchObject({ name: '乙', region: '北京' })
    await ask('li', 'PATCH', `/customers/${kept.id}`, { region: '天津' })
    await ours.within((tx) => aDeal(tx, ours.orgId, { customerId: kept.id, ownerId: ours.member.li }))
    await ask('li', 'POST', `/customers/${kept.id}/merges/${body.mergeId}/undo`)
    expect((await ask('li', 'GET', `/customers/${kept.id}`)).body).toMatchObject({ name: '甲', region: '天津', industry: null })
    expect(await carriedBy(kept.id)).toEqual({ ...one, opportunity: 2 })
  })

  test('two people who merge the same two both ways at once: one merge stands, nothing is lost', async () => {
    const [a, b] = [await aFullCustomer('丙'), await aFullCustomer('丁')]
    const replies = await Promise.all([
      ask('zhao', 'POST', `/customers/${a.id}/merges`, { otherId: b.id }),
      ask('li', 'POST', `/customers/${b.id}/merges`, { otherId: a.id }),
    ])
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409])
    const [left, right] = [await carriedBy(a.id), await carriedBy(b.id)]
    expect([left, right].map(({ opportunity }) => opportunity).sort()).toEqual([0, 2])
  })
})

describe('who may merge', () => {
  test('only what one reaches; of two people only who may give records away; never by whoever only reads', async () => {
    const [mine, hers, far] = [await aFullCustomer('戊'), await aFullCustomer('己', 'wang'), await aFullCustomer('庚', 'chen')]
    const merge = (person: Person, keptId: string, otherId: string) =>
      ask(person, 'POST', `/customers/${keptId}/merges`, { otherId })
    expect((await merge('li', mine.id, hers.id)).body).toMatchObject({ type: 'unknown-reference', field: 'otherId' })
    expect((await merge('li', hers.id, mine.id)).status).toBe(404)
    expect((await merge('zhao', mine.id, far.id)).body.type).toBe('unknown-reference')
    expect((await merge('auditor', mine.id, hers.id)).status).toBe(403)
    expect((await merge('li', mine.id, mine.id)).body.type).toBe('merge-with-itself')
    const done = await merge('zhao', mine.id, hers.id)
    expect(done.status).toBe(201)
    // her people follow the customer, her deal stays hers
    const { rows } = await ours.within((tx) => sql<{ owner: string }>`select owner_id as owner from contact where id = ${hers.contact} union all select owner_id from opportunity where id = ${hers.deal}`.execute(tx)) // prettier-ignore
    expect(rows.map(({ owner }) => owner)).toEqual([ours.member.li, ours.member.wang])
    expect((await ask('li', 'POST', `/customers/${mine.id}/merges/${done.body.mergeId}/undo`)).status).toBe(404)
    expect((await ask('zhao', 'POST', `/customers/${mine.id}/merges/${done.body.mergeId}/undo`)).status).toBe(201)
  })

  test('an archived record is not merged', async () => {
    const [a, b] = [
      await aFullCustomer('辛'),
      await ours.within((tx) => aCustomer(tx, ours.orgId, { name: '壬', ownerId: ours.member.li })),
    ]
    await ask('li', 'DELETE', `/customers/${b}`)
    expect((await ask('li', 'POST', `/customers/${a.id}/merges`, { otherId: b })).body.type).toBe('customer-archived')
    expect((await ask('li', 'GET', `/customers/merge-preview?keptId=${a.id}&otherId=${b}`)).body.type).toBe('customer-archived')
  })
})
