import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, type Company, type Person } from '../../test/factories/a-company.ts'
import { aDatabase, type TestDatabase } from '../../test/database.ts'
import { addContacts, newContactFrom } from '../contacts/commands/contacts.ts'
import { addCustomers } from '../customers/commands/create.ts'
import { nothingKnown } from '../customers/customer.ts'
import { listCustomers } from '../customers/queries/customers.ts'
import { createMember } from '../people/commands/members.ts'
import { reindex } from '../platform/database/search-grams.ts'
import { projectRoot } from '../platform/root.ts'
import { searchable } from '../platform/text/grams.ts'
import { createProduct } from '../products/commands/products.ts'
import { searchKinds, type SearchKind } from './contract.ts'
import { search } from './queries.ts'

let database: TestDatabase
let company: Company
beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db)
})
afterAll(() => database.drop())

const adding = (person: Person, names: readonly string[], more: object = {}) =>
  company.within(async (tx) => {
    const caller = await company.as(person)
    return addCustomers(
      tx,
      caller,
      names.map((name) => ({ ...nothingKnown, ...more, name, ownerId: caller.memberId })),
    )
  })
const titles = async (person: Person, q: string, kinds: readonly SearchKind[] = searchKinds): Promise<string[]> => {
  const caller = await company.as(person)
  const { groups } = await company.within((tx) => search(tx, caller, { q, kinds, limit: 20 }))
  return groups.flatMap(({ items }) => items.map(({ title }) => title))
}
const listed = async (person: Person, q: string): Promise<string[]> => {
  const caller = await company.as(person)
  const { items } = await company.within((tx) => listCustomers(tx, caller, { q, limit: 200, sort: 'newest' }))
  return items.map(({ name }) => name)
}

describe('any part of a name finds it', () => {
  test('华联 inside a company name is not missed', async () => {
    await adding('li', ['北京华联综合超市股份有限公司', '华东联合机械'])
    expect(await titles('li', '华联')).toEqual(['北京华联综合超市股份有限公司'])
    expect(await listed('li', '华联')).toEqual(['北京华联综合超市股份有限公司'])
  })

  test('every customer is found by every two neighbouring characters of its name', async () => {
    const characters = [...'云帆华联东方科技实业（集团）·有限公司ABc 12-3臺灣É々']
    const name = fc.array(fc.constantFrom(...characters), { minLength: 2, maxLength: 12 }).map((parts) => parts.join(''))
    const names = fc.sample(name, { numRuns: 40, seed: 20260101 }).filter((each) => [...searchable(each)].length >= 2)
    expect(names.length).toBeGreaterThan(30)
    await adding(
      'wang',
      names.map((each) => each.trim()),
    )
    const caller = await company.as('wang')
    let asked = 0
    await company.within(async (tx) => {
      for (const each of names) {
        const folded = [...searchable(each)]
        for (let at = 0; at + 1 < folded.length; at++) {
          const q = folded[at]! + folded[at + 1]!
          const { items } = await listCustomers(tx, caller, { q, limit: 200, sort: 'newest' })
          expect(
            items.map((item) => item.name),
            `${q} in ${each}`,
          ).toContain(each.trim())
          asked++
        }
      }
    })
    expect(asked).toBeGreaterThan(100)
  })

  test('pieces that only together make the word are not enough', async () => {
    await adding('li', ['东方红星', '东红方东'])
    expect(await titles('li', '东方红星')).toEqual(['东方红星'])
    expect(await listed('li', '红方东')).toEqual(['东红方东'])
  })

  test('width, case, spaces and punctuation do not matter', async () => {
    await adding('li', ['Müller & Söhne GmbH（上海）'])
    for (const q of ['muller', 'ｍüller', 'MÜLLER söhne', 'gmbh上海', 'gmbh(上海)'])
      expect(await listed('li', q)).toEqual(q === 'muller' ? [] : ['Müller & Söhne GmbH（上海）'])
  })
})

describe('in either script', () => {
  beforeAll(async () => {
    await adding('li', ['臺灣雲帆軟體股份有限公司', '云帆发动机有限公司', '頭髮護理（發）有限公司'])
    const [id] = await adding('li', ['寫手客戶'])
    await company.within(async (tx) => {
      const caller = await company.as('li')
      const { fields } = newContactFrom(caller, {}, '', '')
      await addContacts(tx, caller, [{ ...fields, name: '陳經理', customerId: id!, ownerId: caller.memberId }])
    })
    await company.doing('admin', (tx, caller) => createMember(tx, caller, { name: '歐陽鋒', role: 'rep' }, ''))
    await company.doing('admin', (tx, caller) => createProduct(tx, caller, { name: '報價軟體', code: 'LD-1' }))
  })
  test.each([
    ['台湾云帆', ['臺灣雲帆軟體股份有限公司']],
    ['台灣雲帆', ['臺灣雲帆軟體股份有限公司']],
    ['发动机', ['云帆发动机有限公司']],
    ['發動機', ['云帆发动机有限公司']],
    ['頭發', ['頭髮護理（發）有限公司']],
    ['头发护理', ['頭髮護理（發）有限公司']],
    ['客户', ['寫手客戶']],
    ['写手客戶', ['寫手客戶']],
    ['戶', ['寫手客戶']],
    ['户', ['寫手客戶']],
    ['陈经理', ['陳經理']],
    ['欧阳锋', ['歐陽鋒']],
    ['报价软', ['報價軟體']],
  ])('%s', async (q, expected) => {
    for (const person of ['li', 'admin'] as const) expect(await titles(person, q)).toEqual(expected)
    const customers = expected.filter((title) => title.endsWith('公司') || title.endsWith('客戶'))
    expect(await listed('admin', q)).toEqual(customers)
  })
})

test('what was filed before scripts were folded is filed anew, once under each piece', async () => {
  const [first, second] = await adding('li', ['從前的客戶', '客户與客戶'])
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  try {
    // as earlier versions filed them
    await owner.query(`update search_gram set gram = '客戶' where entity_id = $1 and gram = '客户'`, [first])
    await owner.query(
      `insert into search_gram (org_id, gram, kind, entity_id) select org_id, '客戶', kind, entity_id from search_gram where entity_id = $1 and gram = '客户'`,
      [second],
    )
    expect(await listed('li', '从前的客户')).toEqual([])
    const migration = readFileSync(join(projectRoot, 'db', 'migrations', '0105_search_in_either_script.sql'), 'utf8')
    await owner.query(`begin; ${migration}; commit`)
    expect(await listed('li', '从前的客户')).toEqual(['從前的客戶'])
    const { rows } = await owner.query(`select gram from search_gram where entity_id = any($1) and gram in ('客戶', '客户')`, [
      [first, second],
    ])
    expect(rows).toEqual([{ gram: '客户' }, { gram: '客户' }])
  } finally {
    await owner.end()
  }
})

describe('found as people type', () => {
  beforeAll(async () => {
    const [id] = await adding('li', ['苏州远航制造有限公司'], { phone: '+8651268880011', socialCreditCode: '91350100M000100Y43' })
    await company.within(async (tx) => {
      const caller = await company.as('li')
      const { fields } = newContactFrom(caller, { phone: '13912345678', email: 'zhou.min@example.com' }, '', '')
      await addContacts(tx, caller, [{ ...fields, name: '周敏', customerId: id!, ownerId: caller.memberId }])
    })
    await company.doing('admin', (tx, caller) => createMember(tx, caller, { name: '欧阳娜', role: 'rep' }, ''))
    await company.doing('admin', (tx, caller) => createProduct(tx, caller, { name: 'GTX Pro 漏斗', code: 'GX-100' }))
  })
  test.each([
    ['远航', ['苏州远航制造有限公司']],
    ['yuanhang', ['苏州远航制造有限公司']],
    ['szyh', ['苏州远航制造有限公司']],
    ['suzhouyuanhang', ['苏州远航制造有限公司']],
    ['8880011', ['苏州远航制造有限公司']],
    ['0512-6888', []],
    ['91350100M000100Y43', ['苏州远航制造有限公司']],
    ['周敏', ['周敏']],
    ['zhoumin', ['周敏']],
    ['zm', ['周敏']],
    ['139 1234 5678', ['周敏']],
    ['5678', ['周敏']],
    ['zhou.min@example', ['周敏']],
    ['gtxpro', ['GTX Pro 漏斗']],
    ['gx100', ['GTX Pro 漏斗']],
    ['漏斗', ['GTX Pro 漏斗']],
    ['louidou', []],
    ['loudou', ['GTX Pro 漏斗']],
    ['赵敏', ['赵敏']],
    ['ouyangna', ['欧阳娜']],
    ['oyn', ['欧阳娜']],
    ['！？', []],
    ['', []],
  ])('%s', async (q, expected) => {
    const found = await titles('li', q)
    // a customer is also found by the telephone of its people
    expect(found.filter((title) => title !== '苏州远航制造有限公司' || expected.includes(title))).toEqual(expected)
  })
  test('a customer is found by the telephone of its people, by those who may see it', async () => {
    expect(await titles('li', '12345678', ['customer'])).toEqual(['苏州远航制造有限公司'])
    expect(await titles('finance', '12345678')).toEqual([])
    expect(await titles('finance', 'zhoumin')).toEqual(['周敏'])
  })
  test('a single character looks through the newest', async () => {
    expect(await titles('li', '航', ['customer'])).toEqual(['苏州远航制造有限公司'])
    expect(await titles('li', '敏', ['contact', 'member'])).toEqual(['周敏', '赵敏'])
  })
})

describe('only within reach and ability', () => {
  beforeAll(() => adding('chen', ['广州海潮化工有限公司']))
  test.each([
    ['chen', true],
    ['director', true],
    ['auditor', true],
    ['li', false],
    ['zhao', false],
    ['marketing', false],
  ] as const)('%s finds it: %s', async (person, finds) => {
    expect(await titles(person, '海潮化工')).toEqual(finds ? ['广州海潮化工有限公司'] : [])
    expect(await titles(person, '潮')).toEqual(finds ? ['广州海潮化工有限公司'] : [])
  })
  test('pieces filed for another organisation are not seen here', async () => {
    const other = await aCompany(database.db)
    await other.within(async (tx) => {
      const caller = await other.as('admin')
      const [id] = await addCustomers(tx, caller, [{ ...nothingKnown, name: '隔壁老王有限公司', ownerId: caller.memberId }])
      await reindex(tx, other.orgId, 'customer', [{ entityId: id!, texts: ['隔壁老王有限公司'] }])
    })
    expect(await titles('admin', '隔壁老王')).toEqual([])
  })
})
