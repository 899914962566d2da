import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCompany, type Company } from '../../test/factories/a-company.ts'
import { aPipeline, type TestPipeline } from '../../test/factories/a-pipeline.ts'
import { tell } from '../../test/factories/showroom.ts'
import { tokenOf } from '../../test/factories/token-of.ts'
import { aServer, type TestServer } from '../../test/server.ts'
import type { Desk } from './report-desk.ts'

const now = new Date('2026-06-01T03:00:00Z')
let server: TestServer
let company: Company
let pipeline: TestPipeline

beforeAll(async () => {
  server = await aServer({ clock: { now: () => now } })
  company = await aCompany(server.database.db, { now })
  pipeline = await company.within((tx) => aPipeline(tx, company.orgId, { stages: 4 }))
  const at = now.getTime() - 100 * 86_400_000
  await tell(
    company,
    pipeline,
    [
      { path: '123W', at },
      { path: '12L', at, owner: 'chen' },
      { path: '1', at },
    ],
    now,
  )
})
afterAll(() => server.close())

test('the same answers, refusals and files come from the thread, also when it has ended', async () => {
  const desk = server.serving.api.reports as Desk
  const [director, li] = [
    await tokenOf(server.database.db, company, 'director'),
    await tokenOf(server.database.db, company, 'li'),
  ]
  const paths = ['/funnel', '/funnel/deals', '/checkup', '/checkup/summary', '/checkup/why?stage=nowhere'].map(
    (path) => `/api/v1${path}${path.includes('?') ? '&' : '?'}pipeline=${pipeline.key}`,
  )
  const answers = () =>
    Promise.all(
      [director, li, 'nobody'].flatMap((as) =>
        paths.map(async (path) => {
          const { status, body } = await server.ask('GET', path, { as })
          return { path, status, body }
        }),
      ),
    )
  const here = await answers()
  expect(new Set(here.map(({ status }) => status))).toEqual(new Set([200, 401, 422]))
  desk.take(company.orgId)
  expect(await answers()).toEqual(here)
  const file = await server.ask('GET', `/api/v1/checkup/export?pipeline=${pipeline.key}`, { as: director })
  expect([file.status, file.headers.get('content-type')]).toEqual([200, expect.stringContaining('spreadsheetml')])
  await desk.stop()
  expect(await answers()).toEqual(here)
})
