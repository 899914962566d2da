import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, type Company, type Person } from '../../test/factories/a-company.ts'
import { aPipeline, type TestPipeline } from '../../test/factories/a-pipeline.ts'
import { tell, type ToldDeal } from '../../test/factories/showroom.ts'
import { tokenOf } from '../../test/factories/token-of.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import type { PipelineFull, StageFull } from '../pipelines/definition.ts'

// What the bad-input list of the check-up names, each through the API with the answer it must give.

let now = new Date('2026-06-01T03:00:00Z')
const wan = 1_000_000
const dayMs = 86_400_000
const march = Date.parse('2026-03-02T01:00:00Z')

let server: TestServer
let company: Company
const tokens = {} as Record<Person | 'stranger', string>
const ask = (person: Person | 'stranger', method: string, path: string, body?: unknown, version?: number) =>
  server.ask(method, '/api/v1' + path, {
    as: tokens[person],
    ...(body === undefined ? {} : { body }),
    ...(version === undefined ? {} : { headers: { 'if-match': String(version) } }),
  })
const get = async (path: string, person: Person = 'director'): Promise<Loose> => {
  const { status, body } = await ask(person, 'GET', path)
  expect([path, status, status === 200 ? '' : body]).toEqual([path, 200, ''])
  return body
}
const aFunnel = async (deals: readonly ToldDeal[], stages = 3): Promise<TestPipeline & { ids: string[] }> => {
  const made = await company.within((tx) => aPipeline(tx, company.orgId, { stages }))
  return { ...made, ids: await tell(company, made, deals, now) }
}
/** Every report of the check-up about a pipeline. */
const reports = (pipeline: TestPipeline): Record<string, string> => {
  const about = `pipeline=${pipeline.key}`
  return {
    checkup: `/checkup?${about}`,
    all: `/checkup?${about}&cohort=all`,
    strict: `/checkup?${about}&counting=strict`,
    compare: `/checkup/compare?${about}&by=owner`,
    why: `/checkup/why?${about}&stage=${pipeline.stages[0]!.key}`,
    losses: `/checkup/losses?${about}`,
    time: `/checkup/time?${about}`,
    quality: `/checkup/quality?${about}`,
    habits: `/checkup/habits?${about}`,
    summary: `/checkup/summary?${about}`,
    deals: `/checkup/deals?${about}`,
    flows: `/funnel/flows?${about}&from=2016-01-01&to=2026-06-01`,
    movement: `/funnel/movement?${about}&from=2016-01-01&to=2026-06-01`,
    pushes: `/funnel/pushes?${about}&least=1`,
    stock: `/funnel/trend?${about}&from=2025-12-01&to=2026-06-01`,
  }
}
const askAll = async (pipeline: TestPipeline, more = '', person: Person = 'director') => {
  const found: Record<string, Loose> = {}
  for (const [name, path] of Object.entries(reports(pipeline))) found[name] = await get(path + more, person)
  return found
}
const counts = ({ stages }: Loose, key: string): number[] => stages.map((stage: Loose) => stage[key].count)

beforeAll(async () => {
  server = await aServer({ clock: { now: () => now } })
  const { db } = server.database
  company = await aCompany(db, { now })
  for (const person of Object.keys(company.member) as Person[]) tokens[person] = await tokenOf(db, company, person)
  await company.within((tx) =>
    tx
      .insertInto('loss_reason')
      .values({
        org_id: company.orgId,
        key: 'other',
        name: JSON.stringify({ 'zh-CN': '其他', 'zh-TW': '其他', en: 'Other' }),
        position: 1,
      })
      .execute(),
  )
  tokens.stranger = await tokenOf(db, await aCompany(db, { now }), 'admin')
}, 120_000)
afterAll(() => server.close())

describe('every report answers, and with the right figures', () => {
  test('of a pipeline nobody ever used', async () => {
    const { checkup, all, compare, why, losses, time, habits, deals, flows, movement, pushes, summary } = await askAll(
      await aFunnel([]),
    )
    for (const report of [checkup!, all!])
      expect(report).toMatchObject({
        about: { deals: 0, unknownEntry: 0 },
        totals: { deals: 0, won: { count: 0 }, died: { count: 0 }, grossLossMinor: 0, winRate: { of: 0, share: null } },
        bottlenecks: [],
        chain: { reached: [0, 0, 0, 0], amountMinor: 0 },
        keepOneMore: { compound: 0, added: 0, upperBound: 0 },
      })
    expect(compare).toMatchObject({ groups: [], tests: 0 })
    expect(why).toMatchObject({ members: { of: 0, lookedAt: 0 }, traits: [] })
    expect(losses).toMatchObject({ reasons: { ended: 0, byCount: [], othersAlarm: false }, competitors: [] })
    expect(time!.stages).toMatchObject([{ stays: 0, medianDays: null, curve: [] }, {}, {}])
    expect(habits).toMatchObject({ open: { deals: { count: 0 }, overdueDays: null }, findings: [] })
    expect([deals!.total, flows!.flows, pushes!.total]).toEqual([0, [], 0])
    expect(movement).toMatchObject({ opening: { count: 0 }, closing: { count: 0 } })
    expect(JSON.stringify(summary)).toContain('没有可以判断的商机')
  })
  test('of a single deal', async () => {
    const { checkup, compare, why, time, habits, movement } = await askAll(await aFunnel([{ path: '12', at: march }]))
    expect(checkup!.totals).toMatchObject({ deals: 1, stillThere: { count: 1, amountMinor: wan }, winRate: { share: null } })
    expect(compare!.groups).toMatchObject([{ name: '李娜', deals: 1, cells: [{ of: 1, judgement: 'no-benchmark' }, {}, {}] }])
    expect(why).toMatchObject({ members: { of: 1, wentOn: 1 }, traits: [], tested: 0 })
    expect(time!.stages[1]).toMatchObject({ stays: 1, finished: 0, medianDays: null, open: { deals: 1, forced: 1 } })
    expect(habits!.open).toMatchObject({ deals: { count: 1 }, single: { count: 1 }, none: { count: 1 }, overdue: { count: 0 } })
    expect(movement).toMatchObject({ opening: { count: 0 }, closing: { count: 1, amountMinor: wan } })
  })
  test('of a company that never lost, and of one that never won', async () => {
    const never = (path: string) => Array.from({ length: 30 }, (_, n): ToldDeal => ({ path, at: march + n * 3_600_000 }))
    const won = await askAll(await aFunnel(never('123W')))
    expect(won['checkup']).toMatchObject({
      totals: { won: { count: 30 }, died: { count: 0 }, expectedLossMinor: 0, winRate: { share: 1 } },
      chain: { reached: [30, 30, 30, 30], amountMinor: wan },
      // where everybody stays nobody can be kept in addition
      keepOneMore: { compound: 30 },
    })
    expect(won['losses']!.reasons).toMatchObject({ ended: 0, byCount: [] })
    expect(won['time']!.stages[0]).toMatchObject({ wentOnInTheEnd: 1, diedInTheEnd: 0 })
    const lost = await askAll(await aFunnel(never('12L')))
    expect(lost['checkup']).toMatchObject({
      totals: { won: { count: 0 }, died: { count: 30 }, grossLossMinor: 30 * wan, winRate: { share: 0 } },
      chain: { reached: [30, 30, 0, 0], amountMinor: 0 },
      keepOneMore: { compound: 0 },
    })
    // nobody was ever won: what the losses really cost follows the configured chances, not a division by nothing
    expect(lost['checkup']!.totals.expectedLossMinor).toBeGreaterThan(0)
    expect(lost['losses']!.reasons).toMatchObject({ ended: 30, withoutReason: 30, byCount: [] })
    expect(lost['time']!.stages[1]).toMatchObject({ wentOnInTheEnd: 0, diedInTheEnd: 1, medianDays: 1 })
  })
  test('of deals of which nobody ever wrote an amount down: counted, and no money made up', async () => {
    const { checkup, losses, time, movement, summary, stock } = await askAll(
      await aFunnel([
        ...Array.from({ length: 20 }, (_, n): ToldDeal => ({ path: '12L', at: march + n, amountMinor: null })),
        ...Array.from({ length: 5 }, (_, n): ToldDeal => ({ path: '123W', at: march + n, amountMinor: null })),
        { path: '12', at: march, amountMinor: null },
      ]),
    )
    expect(checkup).toMatchObject({
      about: { deals: 26, withoutAmount: 26 },
      totals: { won: { count: 5, amountMinor: 0 }, died: { count: 20, amountMinor: 0 }, grossLossMinor: 0, expectedLossMinor: 0 },
      chain: { amountMinor: 0 },
    })
    expect(checkup!.bottlenecks.every(({ gainMinor }: Loose) => gainMinor === 0)).toBe(true)
    expect(losses!.reasons).toMatchObject({ ended: 20, withoutReason: 20 })
    expect(time!.ageing.dots).toMatchObject([{ amountMinor: null }])
    expect(movement!.closing).toMatchObject({ count: 1, amountMinor: 0 })
    expect(stock!.weeks.at(-1)).toMatchObject({ count: 1, amountMinor: 0 })
    expect(JSON.stringify(summary)).not.toMatch(/NaN|Infinity|undefined/)
  })
  test('of a deal that entered a stage forty times: one deal, forty-one stays, the way it went', async () => {
    const pipeline = await aFunnel([{ path: `1${'21'.repeat(40)}L`, at: march - 40 * dayMs, stepDays: 0.5 }])
    const { checkup, time, flows, why, movement } = await askAll(pipeline)
    expect(counts(checkup!, 'cameIn')).toEqual([1, 1, 0])
    expect(checkup!.totals).toMatchObject({ deals: 1, died: { count: 1 } })
    expect(time!.stages.map(({ stays }: Loose) => stays)).toEqual([41, 40, 0])
    const flow = (from: string | null, to: string | null, end: string | null = null) =>
      flows!.flows.find((one: Loose) => one.from === from && one.to === to && one.end === end)?.count
    expect([flow(null, 's1'), flow('s1', 's2'), flow('s2', 's1'), flow('s1', null, 'lost')]).toEqual([1, 40, 40, 1])
    expect(why!.members).toMatchObject({ of: 1, wentOn: 1, died: 0 })
    expect(movement!.notes.find(({ key }: Loose) => key === 'cameAndWent')).toMatchObject({ count: 1 })
  })
  test('of deals that came without dates: counted where they stand, in no span, no stay and no conversion that needs a day', async () => {
    const pipeline = await aFunnel([
      ...Array.from({ length: 20 }, (): ToldDeal => ({ path: '12', at: null })),
      ...Array.from({ length: 5 }, (): ToldDeal => ({ path: '123W', at: null })),
      ...Array.from({ length: 10 }, (_, n): ToldDeal => ({ path: '1L', at: march + n * 60_000 })),
    ])
    const { checkup, all, time, why, compare } = await askAll(pipeline)
    expect(checkup!.about).toMatchObject({ deals: 10, unknownEntry: 25 })
    expect(checkup!.stages[0].conversions.find(({ kind }: Loose) => kind === 'matured')).toMatchObject({
      of: 10,
      advanced: 0,
      lost: 10,
    })
    // as they stand today needs no date
    expect(all!.about).toMatchObject({ deals: 35 })
    expect(counts(all!, 'cameIn')).toEqual([35, 25, 5])
    expect((await get(`/checkup?pipeline=${pipeline.key}&cohort=all&from=2020-01-01`)).about).toMatchObject({
      deals: 10,
      unknownEntry: 25,
    })
    expect(time!.stages.map(({ finished }: Loose) => finished)).toEqual([10, 0, 0])
    expect(why!.members.of).toBe(10)
    expect(compare!.stages[0].of).toBe(10)
  })
  test('of ten years: the span asked for, nothing else', async () => {
    const years = Array.from({ length: 10 }, (_, year) =>
      Array.from({ length: 24 }, (__, n): ToldDeal => ({
        path: n % 2 ? '123W' : '12L',
        at: Date.UTC(2016 + year, n >> 1, 10),
        stepDays: 2,
      })),
    ).flat()
    const pipeline = await aFunnel(years)
    const { checkup, losses, flows } = await askAll(pipeline, '')
    expect(checkup!.totals).toMatchObject({ deals: 240, won: { count: 120 }, died: { count: 120 } })
    expect(losses!.reasons.ended).toBe(120)
    expect(flows!.flows.find(({ to, end }: Loose) => to === null && end === 'won').count).toBe(120)
    for (const [year, deals] of [
      ['2016', 24],
      ['2025', 24],
      ['2015', 0],
    ] as const) {
      const one = await get(`/checkup?pipeline=${pipeline.key}&from=${year}-01-01&to=${Number(year) + 1}-01-01`)
      expect([year, one.totals.deals]).toEqual([year, deals])
    }
  })
  test('with a filter that matches nothing, and an impossible one', async () => {
    const pipeline = await aFunnel([
      { path: '123W', at: march },
      { path: '12L', at: march },
    ])
    const nobody = '00000000-0000-7000-8000-000000000000'
    for (const filter of [
      'region=火星',
      `owner=${nobody}`,
      `team=${nobody}`,
      `source=${nobody}`,
      `product=${nobody}`,
      'from=2031-01-01',
    ]) {
      const { totals, about } = await get(`/checkup?pipeline=${pipeline.key}&${filter}`)
      expect([filter, totals.deals, about.deals]).toEqual([filter, 0, 0])
      expect(await get(`/checkup/deals?pipeline=${pipeline.key}&${filter}`)).toMatchObject({ total: 0, items: [] })
      expect((await get(`/checkup/compare?pipeline=${pipeline.key}&${filter}`)).groups).toEqual([])
    }
    for (const [filter, status] of [
      ['from=2026-13-45', 400],
      ['counting=magic', 400],
      ['band=everybody', 400],
      ['horizonDays=-3', 400],
      ['from=2026-05-01&to=2026-04-01', 422],
    ] as const)
      expect([filter, (await ask('director', 'GET', `/checkup?pipeline=${pipeline.key}&${filter}`)).status]).toEqual([
        filter,
        status,
      ])
    expect((await ask('director', 'GET', '/checkup?pipeline=nowhere')).status).toBe(404)
    expect((await ask('director', 'GET', `/checkup/why?pipeline=${pipeline.key}&stage=nowhere`)).body.type).toBe('unknown-stage')
  })
})

describe('whose figures', () => {
  test('a rep who asks for another’s by id gets nothing of theirs in any report, a supervisor nothing of another team', async () => {
    const owners = ['li', 'wang', 'chen'] as const
    const pipeline = await aFunnel(
      Array.from({ length: 30 }, (_, n): ToldDeal => ({
        path: n % 2 ? '123W' : n % 3 ? '12' : '12L',
        at: march + n,
        owner: owners[n % 3]!,
      })),
    )
    const tried: [Person, string][] = [
      ['li', `owner=${company.member.wang}`],
      ['li', `owner=${company.member.zhao}`],
      ['li', `team=${company.team.south}`],
      ['zhao', `owner=${company.member.chen}`],
      ['zhao', `team=${company.team.south}`],
    ]
    for (const [person, filter] of tried) {
      const found = await askAll(pipeline, `&${filter}`, person)
      expect(found['checkup']!.totals).toMatchObject({ deals: 0, won: { count: 0, amountMinor: 0 } })
      expect(found['all']!.totals.deals).toBe(0)
      expect(found['compare']!.groups).toEqual([])
      expect(found['why']!.members.of).toBe(0)
      expect(found['losses']!.reasons.ended).toBe(0)
      expect(found['time']!.ageing).toMatchObject({ of: 0, dots: [] })
      expect(found['habits']).toMatchObject({ open: { deals: { count: 0 } }, owners: [], recording: { late: { of: 0 } } })
      expect(found['deals']!.total).toBe(0)
      expect(found['flows']!.flows).toEqual([])
      expect(found['movement']!.closing.count).toBe(0)
      expect(found['pushes']!.total).toBe(0)
      expect(found['stock']!.weeks.every(({ count }: Loose) => count === 0)).toBe(true)
    }
    // the benchmark of all others must not tell a rep what others do either
    expect((await get(`/checkup?pipeline=${pipeline.key}&against=others`, 'li')).stages[0].benchmark).toBeNull()
    const theirs = (await get(`/checkup/deals?pipeline=${pipeline.key}`, 'wang')).items[0].id
    expect((await get(`/checkup/deals?pipeline=${pipeline.key}`, 'li')).items.map(({ id }: Loose) => id)).not.toContain(theirs)
    for (const path of Object.values(reports(pipeline))) {
      const { status, body } = await ask('stranger', 'GET', path)
      if (status === 200) expect(JSON.stringify(body)).not.toContain(pipeline.ids[0])
      else expect([path, status]).toEqual([path, 404])
    }
  })
  test('deals of one rep are judged alike whoever looks at them: how long a stage takes is learned from the whole house', async () => {
    const recent = now.getTime() - 20 * dayMs
    const pipeline = await aFunnel([
      ...Array.from({ length: 40 }, (_, n): ToldDeal => ({ path: '123W', at: march + n, stepDays: 2, owner: 'li' })),
      ...Array.from({ length: 12 }, (_, n): ToldDeal => ({
        path: n % 2 ? '12' : '12L',
        at: recent + n,
        stepDays: 2,
        owner: 'li',
      })),
      // the other team is slow: with it a deal of twenty days is too young to judge, without it it is not
      ...Array.from({ length: 60 }, (_, n): ToldDeal => ({ path: '123W', at: march + n, stepDays: 25, owner: 'chen' })),
    ])
    const about = `pipeline=${pipeline.key}&owner=${company.member.li}`
    const seenBy = async (person: Person) => {
      const why = await get(`/checkup/why?${about}&stage=${pipeline.stages[1]!.key}`, person)
      const { stages, totals } = await get(`/checkup?${about}`, person)
      return {
        horizon: why.stage.horizonDays,
        members: why.members,
        traits: why.traits,
        counts: counts({ stages }, 'died'),
        totals,
      }
    }
    const asDirector = await seenBy('director')
    expect(asDirector.horizon).toBeGreaterThan(20)
    expect(asDirector.members.of).toBe(40)
    expect(await seenBy('zhao')).toEqual(asDirector)
    expect(await seenBy('li')).toEqual(asDirector)
  })
  test('a deal is over its limit or not, whoever looks at it: limits of a stage are learned from the whole house, by region, not by people', async () => {
    const recent = now.getTime() - 20 * dayMs
    const pipeline = await aFunnel([
      ...Array.from({ length: 40 }, (_, n): ToldDeal => ({
        path: '123W',
        at: march + n,
        stepDays: 8,
        owner: 'li',
        row: { region: '华东' },
      })),
      ...Array.from({ length: 12 }, (_, n): ToldDeal => ({
        path: '12',
        at: recent + n,
        stepDays: 2,
        owner: 'li',
        row: { region: n % 2 ? '华东' : '华北' },
      })),
      ...Array.from({ length: 60 }, (_, n): ToldDeal => ({
        path: '123W',
        at: march + n,
        stepDays: 25,
        owner: 'chen',
        row: { region: '华北' },
      })),
    ])
    const key = pipeline.stages[1]!.key
    const seenBy = async (person: Person, filter: string) => {
      const about = `pipeline=${pipeline.key}&${filter}`
      const { stages } = await get(`/checkup/time?${about}`, person)
      const over = await get(`/checkup/deals?${about}&stage=${key}&outcome=overLimit`, person)
      const why = await get(`/checkup/why?${about}&stage=${key}`, person)
      return { limits: stages[1].limits, over: over.total, stuck: why.members.stuck }
    }
    const ofLi = `owner=${company.member.li}`
    // by the own deals alone all twelve would be over a limit of eight days
    const expected = { limits: { redDays: 25, source: 'learned' }, over: 0, stuck: 0 }
    expect(await seenBy('director', '')).toMatchObject(expected)
    for (const person of ['director', 'zhao', 'li'] as const) {
      expect(await seenBy(person, ofLi)).toMatchObject(expected)
      expect(await seenBy(person, `${ofLi}&region=华东`)).toMatchObject({ limits: { redDays: 8, source: 'learned' }, over: 6 })
    }
    expect(await seenBy('li', '')).toMatchObject(expected)
  })
  test('a deal that is handed over counts for its new owner, one that was over stays with the old; a rep who changes teams takes along', async () => {
    const pipeline = await aFunnel([
      { path: '12', at: march, owner: 'li' },
      { path: '12', at: march, owner: 'li' },
      { path: '123W', at: march, owner: 'li' },
      { path: '1L', at: march, owner: 'chen' },
    ])
    const byOwner = async (person: Person = 'director') =>
      Object.fromEntries(
        (await get(`/checkup/compare?pipeline=${pipeline.key}&by=owner&cohort=all`, person)).groups.map(
          ({ name, deals }: Loose) => [name, deals],
        ),
      )
    const byTeam = async () =>
      Object.fromEntries(
        (await get(`/checkup/compare?pipeline=${pipeline.key}&by=team&cohort=all`)).groups.map(({ name, deals }: Loose) => [
          name,
          deals,
        ]),
      )
    expect([await byOwner(), await byTeam()]).toEqual([
      { 李娜: 3, 陈静: 1 },
      { 华东: 3, 华南: 1 },
    ])
    // wins stay credited to who won them, whoever has the customer now
    for (const id of [pipeline.ids[0]!, pipeline.ids[2]!]) {
      const { body } = await ask('director', 'GET', `/opportunities/${id}`)
      expect(
        (await ask('director', 'PATCH', `/opportunities/${id}`, { ownerId: company.member.chen }, body.version)).status,
      ).toBe(200)
    }
    expect(await byOwner()).toEqual({ 李娜: 2, 陈静: 2 })
    expect(await byTeam()).toEqual({ 华东: 2, 华南: 2 })
    // reach goes by the present owner: the supervisor of 华东 no longer sees what 华南 has now
    expect(await byOwner('zhao')).toEqual({ 李娜: 1 })
    expect((await get(`/checkup?pipeline=${pipeline.key}&cohort=all`)).totals).toMatchObject({ deals: 4, won: { count: 1 } })
    const chen = (await ask('admin', 'GET', `/members/${company.member.chen}`)).body
    const moved = await ask('admin', 'PATCH', `/members/${company.member.chen}`, { teamId: company.team.east }, chen.version)
    expect([moved.status, moved.status === 200 ? '' : moved.body]).toEqual([200, ''])
    expect(await byTeam()).toEqual({ 华东: 4 })
    expect(await byOwner('zhao')).toEqual({ 李娜: 2, 陈静: 2 })
    await ask('admin', 'PATCH', `/members/${company.member.chen}`, { teamId: company.team.south }, moved.body.version)
    expect(await byTeam()).toEqual({ 华东: 2, 华南: 2 })
  })
})

describe('what was known when', () => {
  test('as of a past day only what had been recorded by then, in every report that can tell', async () => {
    const pipeline = await aFunnel(
      Array.from({ length: 12 }, (_, n): ToldDeal => ({ path: n < 8 ? '12' : '1L', at: march, owner: 'li' })),
    )
    const later = now
    now = new Date('2026-06-02T03:00:00Z')
    for (const id of pipeline.ids.slice(0, 6)) {
      const { body } = await ask('li', 'GET', `/opportunities/${id}`)
      const lost = await ask(
        'li',
        'POST',
        `/opportunities/${id}/outcomes`,
        { outcome: 'terminated', reasonKey: 'other' },
        body.version,
      )
      expect([lost.status, lost.status === 201 ? '' : lost.body]).toEqual([201, ''])
    }
    const about = `pipeline=${pipeline.key}&cohort=all`
    expect((await get(`/checkup?${about}`)).totals).toMatchObject({ died: { count: 10 }, stillThere: { count: 2 } })
    for (const asOf of ['2026-06-01', later.toISOString()]) {
      const { totals, about: said } = await get(`/checkup?${about}&asOf=${encodeURIComponent(asOf)}`)
      expect(totals).toMatchObject({ died: { count: 4 }, stillThere: { count: 8 } })
      expect(said.asOf).not.toBeNull()
      expect((await get(`/checkup/losses?${about}&asOf=${encodeURIComponent(asOf)}`)).reasons.ended).toBe(4)
      expect((await get(`/checkup/deals?${about}&outcome=died&asOf=${encodeURIComponent(asOf)}`)).total).toBe(4)
      expect((await get(`/checkup/time?${about}&asOf=${encodeURIComponent(asOf)}`)).stages[1].open.deals).toBe(8)
      expect((await get(`/checkup/habits?${about}&asOf=${encodeURIComponent(asOf)}`)).open).toBeNull()
      expect((await get(`/checkup/summary?${about}&asOf=${encodeURIComponent(asOf)}`)).paragraphs[0].sentences[0]).toContain(
        '4 个流失',
      )
    }
    // before anything had been heard of them
    expect((await get(`/checkup?${about}&asOf=2026-02-01`)).totals.deals).toBe(0)
    now = later
  })
  test('a loss that was written down eighty days late, and a pause since, are not known before', async () => {
    const pipeline = await aFunnel([
      ...Array.from({ length: 6 }, (): ToldDeal => ({ path: '12L', at: march, lateDays: 80 })),
      ...Array.from({ length: 4 }, (): ToldDeal => ({ path: '12HR', at: march, stepDays: 40 })),
    ])
    const time = async (asOf: string) => (await get(`/checkup/time?pipeline=${pipeline.key}&asOf=${asOf}`)).stages
    // 2 March: stage 1. The six went on the next day and were lost the day after; the four went on on 11 April and paused on 21 May.
    const april = await time('2026-04-20')
    expect(april[0]).toMatchObject({ stays: 10, finished: 10 })
    expect(april[1]).toMatchObject({ stays: 10, finished: 0, open: { deals: 10 } })
    expect(april[1].ages.flatMap(({ deals }: Loose) => deals)).toEqual([0, 4, 0, 6, 0, 0, 0])
    const may = await time('2026-05-30')
    expect(may[1]).toMatchObject({ stays: 10, finished: 6, medianDays: 1 })
    expect((await get(`/checkup?pipeline=${pipeline.key}&cohort=all&asOf=2026-04-20`)).totals).toMatchObject({
      died: { count: 0 },
      stillThere: { count: 10 },
    })
    expect((await get(`/checkup?pipeline=${pipeline.key}&cohort=all&asOf=2026-05-30`)).totals).toMatchObject({
      died: { count: 6 },
      stillThere: { count: 4 },
    })
  })
})

describe('a pipeline that is published anew five times', () => {
  interface Version {
    number: number
    definition: PipelineFull
  }
  const named = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })
  test('keeps every figure that is about stages which are still there, and counts new ones from the day they came', async () => {
    const pipeline = await aFunnel([
      ...Array.from({ length: 10 }, (_, n): ToldDeal => ({ path: '12L', at: march + n })),
      ...Array.from({ length: 6 }, (_, n): ToldDeal => ({ path: '123W', at: march + n })),
      ...Array.from({ length: 4 }, (_, n): ToldDeal => ({ path: '123', at: march + n })),
    ])
    const about = `pipeline=${pipeline.key}&cohort=all`
    const figures = async () => {
      const report = await get(`/checkup?${about}`)
      return report.stages.map(({ key, cameIn, wentOn, died, skipped }: Loose) => [
        key,
        cameIn.count,
        wentOn.count,
        died.count,
        skipped,
      ])
    }
    const before = await figures()
    expect(before).toEqual([
      ['s1', 20, 20, 0, 0],
      ['s2', 20, 10, 10, 0],
      ['s3', 10, 6, 0, 0],
    ])
    let version = 1
    const publish = async (change: (stages: readonly StageFull[]) => StageFull[]) => {
      const { definition } = (await get(`/pipelines/${pipeline.id}/versions/${version}`, 'admin')) as Loose as Version
      const body = { definition: { ...definition, stages: change(definition.stages) }, basedOn: version, graceDays: 0 }
      const answer = await ask('admin', 'POST', `/pipelines/${pipeline.id}/publications`, body)
      expect([answer.status, answer.status < 300 ? '' : answer.body]).toEqual([answer.status, ''])
      version++
    }
    const between = (like: StageFull, key: string): StageFull => ({
      ...like,
      id: null as never,
      key,
      name: named(key),
      tasks: [],
    })
    await publish(([first, ...rest]) => [{ ...first!, name: named('换了名字') }, ...rest])
    expect((await get(`/checkup?${about}`)).stages[0].name).toBe('换了名字')
    expect(await figures()).toEqual(before)
    await publish(([one, two, three]) => [one!, two!, between(two!, 'trial'), three!])
    // who had been beyond it is taken for having passed it, and said to have skipped it
    expect(await figures()).toEqual([before[0], before[1], ['trial', 10, 10, 0, 10], before[2]])
    await publish(([one, two, trial, three]) => [one!, two!, trial!, three!, between(three!, 'care')])
    expect((await figures()).map(([key]: unknown[]) => key)).toEqual(['s1', 's2', 'trial', 's3', 'care'])
    expect((await figures())[3]).toEqual(['s3', 10, 6, 0, 0])
    await publish((stages) => stages.filter(({ key }) => key !== 'trial'))
    expect(await figures()).toEqual([...before, ['care', 6, 6, 0, 6]])
    await publish((stages) => stages.filter(({ key }) => key !== 'care'))
    expect(await figures()).toEqual(before)
    expect(version).toBe(6)
    const { groups } = await get(`/checkup/compare?${about}&by=owner`)
    expect(groups[0].cells.map(({ of, passed }: Loose) => [of, passed])).toEqual([
      [20, 20],
      [20, 10],
      [10, 6],
    ])
    expect((await get(`/checkup/deals?${about}&stage=s2&outcome=died`)).total).toBe(10)
    expect((await get(`/checkup/time?${about}`)).stages.map(({ stays }: Loose) => stays)).toEqual([20, 20, 10])
    expect((await get(`/funnel/flows?pipeline=${pipeline.key}&from=2026-01-01&to=2026-06-01`)).flows).toContainEqual(
      expect.objectContaining({ from: 's2', to: null, end: 'lost', count: 10 }),
    )
    // as of the day before the first change: the deals of then, on the stages of today
    expect((await get(`/checkup?${about}&asOf=2026-05-31`)).totals).toMatchObject({
      deals: 20,
      won: { count: 6 },
      died: { count: 10 },
    })
  })
})

describe('what was expected, and what then happened', () => {
  test('a scenario is too young to judge, then too small a sample, then held against sixty deals; a past day changes nothing of it', async () => {
    const start = now
    const pipeline = await aFunnel(
      Array.from({ length: 40 }, (_, n): ToldDeal => ({ path: n < 20 ? '123W' : '1L', at: march + n * 3_600_000 })),
    )
    const { chain } = await get(`/checkup?pipeline=${pipeline.key}&from=2026-03-01`)
    const saved = await ask('director', 'POST', '/checkup/scenarios', {
      name: '第一关提到八成',
      pipeline: pipeline.key,
      sharing: 'organisation',
      base: chain,
      change: { rates: [0.8, null, null], volume: null, amountMinor: null, targetMinor: 30 * wan },
    })
    expect(saved.status).toBe(201)
    const since = async (person: Person = 'director') => (await get(`/checkup/scenarios/${saved.body.id}`, person)).since
    // on the day itself nothing has happened, and what came before does not count
    expect(await since()).toMatchObject({ from: '2026-06-01', tooEarly: true, entered: { actual: 0 }, deals: { actual: 0 } })
    now = new Date(start.getTime() + 12 * dayMs)
    await tell(
      company,
      pipeline,
      Array.from({ length: 6 }, (_, n): ToldDeal => ({ path: '123W', at: start.getTime() + n * 3_600_000 })),
      now,
    )
    const young = await since()
    expect(young).toMatchObject({ entered: { actual: 6 }, deals: { actual: 6 }, money: { actualMinor: 6 * wan } })
    expect(young.stages[0]).toMatchObject({ actual: { of: 6, passed: 6 }, judgement: 'too-few' })
    now = new Date(start.getTime() + 60 * dayMs)
    await tell(
      company,
      pipeline,
      Array.from({ length: 60 }, (_, n): ToldDeal => ({
        path: n % 2 ? '123W' : '1L',
        at: start.getTime() + 20 * dayMs + n * 3_600_000,
        owner: n % 3 ? 'li' : 'chen',
      })),
      now,
    )
    const grown = await since()
    expect(grown.days).toBeCloseTo(60.5, 0)
    expect(grown.stages[0]).toMatchObject({
      baseRate: 0.5,
      predictedRate: 0.8,
      actual: { of: 66, passed: 36 },
      judgement: 'significantly-low',
    })
    expect(grown.stages[1]).toMatchObject({ predictedRate: 1, actual: { of: 36, passed: 36 } })
    expect(grown).toMatchObject({
      tooEarly: false,
      entered: { actual: 66 },
      deals: { actual: 36 },
      money: { actualMinor: 36 * wan },
    })
    expect(grown.deals.predicted).toBeCloseTo((chain.reached[0] * 0.8 * grown.days) / chain.days, 6)
    expect(grown.targetMinor).toBeCloseTo((30 * wan * grown.days) / chain.days, 3)
    // each reader among the own deals only
    expect((await since('chen')).entered.actual).toBe(20)
    now = start
  })
})
