import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCompany, type Company, type Person } from '../../test/factories/a-company.ts'
import { aPipeline, type TestPipeline } from '../../test/factories/a-pipeline.ts'
import { tell } from '../../test/factories/showroom.ts'
import { aDatabase, type TestDatabase } from '../../test/database.ts'
import { archiveOpportunity } from '../opportunities/commands/change.ts'
import { readHistory } from '../opportunities/queries/history.ts'
import { setRates } from '../people/commands/rates.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Outcome } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { sayCategory, setStageCategory } from './commands/rounds/categories.ts'
import { keepRounds, lockRound, openRound, reopenRound } from './commands/rounds/run.ts'
import { overrideForecast, submitForecast } from './commands/rounds/say.ts'
import { saveSetting } from './commands/rounds/setting.ts'
import { readCategory } from './queries/rounds/category.ts'
import { readOwnerSums } from './queries/rounds/deals.ts'
import { readJudgeRecord } from './queries/rounds/judge-record.ts'
import { readJudges } from './queries/rounds/judges.ts'
import { latestRound, readRoundNow } from './queries/rounds/rounds.ts'
import { allSaid } from './queries/rounds/said.ts'
import { readSheet } from './queries/rounds/sheet.ts'
import { readRound } from './queries/rounds/team.ts'
import { periodNamed } from './round-period.ts'
import { usualSetting } from './round-times.ts'

const at = (text: string): Date => new Date(`2026-${text}:00+08:00`)
/** Monday, two hours after opening. */
const monday = at('11-09T10:00')
let database: TestDatabase
let company: Company
let pipeline: TestPipeline
let deals: string[]

const opensDeal = (owner: Person, path: string, amountMinor: number | null, expected: string | null) => ({
  path,
  at: at('10-05T09:00').getTime(),
  owner,
  amountMinor,
  row: { expected_close_on: expected },
})

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now: monday })
  pipeline = await company.within((tx) => aPipeline(tx, company.orgId))
  deals = await tell(
    company,
    pipeline,
    [
      opensDeal('li', '1', 200, '2026-12-01'),
      opensDeal('li', '1', 120, '2026-11-30'),
      opensDeal('li', '1', 70, '2026-11-01'),
      opensDeal('li', '1', 60, null),
      opensDeal('li', '1', 50, '2027-01-15'),
      opensDeal('wang', '1', 150, '2026-12-20'),
      opensDeal('wang', '12W', 80, null),
      opensDeal('chen', '1', 100, '2026-12-31'),
      opensDeal('chen', '1L', 900, '2026-12-31'),
    ],
    monday,
  )
})
afterAll(() => database.drop())

const doing = <T>(person: Person, work: (tx: Tx, caller: Caller) => Promise<Outcome<T>>, when = monday) =>
  company.doing(person, work, when)
const reading = async <T>(person: Person, read: (tx: Tx, caller: Caller) => Promise<T>, when = monday): Promise<T> => {
  const caller = await company.as(person, when)
  return company.within((tx) => read(tx, caller))
}
const code = (outcome: Outcome<unknown>) => (outcome.ok ? 'ok' : outcome.refusal.code)
const clock = (when: Date) =>
  company.within((tx) => keepRounds(tx, { orgId: company.orgId, now: when, timeZone: 'Asia/Shanghai' }))
const roundId = async () => (await company.within((tx) => latestRound(tx, { orgId: company.orgId })))!.id
const shown = (person: Person, when = monday) =>
  reading(person, async (tx, caller) => readRound(tx, caller, (await latestRound(tx, caller))!), when)
const submit = async (
  person: Person,
  commitMinor: number,
  more: { team?: string; best?: number; note?: string } = {},
  when = monday,
) => {
  const id = await roundId()
  const said = { team: more.team ?? null, commitMinor, bestCaseMinor: more.best ?? commitMinor, note: more.note ?? '' }
  return doing(person, (tx, caller) => submitForecast(tx, caller, id, said), when)
}

describe('the category of a deal', () => {
  it('is that of its stage, configured or by phase, until a person says otherwise, with a note that history keeps', async () => {
    const [first] = deals as [string]
    const read = () => reading('li', (tx, caller) => readCategory(tx, caller, first))
    const usual = (await read())!.byStage
    expect((await read())!.category).toBe(usual)
    const stage = pipeline.stages[0]!.id
    expect(code(await doing('li', (tx, caller) => setStageCategory(tx, caller, stage, 'commit')))).toBe('forbidden')
    expect(code(await doing('director', (tx, caller) => setStageCategory(tx, caller, stage, 'commit')))).toBe('ok')
    expect(await read()).toMatchObject({ category: 'commit', byStage: 'commit', said: null, history: [] })

    const say = (person: Person, category: 'best-case' | 'omitted' | null, note: string) =>
      doing(person, (tx, caller) => sayCategory(tx, caller, first, { category, note }, null))
    expect(code(await say('li', 'best-case', ''))).toBe('category-note-needed')
    expect(code(await say('chen', 'best-case', '不是我的'))).toBe('not-found')
    expect(code(await say('auditor', 'best-case', '只读'))).toBe('forbidden')
    expect(code(await say('li', 'best-case', '还差法务'))).toBe('ok')
    expect(code(await say('zhao', 'omitted', '客户推迟到明年'))).toBe('ok')
    expect(await read()).toMatchObject({
      category: 'omitted',
      said: { category: 'omitted', note: '客户推迟到明年', by: { name: '赵敏' } },
      history: [
        { from: 'best-case', to: 'omitted', by: { name: '赵敏' } },
        { from: null, to: 'best-case', note: '还差法务', by: { name: '李娜' } },
      ],
    })
    expect(code(await say('li', null, ''))).toBe('ok')
    expect(await read()).toMatchObject({ category: 'commit', said: null })
    const history = await reading('li', (tx, caller) => readHistory(tx, caller, first, { limit: 10 }))
    expect(history!.items.filter(({ field }) => field === 'forecastCategory')).toHaveLength(3)
    const lost = deals.at(-1)!
    expect(
      code(await doing('chen', (tx, caller) => sayCategory(tx, caller, lost, { category: 'commit', note: '还有机会' }, null))),
    ).toBe('not-open')
  })

  it('sums what the period holds; what is overdue, undated, later or lost is in no sum', async () => {
    const sheet = (await reading('li', (tx, caller) => readSheet(tx, caller, {})))!
    expect(sheet.period).toBe('2026-Q4')
    expect(sheet.sum).toEqual({ closedMinor: 0, commitMinor: 320, bestCaseMinor: 320, openMinor: 320 })
    expect(sheet.deals.map(({ amountMinor, leftOut }) => [amountMinor, leftOut])).toEqual([
      [200, null],
      [120, null],
      [70, 'overdue'],
      [60, 'no-date'],
    ])
    expect((await reading('wang', (tx, caller) => readSheet(tx, caller, {})))!.sum).toMatchObject({
      closedMinor: 80,
      commitMinor: 230,
    })
    expect(await reading('chen', (tx, caller) => readSheet(tx, caller, { owner: company.member.li }))).toBeNull()
  })
})

describe('a round', () => {
  it('opens by the clock once a week, reminds, and tells who is asked', async () => {
    await clock(at('11-09T07:59'))
    expect(await company.within((tx) => latestRound(tx, { orgId: company.orgId }))).toBeUndefined()
    expect((await reading('li', (tx, caller) => readRoundNow(tx, caller), at('11-09T07:59'))).nextOpensAt).toBe(
      '2026-11-09T00:00:00.000Z',
    )
    await clock(at('11-09T08:00'))
    await clock(at('11-09T08:05'))
    expect(code(await doing('director', (tx, caller) => openRound(tx, caller)))).toBe('round-exists')
    const now = await reading('li', (tx, caller) => readRoundNow(tx, caller), at('11-09T09:00'))
    expect(now).toMatchObject({
      round: { period: '2026-Q4', state: 'open' },
      mine: { asked: true, submitted: false, reminded: false },
    })
    await clock(at('11-09T10:01'))
    expect((await reading('li', (tx, caller) => readRoundNow(tx, caller), at('11-09T10:01'))).mine.reminded).toBe(true)
    expect((await reading('auditor', (tx, caller) => readRoundNow(tx, caller))).mine.asked).toBe(false)
  })

  it('adds up along the tree what was said highest: 300 and 230 are 530, 480 said instead, 580 at the top', async () => {
    expect(code(await submit('li', 300, { best: 400, note: '产线那单还在谈' }))).toBe('ok')
    expect(code(await submit('zhao', 480, { team: company.team.east, best: 500 }))).toBe('ok')
    const { nodes, counts } = await shown('director')
    const of = (id: string) => nodes.find((node) => node.id === id)!
    expect(of(company.member.li)).toMatchObject({
      sum: { commitMinor: 320 },
      commitMinor: 300,
      submission: { note: '产线那单还在谈' },
    })
    expect(of(company.member.wang)).toMatchObject({ submission: null, commitMinor: 230 })
    expect(of(company.team.east)).toMatchObject({ sum: { commitMinor: 530 }, commitMinor: 480, leaders: [{ name: '赵敏' }] })
    expect(of(company.team.root)).toMatchObject({ sum: { commitMinor: 580, closedMinor: 80 }, commitMinor: 580 })
    // asked: the house (its director), 华东 (its supervisor), and three who sell
    expect(counts).toEqual({ asked: 5, submitted: 2, late: 0, missing: 3 })
    expect((await shown('zhao')).nodes.map(({ name }) => name)).toEqual(['华东', '李娜', '王强'])
    expect((await shown('li')).nodes.map(({ name }) => name)).toEqual(['李娜'])
  })

  it('takes figures from whoever they belong to, and other figures from above; what was said below stays', async () => {
    const id = await roundId()
    const { li, chen } = company.member
    const instead = (person: Person, member: string, commitMinor: number | null, bestCaseMinor: number | null = null) =>
      doing(person, (tx, caller) =>
        overrideForecast(tx, caller, id, { member, team: null, commitMinor, bestCaseMinor, note: '看着悬' }),
      )
    expect(code(await submit('li', 100, { team: company.team.east }))).toBe('not-found')
    expect(code(await submit('director', 100, { team: company.team.east }))).toBe('forecast-not-yours')
    expect(code(await submit('li', 100, { best: 50 }))).toBe('best-below-commit')
    expect(code(await submit('auditor', 100))).toBe('forbidden')
    expect(code(await instead('li', li, 1))).toBe('forbidden')
    expect(code(await instead('zhao', chen, 1))).toBe('not-found')
    expect(code(await instead('zhao', li, 250, 100))).toBe('best-below-commit')
    expect(code(await instead('zhao', li, 250))).toBe('ok')
    const before = (await shown('zhao')).nodes.find((node) => node.id === li)!
    expect(before).toMatchObject({
      commitMinor: 250,
      bestCaseMinor: 400,
      submission: { commitMinor: 300 },
      override: { note: '看着悬' },
    })
    expect(code(await instead('zhao', li, null))).toBe('ok')
    expect((await shown('zhao')).nodes.find((node) => node.id === li)).toMatchObject({ commitMinor: 300, override: null })
  })

  it('keeps every submission, marks late ones, and refuses any once it is locked', async () => {
    expect(code(await submit('li', 310, { note: '改了' }, at('11-09T12:30')))).toBe('ok')
    const id = await roundId()
    const { submissions, overrides } = await company.within((tx) => allSaid(tx, company.orgId, id, company.member.li))
    expect(submissions.map(({ commitMinor, late }) => [commitMinor, late])).toEqual([[310, true], [300, false]]) // prettier-ignore
    expect(overrides).toHaveLength(2)
    for (const table of ['forecast_submission', 'forecast_override', 'forecast_round_event'] as const)
      await expect(company.within((tx) => tx.updateTable(table).set({ at: monday }).execute())).rejects.toThrow(
        /permission denied/,
      )
    // not because a job came by, but because it is time
    expect(code(await submit('wang', 200, {}, at('11-09T18:00')))).toBe('round-locked')
    const later = at('11-09T18:00')
    const override = { member: company.member.wang, team: null, commitMinor: 1, bestCaseMinor: null, note: '' }
    expect(code(await doing('zhao', (tx, caller) => overrideForecast(tx, caller, id, override), later))).toBe('round-locked')
    await clock(at('11-09T18:05'))
    expect((await shown('director', later)).events.map(({ kind }) => kind)).toEqual(['locked', 'reminded', 'opened'])
  })

  it('is opened again by who leads the house alone, and that stays on record', async () => {
    const id = await roundId()
    const night = at('11-09T19:00')
    const reopen = (person: Person, until: Date) =>
      doing(person, (tx, caller) => reopenRound(tx, caller, id, { until: until.toISOString(), reason: '王强出差' }), night)
    expect(code(await reopen('zhao', at('11-10T12:00')))).toBe('round-for-leaders')
    expect(code(await reopen('director', at('11-09T18:30')))).toBe('reopening-until')
    expect(code(await reopen('director', at('12-01T18:30')))).toBe('reopening-until')
    expect(code(await reopen('director', at('11-10T12:00')))).toBe('ok')
    expect(code(await reopen('director', at('11-10T12:00')))).toBe('round-not-locked')
    expect(code(await submit('wang', 200, {}, night))).toBe('ok')
    const round = await shown('director', night)
    expect(round.round).toMatchObject({ reopened: true, state: 'overdue' })
    expect(round.events[0]).toMatchObject({ kind: 'reopened', reason: '王强出差', by: { name: '总监' } })
    expect(round.nodes.find(({ name }) => name === '王强')!.submission!.late).toBe(true)
    expect(code(await doing('director', (tx, caller) => lockRound(tx, caller, id), night))).toBe('ok')
    // whoever asked a moment before, and waited for it
    const justBefore = new Date(night.getTime() - 2)
    expect(code(await doing('admin', (tx, caller) => lockRound(tx, caller, id), justBefore))).toBe('round-locked')
    expect(code(await submit('wang', 201, {}, justBefore))).toBe('round-locked')
    const override = { member: company.member.wang, team: null, commitMinor: 1, bestCaseMinor: null, note: '' }
    expect(code(await doing('zhao', (tx, caller) => overrideForecast(tx, caller, id, override), justBefore))).toBe('round-locked')
    expect(code(await submit('wang', 201, {}, night))).toBe('round-locked')
  })

  it('shows a week later which deals moved', async () => {
    const next = at('11-16T09:00')
    await clock(next)
    await company.within((tx) =>
      tx.updateTable('opportunity').set({ expected_close_on: '2027-02-01' }).where('id', '=', deals[1]!).execute(),
    )
    const li = (await shown('zhao', next)).nodes.find(({ name }) => name === '李娜')!
    expect(li).toMatchObject({ before: { commitMinor: 310 }, changed: 1, sum: { commitMinor: 200 } })
    expect(li.changes![0]).toMatchObject({ id: deals[1], kinds: ['gone'], commitMinor: -120 })
    expect((await reading('li', (tx, caller) => readSheet(tx, caller, {}), next))!.changes).toHaveLength(1)
    expect((await shown('director', next)).nodes.find(({ name }) => name === '陈静')).toMatchObject({
      changes: null,
      before: null,
    })
  })
})

describe('the rhythm', () => {
  it('is set by who leads the house, with times in order', async () => {
    const save = (person: Person, more: object, ifMatch: number | null) =>
      doing(person, (tx, caller) => saveSetting(tx, caller, { ...usualSetting, ...more }, ifMatch))
    expect(code(await save('zhao', { weekday: 2 }, 0))).toBe('round-for-leaders')
    expect(code(await save('director', { dueAt: '07:00' }, 0))).toBe('round-times-in-order')
    expect(code(await save('director', { weekday: 2 }, 0))).toBe('ok')
    expect(code(await save('director', { weekday: 3 }, 0))).toBe('version-conflict')
    expect(code(await save('director', {}, 1))).toBe('ok')
  })
})

describe('past commits', () => {
  it('tell how far they came in: for a person, a leader and the model', async () => {
    const quarters = [
      ['2025-Q4', '2025-10-06', 500, 400],
      ['2026-Q1', '2026-01-05', 600, 510],
      ['2026-Q2', '2026-04-06', 450, 330],
      ['2026-Q3', '2026-07-06', 550, 480],
    ] as const
    const { orgId, member, team } = company
    await tell(
      company,
      pipeline,
      quarters.map(([, day, , actual]) => ({
        path: '12W',
        at: Date.parse(`${day}T10:00:00+08:00`),
        owner: 'wang' as const,
        amountMinor: actual,
      })),
      monday,
    )
    await company.within(async (tx) => {
      for (const [index, [period, day, commit]] of quarters.entries()) {
        const id = `0190000${index}-0000-7000-8000-000000000000`
        const moment = new Date(`${day}T10:00:00+08:00`)
        const round = {
          org_id: orgId,
          id,
          week_on: day,
          period,
          opens_at: moment,
          remind_at: moment,
          due_at: moment,
          locks_at: moment,
        }
        await tx.insertInto('forecast_round').values(round).execute()
        const said = (of: { member_id: string | null; team_id: string | null }, by: string, n: number) => ({
          org_id: orgId,
          id: `0190000${index}-0000-7000-8000-00000000000${n}`,
          round_id: id,
          ...of,
          at: moment,
          by,
          late: false,
          currency: 'CNY',
          commit_minor: commit,
          best_case_minor: commit,
          note: '',
          sum_closed_minor: 0,
          sum_commit_minor: commit,
          sum_best_case_minor: commit,
          sum_open_minor: commit,
          model_minor: 400,
          members: [member.wang],
          deals: '[]',
        })
        await tx
          .insertInto('forecast_submission')
          .values([
            said({ member_id: member.wang, team_id: null }, member.wang, 1),
            said({ member_id: null, team_id: team.east }, member.zhao, 2),
          ])
          .execute()
      }
    })
    const { items } = await reading('director', (tx, caller) => readJudges(tx, caller))
    expect(items.map(({ kind, by, periods }) => [kind, by.name, periods.length])).toEqual([['team', '赵敏', 4], ['member', '王强', 4]]) // prettier-ignore
    for (const { bias, modelBias } of items) {
      expect(bias!.ratio).toBeCloseTo(0.8794, 4)
      // (1720 + 2·400) / (1600 + 2·400)
      expect(modelBias!.ratio).toBeCloseTo(1.05, 4)
    }
    // the same four periods in the track record, held against the model, the mean of four periods and the year before
    const record = await reading('director', (tx, caller) => readJudgeRecord(tx, caller))
    const over = record.filter(({ horizon }) => horizon === null)
    expect(over.map(({ kind, by, periods }) => [kind, by?.name, periods])).toEqual([['team', '赵敏', 4], ['member', '王强', 4]]) // prettier-ignore
    for (const { measures, modelWape, runRateWape, yearBeforeWape, between } of over) {
      expect(measures.wape).toBeCloseTo((100 + 90 + 120 + 70) / 1720, 10)
      expect(measures.bias).toBeCloseTo(380 / 1720, 10)
      expect(modelWape).toBeCloseTo(260 / 1720, 10)
      expect([runRateWape, yearBeforeWape].every((wape) => wape !== null && wape > 0)).toBe(true)
      expect(between).toBe(0)
    }
    expect(await reading('li', (tx, caller) => readJudgeRecord(tx, caller))).toEqual([])
    const wang = (await shown('zhao')).nodes.find(({ name }) => name === '王强')!
    expect(wang.bias!.ratio).toBeCloseTo(0.8794, 4)
    expect((await reading('li', (tx, caller) => readJudges(tx, caller))).items).toEqual([])
  })
  it('go back over all rounds, months among quarters, and losers that somebody archives help nobody', async () => {
    const { orgId, member } = company
    const said = [['2023-Q1', '2023-01-09', 900], ['2026-08', '2026-08-03', 100]] as const // prettier-ignore
    await company.within(async (tx) => {
      for (const [index, [period, day, commit]] of said.entries()) {
        const moment = new Date(`${day}T10:00:00+08:00`)
        const id = `0180000${index}-0000-7000-8000-000000000000`
        const times = { opens_at: moment, remind_at: moment, due_at: moment, locks_at: moment }
        await tx
          .insertInto('forecast_round')
          .values({ org_id: orgId, id, week_on: day, period, ...times })
          .execute()
        const sums = { sum_closed_minor: 0, sum_commit_minor: commit, sum_best_case_minor: commit, sum_open_minor: commit }
        await tx
          .insertInto('forecast_submission')
          .values({
            org_id: orgId,
            id: `0180000${index}-0000-7000-8000-000000000001`,
            round_id: id,
            member_id: member.wang,
            team_id: null,
            at: moment,
            by: member.wang,
            late: false,
            currency: 'CNY',
            commit_minor: commit,
            best_case_minor: commit,
            note: '',
            ...sums,
            model_minor: null,
            members: [member.wang],
            deals: '[]',
          }) // prettier-ignore
          .execute()
      }
    })
    const record = async () =>
      (await reading('director', (tx, caller) => readJudgeRecord(tx, caller))).find(
        ({ kind, by, horizon }) => kind === 'member' && by?.name === '王强' && horizon === null,
      )!
    const bias = async () => (await reading('director', (tx, caller) => readJudges(tx, caller))).items.map((one) => one.bias)
    const before = await record()
    expect(before).toMatchObject({ periods: 6, archived: 0 })
    // nothing of 2023 came in, nor anything of August
    expect(before.measures.bias).toBeGreaterThan(380 / 1720)
    const biasBefore = await bias()
    const losers = await tell(company, pipeline, ['1', '1L', '12T'].map((path) => ({ path, at: at('10-05T09:00').getTime(), owner: 'wang' as const, amountMinor: 5000 })), monday) // prettier-ignore
    for (const id of losers)
      expect(code(await doing('zhao', (tx, caller) => archiveOpportunity(tx, caller, id, true, null)))).toBe('ok')
    const after = await record()
    expect(after).toEqual({ ...before, archived: 3 })
    expect(await bias()).toEqual(biasBefore)
    // dated back to August, as an import would
    const dated = await tell(company, pipeline, ['1L', '12L'].map((path) => ({ path, at: at('08-05T09:00').getTime(), owner: 'wang' as const, amountMinor: 9000 })), monday) // prettier-ignore
    expect(dated).toHaveLength(2)
    expect(await record()).toEqual(after)
    expect(await bias()).toEqual(biasBefore)
    const trail = await company.within((tx) => sql<{ by: string }>`select actor_id as by from audit_entry where entity_id = any(${losers}::uuid[]) and action = 'archived'`.execute(tx)) // prettier-ignore
    expect(trail.rows).toEqual(losers.map(() => ({ by: member.zhao })))
  })
})

describe('deals in another currency', () => {
  it('are left out and listed until there is a rate, then they count at that of today, or of the day they were won', async () => {
    const dollars = await tell(
      company,
      pipeline,
      [{ ...opensDeal('chen', '1', 1000, '2026-12-01') }, { ...opensDeal('chen', '12W', 2000, null) }].map((deal) => ({ ...deal, row: { ...deal.row, currency: 'USD' } })), // prettier-ignore
      monday,
    )
    const period = periodNamed('2026-Q4')!
    const sums = () => reading('director', (tx, caller) => readOwnerSums(tx, caller, period))
    const of = async () => (await sums()).sums.get(company.member.chen)!
    const [without, closed] = [await sums(), (await of()).closedMinor]
    expect(without.otherCurrency).toBe(2)
    const sheet = async () => (await reading('chen', (tx, caller) => readSheet(tx, caller, {})))!
    expect((await sheet()).deals.find(({ id }) => id === dollars[0])).toMatchObject({
      leftOut: 'other-currency',
      worthMinor: null,
    })
    const rates = [{ currency: 'USD', day: '2026-10-01', rate: 7 }, { currency: 'USD', day: '2026-11-01', rate: 8 }] // prettier-ignore
    expect(code(await doing('admin', (tx, caller) => setRates(tx, caller, rates)))).toBe('ok')
    expect((await sums()).otherCurrency).toBe(0)
    const wonAt = await company.within((tx) => tx.selectFrom('opportunity').select('closed_at').where('id', '=', dollars[1]!).executeTakeFirstOrThrow()) // prettier-ignore
    expect((await of()).closedMinor - closed).toBe(2000 * (wonAt.closed_at! < new Date('2026-11-01T00:00:00+08:00') ? 7 : 8))
    expect((await of()).openMinor - without.sums.get(company.member.chen)!.openMinor).toBe(8000)
    expect((await sheet()).deals.find(({ id }) => id === dollars[0])).toMatchObject({ leftOut: null, amountMinor: 1000, worthMinor: 8000, currency: 'USD' }) // prettier-ignore
  })
})
