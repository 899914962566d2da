import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCompany, type Company } from '../../test/factories/a-company.ts'
import { aDatabase, type TestDatabase } from '../../test/database.ts'
import { fileTasksForSearch } from './commands/file-search.ts'
import { listTasks } from './queries/tasks.ts'

const now = new Date('2026-11-18T02:00:00Z')
const every = 10
const many = 400

let database: TestDatabase
let company: Company

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now })
  // all are routine, one in ten is weekly, and the last of all is of a sample
  await company.within((tx) =>
    sql`insert into task (org_id, id, title, role, assignee_id, due_on, version, created_at, created_by, updated_at)
        select ${company.orgId}::uuid, gen_random_uuid(),
               jsonb_build_object('zh-CN', title, 'zh-TW', title, 'en', title), 'owner', ${company.member.li}::uuid,
               '2026-01-01'::date + n / 5, 1, ${now}, ${company.member.li}::uuid, ${now}
        from generate_series(1, ${many}::int) n,
             concat('例行 ', n, case when n % ${every} = 0 then ' 每周' end, case when n = ${many} then ' 样机' end) title`.execute(
      tx,
    ),
  )
  await fileTasksForSearch(database.db, company.orgId)
})
afterAll(() => database.drop())

const page = async (q: string, cursor?: string) => {
  const li = await company.as('li')
  return company.within((tx) => listTasks(tx, li, { q, cursor, limit: 50, sort: 'due' }))
}

/** All that a word finds, page by page. */
async function all(q: string): Promise<string[]> {
  const titles: string[] = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const { items, nextCursor } = await page(q, cursor)
    titles.push(...items.map(({ title }) => title ?? ''))
    cursor = nextCursor ?? null
  }
  return titles
}

const days = (titles: readonly string[]) => titles.map((title) => Math.floor(Number(title.split(' ')[1]) / 5))

test('A word finds the same tasks in the list’s order, be it on all of them, on some, or on the last', async () => {
  const [routine, weekly, sample] = [await all('例行'), await all('每周'), await all('样机')]
  expect([new Set(routine).size, routine.length]).toEqual([many, many])
  expect(days(routine)).toEqual(days(routine).sort((a, b) => a - b))
  expect(weekly).toHaveLength(many / every)
  expect(days(weekly)).toEqual(days(weekly).sort((a, b) => a - b))
  expect(sample).toEqual([`例行 ${many} 每周 样机`])
  expect(await all('没有这个词')).toEqual([])
})
