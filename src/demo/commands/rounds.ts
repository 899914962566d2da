import { sql } from 'kysely'
import { sayCategory } from '../../forecast/commands/rounds/categories.ts'
import { saveSetting } from '../../forecast/commands/rounds/setting.ts'
import { categoryOf, categoryOfPhase, rollUp, sumsOf, type Category, type RollUp } from '../../forecast/categories.ts'
import { roundTimes, usualSetting, type RoundTimes } from '../../forecast/round-times.ts'
import { shareGone } from '../../forecast/round-period.ts'
import { readWorkCalendar } from '../../people/queries.ts'
import { insertMany } from '../../platform/database/bulk.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { seeded } from '../../platform/random.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf, startOfDay } from '../../platform/time.ts'
import { idMaker } from '../ids.ts'
import { noteOf, pastRounds, saidOf, temperOf, type PastRound, type Temper } from '../judging.ts'
import { regions, repsOf, staff } from '../staff.ts'
import type { Settled } from './settle.ts'

/** The demo company's rounds are due on Monday noon and stay open for stragglers until Friday evening. */
const setting = { ...usualSetting, lockAfterDays: 4 }

interface Stood {
  owner_id: string
  id: string
  name: string
  category: Category
  amountMinor: number | null
  expectedCloseOn: string | null
  /** Of an eventual win, as its stage says; 1 when it is won. */
  chance: number
}

/** What the demo company said every Monday, by what was known then, and some categories that people have said against the stage. */
export async function tellRounds(tx: Tx, caller: Caller, settled: Settled, seed: number): Promise<void> {
  const random = seeded(seed + 404)
  const idAt = idMaker(random)
  const today = dayOf(caller.now, caller.timeZone)
  await saveSetting(tx, { ...caller, memberId: settled.members.get('director')! }, setting, null)
  const calendar = await readWorkCalendar(tx, caller.orgId, pastRounds(today)[0]!.weekOn)
  const tempers = new Map(staff.map(({ key }) => [key, temperOf(random)]))
  for (const round of pastRounds(today)) {
    const times = roundTimes(round.weekOn, setting, calendar, caller.timeZone)
    if (!times || times.opensAt > caller.now) continue
    const deals = await standingAt(tx, caller, round, times.opensAt)
    await insertRound(tx, caller, settled, { round, times, deals, tempers, random, idAt })
  }
  await sayOtherwise(tx, caller, settled)
}

interface Telling {
  round: PastRound
  times: RoundTimes
  deals: Map<string, Stood[]>
  tempers: ReadonlyMap<string, Temper>
  random: ReturnType<typeof seeded>
  idAt: (at: number) => string
}

async function insertRound(tx: Tx, caller: Caller, settled: Settled, told: Telling): Promise<void> {
  const { round, times, deals, tempers, random, idAt } = told
  const id = idAt(times.opensAt.getTime())
  const isLocked = times.locksAt <= caller.now
  const head = { org_id: caller.orgId, id, week_on: round.weekOn, period: round.period.key }
  const clock = { opens_at: times.opensAt, remind_at: times.remindAt, due_at: times.dueAt, locks_at: times.locksAt }
  const isOver = (at: Date): Date | null => (at <= caller.now ? at : null)
  await insertMany(tx, 'forecast_round', [
    { ...head, ...clock, reminded_at: isOver(times.remindAt), locked_at: isOver(times.locksAt) },
  ])
  const event = (kind: string, at: Date) => ({ org_id: caller.orgId, id: idAt(at.getTime()), round_id: id, kind, at, by: null })
  await insertMany(tx, 'forecast_round_event', [
    event('opened', times.opensAt),
    ...(isOver(times.remindAt) ? [event('reminded', times.remindAt)] : []),
    ...(isLocked ? [event('locked', times.locksAt)] : []),
  ])
  const left = 1 - shareGone(round.period, times.opensOn)
  const submissions: Record<string, unknown>[] = []
  const say = (key: string, of: { team?: string; members: string[] }, sum: RollUp, stood: Stood[], after: number): number => {
    const whose = of.members.flatMap((member) => deals.get(member) ?? [])
    const at = new Date(times.opensAt.getTime() + after * 60_000)
    // somebody is away now and then, and nobody has said yet what lies in the future
    if (at > caller.now || random.chance(isLocked ? 0.04 : 0.25)) return sum.commitMinor
    const said = saidOf(sum, tempers.get(key)!, left)
    submissions.push({
      org_id: caller.orgId,
      id: idAt(at.getTime()),
      round_id: id,
      member_id: of.team ? null : settled.members.get(key)!,
      team_id: of.team ?? null,
      at,
      by: settled.members.get(key)!,
      late: at > times.dueAt,
      currency: caller.currency,
      commit_minor: said.commitMinor,
      best_case_minor: said.bestCaseMinor,
      note: noteOf(random),
      sum_closed_minor: sum.closedMinor,
      sum_commit_minor: sum.commitMinor,
      sum_best_case_minor: sum.bestCaseMinor,
      sum_open_minor: sum.openMinor,
      model_minor: modelOf(whose),
      members: of.members,
      deals: stood.map(({ owner_id: _, chance: __, ...deal }) => deal),
    })
    return said.commitMinor
  }
  const { root, teams } = await teamsOf(tx, caller)
  const nothing = rollUp(sumsOf([]))
  const house = { sum: nothing, members: [] as string[] }
  for (const region of regions) {
    const reps = repsOf(region).map(({ key }) => key)
    const below = reps.map((key): RollUp => {
      const member = settled.members.get(key)!
      const stood = deals.get(member) ?? []
      const sum = rollUp(sumsOf(stood))
      return { ...sum, commitMinor: say(key, { members: [member] }, sum, stood, random.whole(20, 280)) }
    })
    const lead = staff.find((each) => each.region === region && each.role === 'supervisor')!
    const members = [lead.key, ...reps].map((key) => settled.members.get(key)!)
    const sum = below.reduce(added, nothing)
    const commitMinor = say(lead.key, { team: teams.get(region)!, members }, sum, [], random.whole(200, 240))
    house.sum = added(house.sum, { ...sum, commitMinor })
    house.members.push(...members)
  }
  if (root) say('director', { team: root, members: house.members }, house.sum, [], random.whole(240, 300))
  await insertMany(tx, 'forecast_submission', submissions)
}

/** What method A says of deals of a period: won, and open by the chance of their stage then; minor units. */
const modelOf = (deals: readonly Stood[]): number =>
  Math.round(deals.reduce((sum, { amountMinor, chance }) => sum + (amountMinor ?? 0) * chance, 0))

const added = (a: RollUp, b: RollUp): RollUp => ({
  closedMinor: a.closedMinor + b.closedMinor,
  commitMinor: a.commitMinor + b.commitMinor,
  bestCaseMinor: a.bestCaseMinor + b.bestCaseMinor,
  openMinor: a.openMinor + b.openMinor,
})

/** The company's team at the top, and the regions by name. */
async function teamsOf(tx: Tx, caller: Caller): Promise<{ root: string | undefined; teams: Map<string, string> }> {
  const rows = await tx
    .selectFrom('team')
    .select(['id', 'name', 'parent_id'])
    .where('org_id', '=', caller.orgId)
    .where('deleted_at', 'is', null)
    .execute()
  return { root: rows.find(({ parent_id }) => parent_id === null)?.id, teams: new Map(rows.map(({ name, id }) => [name, id])) }
}

/** The deals of a period as they stood at a moment, by owner: won in it by then, or open and expected in what was left of it. */
async function standingAt(tx: Tx, caller: Caller, { period }: PastRound, at: Date): Promise<Map<string, Stood[]>> {
  const { rows } = await sql<{
    owner_id: string
    id: string
    name: string
    status: string
    phase: string
    amount: number | null
    expected: string | null
    chance: number
  }>`
    select x.owner_id, o.id, o.name, x.status, s.phase, x.amount_minor as amount, x.expected_close_on as expected,
      case x.status when 'won' then 1 else s.probability end as chance
    from opportunity_span x
    join opportunity o on o.org_id = x.org_id and o.id = x.opportunity_id
    join stage s on s.org_id = x.org_id and s.id = x.stage_id
    where x.org_id = ${caller.orgId} and x.valid_from <= ${at} and x.valid_to > ${at}
      and ((x.status = 'won' and o.closed_at >= ${startOfDay(period.from, caller.timeZone)} and o.closed_at <= ${at})
        or (x.status = 'open' and x.expected_close_on >= ${dayOf(at, caller.timeZone)}::date and x.expected_close_on < ${period.to}::date))
    order by x.amount_minor desc nulls last, o.id`.execute(tx)
  const byOwner = new Map<string, Stood[]>()
  for (const { owner_id, id, name, status, phase, amount, expected, chance } of rows) {
    const category = categoryOf({ status, byStage: categoryOfPhase(phase), said: null })
    const stood = { owner_id, id, name, category, amountMinor: amount, expectedCloseOn: expected, chance: Number(chance) }
    byOwner.set(owner_id, [...(byOwner.get(owner_id) ?? []), stood])
  }
  return byOwner
}

const reasons = [
  ['commit', '客户已口头确认，等法务盖章。'],
  ['best-case', '竞争对手刚报了低价，先放乐观。'],
  ['omitted', '客户内部重组，今年不会签。'],
  ['commit', '预付款流程已经在走。'],
  ['best-case', '决策人换了，要重新汇报。'],
] as const

/** Some of the largest deals of the period are judged otherwise than their stage says. */
async function sayOtherwise(tx: Tx, caller: Caller, settled: Settled): Promise<void> {
  const today = dayOf(caller.now, caller.timeZone)
  const owners = regions.flatMap((region) => repsOf(region).map(({ key }) => settled.members.get(key)!))
  const { rows } = await sql<{ id: string; owner_id: string }>`
    select o.id, o.owner_id from opportunity o
    where o.org_id = ${caller.orgId} and o.status = 'open' and o.deleted_at is null and o.owner_id = any(${owners}::uuid[])
      and o.expected_close_on >= ${today}::date
    order by o.amount_minor desc nulls last, o.id limit 15`.execute(tx)
  for (const [at, { id, owner_id }] of rows.entries()) {
    const reason = reasons[at % reasons.length]!
    if (at % 3 === 0) continue
    const outcome = await sayCategory(tx, { ...caller, memberId: owner_id }, id, { category: reason[0], note: reason[1] }, null)
    if (!outcome.ok) throw new Error(outcome.refusal.code)
  }
}
