import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCompany, type Company } from '../../test/factories/a-company.ts'
import { aPipeline, type TestPipeline } from '../../test/factories/a-pipeline.ts'
import { tell } from '../../test/factories/showroom.ts'
import { tokenOf } from '../../test/factories/token-of.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'

const now = new Date('2026-06-01T03:00:00Z')
const day = 86_400_000
const ago = (days: number): number => now.getTime() - days * day

let server: TestServer
let company: Company
let pipeline: TestPipeline
let token: string
const get = async (path: string): Promise<Loose> => {
  const { status, body } = await server.ask('GET', '/api/v1' + path, { as: token })
  expect([path, status]).toEqual([path, 200])
  return body
}

/** Old and young ones, won, lost and open ones, of this year and of the year before. */
beforeAll(async () => {
  server = await aServer({ clock: { now: () => now } })
  company = await aCompany(server.database.db, { now })
  token = await tokenOf(server.database.db, company, 'director')
  pipeline = await company.within((tx) => aPipeline(tx, company.orgId, { stages: 4 }))
  const told = ['1234W', '12L', '1T', '123', '12', '1', '123L', '1234W', '12H'].flatMap((path, kind) =>
    Array.from({ length: 6 }, (_, index) => ({ path, at: ago(18 + index * 75 + kind * 5), stepDays: 4 })),
  )
  await tell(company, pipeline, told, now)
}, 120_000)
afterAll(() => server.close())

for (const asked of ['cohort=matured&from=2026-01-01&to=2026-06-01', 'cohort=all'])
  test(`every number opens as many deals as it says: ${asked}`, async () => {
    const query = `pipeline=${pipeline.key}&${asked}`
    const listed = async (outcome: string, stage = ''): Promise<number> =>
      (await get(`/checkup/deals?${query}&outcome=${outcome}${stage && `&stage=${stage}`}&limit=1`)).total
    const [{ totals, stages }, time] = await Promise.all([get(`/checkup?${query}`), get(`/checkup/time?${query}`)])
    expect({
      all: await listed('all'),
      won: await listed('won'),
      died: await listed('died'),
      stillThere: await listed('stillThere'),
    }).toEqual({
      all: totals.deals,
      won: totals.won.count,
      died: totals.died.count,
      stillThere: totals.stillThere.count,
    })
    expect(totals.won.count).toBeGreaterThan(0)
    for (const { key, cameIn, wentOn, died, stillThere, judged } of stages)
      expect({
        key,
        all: await listed('all', key),
        wentOn: await listed('wentOn', key),
        inTime: await listed('inTime', key),
        notPassed: await listed('notPassed', key),
        died: await listed('died', key),
        stillThere: await listed('stillThere', key),
      }).toEqual({
        key,
        all: cameIn.count,
        wentOn: wentOn.count,
        inTime: judged.passed,
        notPassed: judged.of - judged.passed,
        died: died.count,
        stillThere: stillThere.count,
      })
    for (const { key, open } of time.stages)
      expect({
        key,
        open: await listed('openNow', key),
        amber: await listed('amber', key),
        overLimit: await listed('overLimit', key),
        slower: await listed('slower', key),
      }).toEqual({
        key,
        open: open.deals,
        amber: open.amber,
        overLimit: open.red + open.forced,
        slower: open.slowerThanWinners,
      })
    expect(time.stages.some(({ open }: Loose) => open.red + open.forced > 0)).toBe(true)
  })
