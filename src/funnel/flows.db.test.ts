import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCompany, type Company, type Person } from '../../test/factories/a-company.ts'
import { aPipeline, type TestPipeline } from '../../test/factories/a-pipeline.ts'
import { tell } from '../../test/factories/showroom.ts'
import { tokenOf } from '../../test/factories/token-of.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'

const now = new Date('2026-06-01T03:00:00Z')
const wan = 1_000_000
const dayMs = 86_400_000
const april = Date.parse('2026-04-01T02:00:00Z')

let server: TestServer
let company: Company
let pipeline: TestPipeline
let ids: string[]
const tokens = {} as Record<Person | 'stranger', string>
const get = async (path: string, person: Person | 'stranger' = 'director', status = 200): Promise<Loose> => {
  const answer = await server.ask('GET', `/api/v1/funnel/${path}`, { as: tokens[person] })
  expect([path, answer.status]).toEqual([path, status])
  return answer.body
}

beforeAll(async () => {
  server = await aServer({ clock: { now: () => now } })
  const { db } = server.database
  company = await aCompany(db, { now })
  for (const person of Object.keys(company.member) as Person[]) tokens[person] = await tokenOf(db, company, person)
  tokens.stranger = await tokenOf(db, await aCompany(db, { now }), 'admin')
  pipeline = await company.within((tx) => aPipeline(tx, company.orgId, { stages: 3 }))
  ids = await tell(
    company,
    pipeline,
    [
      // 1 April: stage 1, a step a day
      ...Array.from({ length: 5 }, () => ({ path: '123W', at: april })),
      ...Array.from({ length: 3 }, () => ({ path: '12L', at: april, owner: 'wang' as const })),
      ...Array.from({ length: 2 }, () => ({ path: '121T', at: april, owner: 'chen' as const, amountMinor: null })),
      { path: '12HR3', at: april, owner: 'chen', amountMinor: 7 * wan },
      { path: '13', at: april, row: { currency: 'USD' } },
      { path: '2', at: null },
      { path: '12', at: april - 40 * dayMs },
    ],
    now,
  )
}, 120_000)
afterAll(() => server.close())

type Step = [from: string | null, to: string | null, count: number, wan: number]
const steps = ({ flows }: Loose): Step[] =>
  flows
    .map(({ from, to, end, count, amountMinor }: Loose) => [from, to ?? end, count, amountMinor / wan])
    .sort((a: Step, b: Step) => String(a).localeCompare(String(b)))
const sorted = (...all: Step[]): Step[] => all.sort((a, b) => String(a).localeCompare(String(b)))

test('every step, beginning and end between two days, in count and money; what nobody dated and currencies without a rate are not summed', async () => {
  const report = await get(`flows?pipeline=${pipeline.key}&from=2026-04-01&to=2026-05-01`)
  expect(report.stages.map(({ key, position }: Loose) => [key, position])).toEqual([
    ['s1', 1],
    ['s2', 2],
    ['s3', 3],
  ])
  expect(steps(report)).toEqual(
    sorted(
      [null, 's1', 12, 15],
      ['s1', 's2', 11, 15],
      ['s1', 's3', 1, 0],
      ['s2', 's1', 2, 0],
      ['s2', 's3', 6, 12],
      ['s2', 'held', 1, 7],
      ['s2', 'lost', 3, 3],
      ['s1', 'terminated', 2, 0],
      ['s3', 'won', 5, 5],
    ),
  )
  // a day has its end at midnight in Shanghai: the first of April alone has the beginnings
  expect(steps(await get(`flows?pipeline=${pipeline.key}&from=2026-04-01&to=2026-04-02`))).toEqual([[null, 's1', 12, 15]])
  expect(steps(await get(`flows?pipeline=${pipeline.key}&from=2025-01-01&to=2025-02-01`))).toEqual([])
  expect(steps(await get(`flows?pipeline=${pipeline.key}&from=2026-02-01&to=2026-03-01`))).toEqual(
    sorted([null, 's1', 1, 1], ['s1', 's2', 1, 1]),
  )
})

test('flows are those of whom one reaches, narrowed by filters, and refused for nonsense', async () => {
  const about = `flows?pipeline=${pipeline.key}&from=2026-04-01&to=2026-05-01`
  expect(steps(await get(about, 'wang'))).toEqual(sorted([null, 's1', 3, 3], ['s1', 's2', 3, 3], ['s2', 'lost', 3, 3]))
  expect(steps(await get(`${about}&owner=${company.member.chen}`, 'zhao'))).toEqual([])
  expect(steps(await get(`${about}&team=${company.team.south}`))).toContainEqual(['s2', 'held', 1, 7])
  expect(steps(await get(`${about}&region=火星`))).toEqual([])
  await get(about, 'stranger', 404)
  await get(about, 'marketing', 403)
  await get(`flows?pipeline=${pipeline.key}&from=2026-05-01&to=2026-04-01`, 'director', 422)
  await get(`flows?pipeline=${pipeline.key}&from=soon&to=later`, 'director', 400)
})

test('every deal of a part of the movement is listed, page by page; their money is the part', async () => {
  const about = `pipeline=${pipeline.key}&from=2026-04-01&to=2026-05-01`
  const { parts, notes, opening, closing } = await get(`movement?${about}`)
  for (const part of [...parts, ...notes]) {
    const seen: Loose[] = []
    for (let cursor = ''; ;) {
      const page = await get(`movement/deals?${about}&part=${part.key}&limit=2${cursor && `&cursor=${cursor}`}`)
      expect([part.key, page.total, page.amountMinor]).toEqual([part.key, part.count, part.amountMinor])
      seen.push(...page.items)
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect([part.key, seen.map(({ id }) => id)]).toEqual([part.key, part.deals.map(({ id }: Loose) => id)])
    expect(new Set(seen.map(({ id }) => id)).size).toBe(part.count)
  }
  expect(opening.amountMinor + parts.reduce((sum: number, { amountMinor }: Loose) => sum + amountMinor, 0)).toBe(
    closing.amountMinor,
  )
  expect(notes.find(({ key }: Loose) => key === 'cameAndWent').count).toBe(10)
  await get(`movement/deals?${about}&part=nothing`, 'director', 400)
  expect(await get(`movement/deals?${about}&part=created`, 'wang')).toMatchObject({ total: 0, items: [] })
})

test('deals pushed out again and again: open ones, most often first, within reach, page by page', async () => {
  const own = (await server.ask('GET', `/api/v1/opportunities/${ids[13]}`, { as: tokens.director })).body
  let version = own.version
  const change = async (id: string, expectedCloseOn: string) => {
    const answer = await server.ask('PATCH', `/api/v1/opportunities/${id}`, {
      as: tokens.director,
      body: { expectedCloseOn },
      headers: { 'if-match': String(version) },
    })
    expect(answer.status).toBe(200)
    ;({ version } = answer.body)
  }
  // three times later; once earlier, which is no push
  for (const day of ['2026-06-10', '2026-06-20', '2026-07-10', '2026-07-01', '2026-08-01']) await change(ids[13]!, day)
  version = (await server.ask('GET', `/api/v1/opportunities/${ids[10]}`, { as: tokens.director })).body.version
  for (const day of ['2026-06-10', '2026-06-20', '2026-06-21']) await change(ids[10]!, day)
  const about = `pushes?pipeline=${pipeline.key}`
  const all = await get(about)
  expect(all).toMatchObject({ total: 2, amountMinor: 8 * wan, nextCursor: null })
  expect(all.items).toMatchObject([
    { id: ids[13], pushes: 3, closeOn: '2026-08-01', stageName: '阶段 2', ownerName: '李娜', enteredOn: '2026-02-20' },
    { id: ids[10], pushes: 2, closeOn: '2026-06-21', amountMinor: 7 * wan },
  ])
  const first = await get(`${about}&limit=1`)
  expect(first).toMatchObject({ total: 2, items: [{ id: ids[13] }] })
  expect(await get(`${about}&limit=1&cursor=${first.nextCursor}`)).toMatchObject({ items: [{ id: ids[10] }], nextCursor: null })
  expect((await get(`${about}&least=3`)).total).toBe(1)
  expect((await get(about, 'li')).items).toMatchObject([{ id: ids[13] }])
  expect((await get(`${about}&owner=${company.member.li}`, 'wang')).total).toBe(0)
  await get(about, 'stranger', 404)
  await get(`${about}&least=0`, 'director', 400)
  // a deal that is over is pushed no further
  const version13 = (await server.ask('GET', `/api/v1/opportunities/${ids[13]}`, { as: tokens.director })).body.version
  const won = await server.ask('POST', `/api/v1/opportunities/${ids[13]}/outcomes`, {
    as: tokens.director,
    body: { outcome: 'won' },
    headers: { 'if-match': String(version13) },
  })
  expect(won.status).toBe(201)
  expect((await get(about)).total).toBe(1)
})
