import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, type Company, type Person } from '../../test/factories/a-company.ts'
import { aPipeline, type TestPipeline } from '../../test/factories/a-pipeline.ts'
import { tell, visitors } from '../../test/factories/showroom.ts'
import { tokenOf } from '../../test/factories/token-of.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { newId } from '../platform/ids.ts'
import { readXlsx, writeXlsx } from 'hucre/xlsx'

const now = new Date('2026-06-01T03:00:00Z')
const wan = 1_000_000
const march = Date.parse('2026-03-02T01:00:00Z')
const dayMs = 86_400_000

let server: TestServer
let company: Company
let pipeline: TestPipeline
let ids: string[]
const tokens = {} as Record<Person | 'stranger', string>
const headers = (version: number | undefined) => (version === undefined ? {} : { headers: { 'if-match': String(version) } })
const ask = (person: Person | 'stranger', method: string, path: string, body?: unknown, version?: number) =>
  server.ask(method, '/api/v1' + path, { as: tokens[person], ...(body === undefined ? {} : { body }), ...headers(version) })
const get = async (path: string, person: Person = 'director'): Promise<Loose> => {
  const { status, body } = await ask(person, 'GET', path)
  expect([path, status, status === 200 ? '' : body]).toEqual([path, 200, ''])
  return body
}
const stage = (position: number) => pipeline.stages[position - 1]!.key

beforeAll(async () => {
  server = await aServer({ clock: { now: () => now } })
  const { db } = server.database
  company = await aCompany(db, { now })
  for (const person of Object.keys(company.member) as Person[]) tokens[person] = await tokenOf(db, company, person)
  tokens.stranger = await tokenOf(db, await aCompany(db, { now }), 'admin')
  pipeline = await company.within((tx) => aPipeline(tx, company.orgId, { stages: 7 }))
  const [rival, other] = [newId(), newId()]
  await company.within(async (tx) => {
    await tx
      .insertInto('competitor')
      .values([rival, other].map((id, index) => ({ org_id: company.orgId, id, name: `对手${index}`, name_key: `对手${index}` })))
      .execute()
    await tx
      .insertInto('loss_reason')
      .values(
        ['price', 'competitor', 'other'].map((key, position) => ({
          org_id: company.orgId,
          key,
          name: JSON.stringify({ 'zh-CN': key, 'zh-TW': key, en: key }),
          position,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await tx
      .insertInto('loss_reason')
      .values({
        org_id: company.orgId,
        key: 'price-terms',
        parent_key: 'price',
        name: JSON.stringify({ 'zh-CN': '付款条件', 'zh-TW': '付款條件', en: 'Terms of payment' }),
        position: 9,
      })
      .execute()
  })
  // the 25 who are lost in stage 3 go to a rival, ten others for price
  ids = await tell(
    company,
    pipeline,
    visitors(march, (index) => {
      if (index >= 45 && index < 70) return { row: { loss_reason_key: 'competitor', competitor_id: rival } }
      if (index < 8) return { row: { competitor_id: other } }
      return { row: { loss_reason_key: index % 2 === 0 ? 'other' : index < 20 ? 'price-terms' : 'price' } }
    }),
    now,
  )
  await meet()
}, 120_000)
afterAll(() => server.close())

/** Every deal that passed stage 3 was visited there and its decider met; of those that died there nobody was. */
async function meet(): Promise<void> {
  const customerId = newId()
  const contactId = newId()
  const { orgId, member } = company
  await company.within(async (tx) => {
    const made = { org_id: orgId, owner_id: member.li, created_by: member.li }
    await tx
      .insertInto('customer')
      .values({ ...made, id: customerId, name: '客户', name_key: '客户', core_key: '客户' })
      .execute()
    await tx
      .insertInto('contact')
      .values({ ...made, id: contactId, customer_id: customerId, name: '王总', role: 'decider' })
      .execute()
    const visited = ids
      .slice(0, 45)
      .map((opportunityId, index) => ({ id: newId(), opportunityId, at: new Date(march + index * 3_600_000 + 2.2 * dayMs) }))
    await tx
      .insertInto('activity')
      .values(
        visited.map(({ id, opportunityId, at }) => ({
          ...made,
          id,
          kind: 'visit',
          customer_id: customerId,
          opportunity_id: opportunityId,
          happened_at: at,
          recorded_at: at,
          content: '谈了方案',
        })),
      )
      .execute()
    await tx
      .insertInto('activity_contact')
      .values(visited.map(({ id }) => ({ org_id: orgId, activity_id: id, contact_id: contactId })))
      .execute()
  })
}

describe('why', () => {
  test('those who went on were visited and their decider met; the rest of the differences is chance', async () => {
    const { members, traits, stage: at } = await get(`/checkup/why?pipeline=${pipeline.key}&stage=${stage(3)}`)
    expect(members).toMatchObject({ of: 70, lookedAt: 70, wentOn: 45, died: 25, stuck: 0 })
    expect(at.key).toBe(stage(3))
    const sure = traits.filter(({ effect }: Loose) => effect !== 'could-be-chance')
    const keys = sure.map(({ key }: Loose) => key)
    expect(keys).toEqual(
      expect.arrayContaining(['activity:visit', 'met:decider', 'response:within-a-day', 'activity:none', 'met:nobody']),
    )
    expect(keys.some((key: string) => key.startsWith('owner:'))).toBe(false)
    const met = traits.find(({ key }: Loose) => key === 'met:decider')
    expect(met).toMatchObject({
      name: '见过决策人',
      with: { of: 45, passed: 45 },
      without: { of: 25, passed: 0 },
      effect: 'helps',
    })
    expect(met.lift).toBeCloseTo(70 / 45, 6)
    expect(met.sentence).toContain('45')
  })
  test('the deals behind each number: by outcome, trait, reason and competitor', async () => {
    const total = async (query: string) => (await get(`/checkup/deals?pipeline=${pipeline.key}&${query}`)).total
    expect(await total(`stage=${stage(3)}`)).toBe(70)
    expect(await total(`stage=${stage(3)}&outcome=died`)).toBe(25)
    expect(await total(`stage=${stage(3)}&outcome=wentOn`)).toBe(45)
    expect(await total(`stage=${stage(3)}&trait=met:decider&outcome=wentOn`)).toBe(45)
    expect(await total(`stage=${stage(3)}&trait=met:decider&outcome=notPassed`)).toBe(0)
    expect(await total('reason=competitor&outcome=died')).toBe(25)
    const page = await get(`/checkup/deals?pipeline=${pipeline.key}&limit=60`)
    const rest = await get(`/checkup/deals?pipeline=${pipeline.key}&limit=60&cursor=${page.nextCursor}`)
    expect(page.items).toHaveLength(60)
    expect(new Set([...page.items, ...rest.items].map(({ id }: Loose) => id)).size).toBe(100)
    expect(page).toMatchObject({ total: 100, amountMinor: 100 * wan, currency: 'CNY' })
    expect(
      (await ask('director', 'GET', `/checkup/deals?pipeline=${pipeline.key}&stage=${stage(3)}&trait=met:nobody-else`)).body.type,
    ).toBe('unknown-trait')
    expect((await ask('director', 'GET', `/checkup/why?pipeline=${pipeline.key}&stage=nowhere`)).body.type).toBe('unknown-stage')
  })
  test('only deals within reach, and only for those who may read deals', async () => {
    expect((await get(`/checkup/deals?pipeline=${pipeline.key}`, 'li')).total).toBe(34)
    expect((await get(`/checkup/deals?pipeline=${pipeline.key}&owner=${company.member.wang}`, 'li')).total).toBe(0)
    expect(
      (await get(`/checkup/why?pipeline=${pipeline.key}&stage=${stage(3)}&owner=${company.member.wang}`, 'li')).members.of,
    ).toBe(0)
    for (const path of ['deals', `why?stage=${stage(1)}`, 'time']) {
      const joined = `/checkup/${path}${path.includes('?') ? '&' : '?'}pipeline=${pipeline.key}`
      expect((await ask('marketing', 'GET', joined)).status).toBe(403)
      expect((await ask('stranger', 'GET', joined)).status).toBe(404)
    }
  })
})

describe('losses', () => {
  test('top reasons with ties, where a reason strikes, and competitors', async () => {
    const { reasons, competitors } = await get(`/checkup/losses?pipeline=${pipeline.key}`)
    expect(reasons).toMatchObject({ ended: 92, withoutReason: 0 })
    expect(reasons.byCount.map(({ key, deals }: Loose) => [key, deals])).toEqual([
      ['other', 34],
      ['price', 33],
      ['competitor', 25],
    ])
    expect(reasons.byCount[0]).toMatchObject({ rank: 1, tied: true, parts: [] })
    // six of the 33 say more exactly what about the price; every count opens as many deals
    expect(reasons.byCount[1].parts).toEqual([{ key: 'price-terms', name: '付款条件', deals: 6, amountMinor: 6 * wan }])
    const total = async (reason: string) =>
      (await get(`/checkup/deals?pipeline=${pipeline.key}&outcome=died&reason=${reason}`)).total
    expect([await total('price'), await total('price-terms')]).toEqual([33, 6])
    expect(reasons.othersAlarm).toBe(true)
    const struck = reasons.segments.find(({ dimension, reasonKey }: Loose) => dimension === 'stage' && reasonKey === 'competitor')
    expect(struck).toMatchObject({ key: stage(3), of: 25, passed: 25, others: { of: 67, passed: 0 } })
    expect(struck.lift).toBeCloseTo(92 / 25, 6)
    expect(reasons.responses.length).toBeGreaterThan(0)
    expect(competitors.map(({ name, won, lost }: Loose) => [name, won, lost])).toEqual([
      ['对手0', 0, 25],
      ['对手1', 8, 0],
    ])
    expect(competitors[0]).toMatchObject({
      lostTo: 25,
      judgement: 'significantly-low',
      others: { of: 8, passed: 8 },
      stages: [{ stageKey: stage(3), lost: 25 }],
    })
    const here = await get(`/checkup/losses?pipeline=${pipeline.key}&stage=${stage(3)}`)
    expect(here.reasons.byCount).toMatchObject([{ key: 'competitor', deals: 25, share: 1 }])
  })
})

describe('time', () => {
  test('a day at every stage, velocity by segment, nothing open', async () => {
    const { stages, velocity, ageing } = await get(`/checkup/time?pipeline=${pipeline.key}`)
    expect(stages[2]).toMatchObject({
      stays: 70,
      finished: 70,
      medianDays: 1,
      naiveMedianDays: 1,
      wentOnInTheEnd: expect.closeTo(45 / 70, 6),
    })
    expect(stages[2].curve.at(-1)).toMatchObject({ days: 1, stillThere: 0 })
    expect(stages[2].limits).toMatchObject({ source: 'default', redDays: 30 })
    expect(ageing).toMatchObject({ of: 0, dots: [] })
    expect(velocity.segments).toMatchObject([{ open: 0, won: 8, lost: 92 }])
  })
  test('an open deal is a dot with its age, its limit and its chance', async () => {
    const [id] = await tell(company, pipeline, [{ path: '12', at: now.getTime() - 50 * dayMs, stepDays: 5 }], now)
    const { stages, ageing } = await get(`/checkup/time?pipeline=${pipeline.key}`)
    expect(ageing.dots).toMatchObject([{ id, stageKey: stage(2), days: 45, level: 'forced' }])
    expect(stages[1].open).toMatchObject({ deals: 1, forced: 1, slowerThanWinners: 1 })
    expect(stages[1].ages.find(({ deals }: Loose) => deals === 1)).toMatchObject({ fromDays: 30, toDays: 60 })
    expect((await get(`/checkup/deals?pipeline=${pipeline.key}&stage=${stage(2)}&outcome=stuck&cohort=all`)).items).toMatchObject(
      [{ id }],
    )
  })
})

describe('quality before quantity', () => {
  test('twenty leads with ten qualified beat a hundred with five', async () => {
    await company.within(async (tx) => {
      const sources = [newId(), newId()]
      await tx
        .insertInto('source')
        .values(
          sources.map((id, at) => ({
            org_id: company.orgId,
            id,
            key: `s${at}`,
            name: JSON.stringify({ 'zh-CN': at ? '广告' : '转介绍' }),
          })),
        )
        .execute()
      const leads = [
        { count: 20, qualified: 10, won: 5 },
        { count: 100, qualified: 5, won: 2 },
      ].flatMap(({ count, qualified, won }, at) =>
        Array.from({ length: count }, (_, n) => ({
          org_id: company.orgId,
          id: newId(),
          company: `公司${at}-${n}`,
          name_key: `公司${at}-${n}`,
          owner_id: company.member.li,
          created_by: company.member.li,
          created_at: now,
          source_id: sources[at]!,
          status: n < qualified ? 'qualified' : 'invalid',
          opportunity_id: n < won ? ids[n + at * 5 > 7 ? 7 : n + at * 5]! : null,
        })),
      )
      await tx.insertInto('lead').values(leads).execute()
    })
    const { bySource, byOwner, total } = await get('/checkup/quality')
    expect(bySource.map(({ name, leads, qualified, won }: Loose) => [name, leads, qualified, won])).toEqual([
      ['转介绍', 20, 10, 5],
      ['广告', 100, 5, 2],
    ])
    expect(bySource[0].wonShare).toMatchObject({ judgement: 'significantly-high', share: 0.25 })
    expect(bySource[0].sentence).toBe('转介绍：20 条线索，10 条合格（50%），5 条成交（25%）。')
    expect(byOwner).toMatchObject([{ name: '李娜', leads: 120 }])
    expect(total).toMatchObject({ leads: 120, won: 7 })
    expect((await get('/checkup/quality', 'chen')).total.leads).toBe(0)
    expect((await ask('finance', 'GET', '/checkup/quality')).status).toBe(403)
  })
})

describe('benchmarks', () => {
  const path = (position: number) => `/checkup/benchmarks/${pipeline.stages[position - 1]!.id}`
  test('typed in by a director, held against, archived and brought back', async () => {
    const set = await ask('director', 'PUT', path(3), { share: 0.8, note: '行业报告' }, 0)
    expect(set.body).toMatchObject({ share: 0.8, version: 1, note: '行业报告', updatedBy: { name: '总监' } })
    const { stages } = await get(`/checkup?pipeline=${pipeline.key}`)
    expect(stages[2]).toMatchObject({ benchmark: { share: 0.8, source: 'typed' }, judged: { judgement: 'significantly-low' } })
    expect((await ask('director', 'PUT', path(3), { share: 0.7 }, 0)).status).toBe(412)
    expect((await ask('director', 'DELETE', path(3), undefined, 1)).status).toBe(204)
    expect((await get(`/checkup?pipeline=${pipeline.key}`)).stages[2].benchmark).toBeNull()
    expect((await ask('director', 'POST', `${path(3)}/restoration`)).body).toMatchObject({ share: 0.8, version: 3 })
    const { items } = await get(`/checkup/benchmarks?pipeline=${pipeline.key}`)
    expect(items.map(({ share }: Loose) => share)).toEqual([null, null, 0.8, null, null, null, null])
    const trail = await company.within((tx) =>
      tx.selectFrom('audit_entry').select('after').where('action', '=', 'benchmark').orderBy('id').execute(),
    )
    expect(trail.map(({ after }) => (after as Loose).share)).toEqual([0.8, null, 0.8])
  })
  test('loaded from a file: tried first, all or none, beside own history and all others', async () => {
    const load = (text: string, person: Person = 'director', dryRun = false) =>
      ask(person, 'POST', '/checkup/benchmarks', { pipeline: pipeline.key, text, dryRun })
    const text = '阶段,基准\n阶段 1,90%,行业\ns2,0.85\n'
    expect((await load(text, 'director', true)).body).toMatchObject({
      done: false,
      flaws: [],
      set: [{ share: 0.9 }, { share: 0.85 }],
    })
    const flawed = (await load(`${text}阶段 9,50%`)).body
    expect(flawed).toMatchObject({ done: false, flaws: [{ line: 4, flaw: 'unknown-stage' }] })
    const shares = async () => (await get(`/checkup/benchmarks?pipeline=${pipeline.key}`)).items.map(({ share }: Loose) => share)
    expect((await shares()).slice(0, 2)).toEqual([null, null])
    expect((await load(text)).body).toMatchObject({
      done: true,
      set: [{ line: 2, stage: { key: 's1' }, note: '行业' }, { line: 3 }],
    })
    expect((await shares()).slice(0, 2)).toEqual([0.9, 0.85])
    const { stages } = await get(`/checkup?pipeline=${pipeline.key}&owner=${company.member.li}&against=others`)
    expect(stages[0].benchmarks.map(({ source, judgement }: Loose) => [source, judgement])).toEqual([
      ['typed', 'significantly-low'],
      ['others', 'could-be-chance'],
    ])
    expect(stages[0].benchmark.source).toBe('others')
    expect((await load(text, 'zhao')).status).toBe(403)
    for (const position of [1, 2]) await ask('director', 'DELETE', path(position), undefined)
  })
  test('loaded from a workbook, and from a text as Chinese Excel saves it; what is no table is refused by name', async () => {
    const load = (file: Uint8Array, dryRun = true) =>
      ask('director', 'POST', '/checkup/benchmarks', {
        pipeline: pipeline.key,
        file: Buffer.from(file).toString('base64'),
        dryRun,
      })
    const rows = [['阶段', '基准', '出处'], ['阶段 1', 0.9, '行业报告'], [], ['s2', '85%', '自己的'], ['阶段 9', 0.5, '']]
    const book = await writeXlsx({
      sheets: [
        { name: '说明', rows: [['各阶段基准']] },
        { name: '基准', rows },
      ],
    })
    expect((await load(book)).body).toEqual({
      done: false,
      text: '阶段\t基准\t出处\n阶段 1\t0.9\t行业报告\n\ns2\t85%\t自己的\n阶段 9\t0.5',
      set: [
        { line: 2, stage: expect.objectContaining({ key: 's1' }), share: 0.9, note: '行业报告' },
        { line: 4, stage: expect.objectContaining({ key: 's2' }), share: 0.85, note: '自己的' },
      ],
      flaws: [{ line: 5, text: '阶段 9\t0.5', flaw: 'unknown-stage' }],
    })
    const good = await writeXlsx({ sheets: [{ name: '基准', rows: rows.slice(0, 4) }] })
    expect((await load(good, false)).body).toMatchObject({ done: true })
    const { items } = await get(`/checkup/benchmarks?pipeline=${pipeline.key}`)
    expect(items.slice(0, 2).map(({ share, note }: Loose) => [share, note])).toEqual([
      [0.9, '行业报告'],
      [0.85, '自己的'],
    ])
    // 阶段 1,60 in GB18030
    const inGb = Uint8Array.from([0xbd, 0xd7, 0xb6, 0xce, 0x20, 0x31, 0x2c, 0x36, 0x30])
    expect((await load(inGb)).body).toMatchObject({ set: [{ stage: { key: 's1' }, share: 0.6 }], flaws: [] })
    for (const [file, code] of [
      [new Uint8Array(), 'file-empty'],
      [Uint8Array.from([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x2e, 0x37]), 'file-kind-unknown'],
      [book.slice(0, book.length - 40), 'file-damaged'],
    ] as const) {
      const { status, body } = await load(file)
      expect([status, body.type]).toEqual([422, code])
    }
    expect((await ask('director', 'POST', '/checkup/benchmarks', { file: '%%%', dryRun: true })).status).toBe(400)
    for (const position of [1, 2]) await ask('director', 'DELETE', path(position), undefined)
  })
  test('not by a supervisor or a rep, and not for a foreign stage; 0 and more than 1 are refused', async () => {
    for (const person of ['zhao', 'li'] as const) expect((await ask(person, 'PUT', path(2), { share: 0.5 })).status).toBe(403)
    expect((await ask('stranger', 'PUT', path(2), { share: 0.5 })).status).toBe(404)
    for (const share of [0, 1.2, -1]) expect((await ask('director', 'PUT', path(2), { share })).status).toBe(400)
  })
})

describe('in plain words', () => {
  test('the summary says where, how sure, why, and calls chance chance, in three languages', async () => {
    await ask('director', 'PUT', `/checkup/benchmarks/${pipeline.stages[2]!.id}`, { share: 0.8, note: '行业报告' })
    const { paragraphs, actions, title, locale } = await get(`/checkup/summary?pipeline=${pipeline.key}&against=typed&cohort=all`)
    expect([locale, title.endsWith('漏斗体检')]).toEqual(['zh-CN', true])
    const text = paragraphs.flatMap(({ sentences }: Loose) => sentences).join('')
    expect(text).toContain('流失最多的是「阶段 3」：25 个')
    expect(text).toContain('「阶段 3」转化率 64.3%，低于基准 80%')
    expect(text).toContain('8 个赢单（¥8万）')
    expect(text).toContain('它们的区间互相重叠')
    expect(actions[0]).toMatchObject({ stageKey: stage(3), certain: true })
    for (const [language, word] of [
      ['en', 'Most were lost in “阶段 3”: 25'],
      ['zh-TW', '流失最多的是「阶段 3」：25 筆'],
    ]) {
      const told = await get(`/checkup/summary?pipeline=${pipeline.key}&cohort=all&locale=${language}`)
      const words = JSON.stringify(told)
      expect(words).toContain(word)
      expect(words).not.toContain('{{')
    }
    expect(JSON.stringify(await get(`/checkup/summary?pipeline=${pipeline.key}&from=2030-01-01`))).toContain('没有可以判断的商机')
  })
  test('all tables in one workbook, on record, for those who may export', async () => {
    const path = `${server.url}/api/v1/checkup/export?pipeline=${pipeline.key}`
    const answer = await fetch(path, { headers: { authorization: `Bearer ${tokens.director}` } })
    expect(answer.status).toBe(200)
    const book = await readXlsx(new Uint8Array(await answer.arrayBuffer()))
    expect(book.sheets.map(({ name }) => name)).toEqual(['摘要', '流失', '转化口径', '瓶颈', '原因', '竞品', '时间'])
    const losses = book.sheets[1]!.rows
    expect(losses.find((row) => row[0] === '阶段 3')!.slice(0, 4)).toEqual(['阶段 3', 70, 45, 25])
    expect((await ask('li', 'GET', `/checkup/export?pipeline=${pipeline.key}`)).status).toBe(403)
  })
})

describe('scenarios', () => {
  const body = (more: object = {}) => ({
    name: '跟进提到八成',
    pipeline: pipeline.key,
    base: { reached: [100, 80, 70, 45, 29, 19, 12, 8], amountMinor: wan, days: 100 },
    change: { rates: [null, null, 0.8, null, null, null, null], volume: 200, amountMinor: null, targetMinor: 20 * wan },
    ...more,
  })
  test('saved, shared, changed, archived, brought back', async () => {
    const { body: saved, status } = await ask('zhao', 'POST', '/checkup/scenarios', body())
    expect(status).toBe(201)
    expect(saved).toMatchObject({ sharing: 'private', owner: { name: '赵敏' }, startsOn: '2026-06-01', version: 1 })
    expect(saved.predicted.deals).toBeCloseTo(16 * (0.8 / (45 / 70)), 6)
    const sees = async (person: Person) => (await get('/checkup/scenarios', person)).items.length
    expect([await sees('zhao'), await sees('li'), await sees('director')]).toEqual([1, 0, 0])
    const path = `/checkup/scenarios/${saved.id}`
    expect((await ask('li', 'GET', path)).status).toBe(404)
    expect((await ask('zhao', 'PATCH', path, { sharing: 'team' }, 1)).body).toMatchObject({ sharing: 'team', version: 2 })
    expect([await sees('li'), await sees('chen'), await sees('director')]).toEqual([1, 0, 1])
    expect((await ask('zhao', 'PATCH', path, { sharing: 'organisation' }, 1)).status).toBe(412)
    await ask('zhao', 'PATCH', path, { sharing: 'organisation', name: '新名字' }, 2)
    expect([await sees('chen'), await sees('marketing')]).toEqual([1, 1])
    expect((await ask('chen', 'PATCH', path, { name: '我的' })).status).toBe(403)
    expect((await ask('stranger', 'GET', path)).status).toBe(404)
    expect((await ask('zhao', 'DELETE', path, undefined, 3)).status).toBe(204)
    expect([await sees('zhao'), (await get('/checkup/scenarios?archived=true', 'zhao')).items.length]).toEqual([0, 1])
    expect((await ask('zhao', 'POST', `${path}/restoration`)).body).toMatchObject({ archived: false, name: '新名字' })
    expect((await ask('zhao', 'POST', '/checkup/scenarios', body({ change: { ...body().change, rates: [1] } }))).body.type).toBe(
      'scenario-does-not-fit',
    )
  })
  test('beside what happened since: gates judged against the prediction, sums for the days gone by', async () => {
    const { body: saved } = await ask('director', 'POST', '/checkup/scenarios', body({ startsOn: '2026-02-21' }))
    const { since } = await get(`/checkup/scenarios/${saved.id}`)
    expect(since.stages[2]).toMatchObject({ predictedRate: 0.8, actual: { of: 70, passed: 45 }, judgement: 'significantly-low' })
    expect(since.stages[1]).toMatchObject({ actual: { of: 81, passed: 70 }, judgement: 'could-be-chance' })
    expect(since.deals.actual).toBe(8)
    expect(since.entered.actual).toBe(101)
    expect(since.entered.predicted).toBeCloseTo(2 * since.days, 6)
    expect(since.money).toMatchObject({ actualMinor: 8 * wan })
    expect(since.targetMinor).toBeCloseTo((20 * wan * since.days) / 100, 3)
    const mine = await get(
      `/checkup/scenarios/${(await ask('director', 'POST', '/checkup/scenarios', body({ sharing: 'organisation', startsOn: '2026-02-21' }))).body.id}`,
      'li',
    )
    expect(mine.since.entered.actual).toBe(35)
  })
})
