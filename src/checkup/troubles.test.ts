import { beforeAll, describe, expect, test } from 'vitest'
import { checkedHistory } from '../../test/factories/checked-deals.ts'
import { demoCompany, type DemoCompany } from '../demo/demo-company.ts'
import { repsOf } from '../demo/staff.ts'
import { troubles } from '../demo/troubles.ts'
import { nextStepStateOf } from '../opportunities/ageing.ts'
import { foldHistory } from '../opportunities/stage-history.ts'
import { type Random, seeded } from '../platform/random.ts'
import { census } from './census.ts'
import { compare } from './compare.ts'
import { type Coded, columns, type Deals } from './deals.ts'
import { decidedIn, endings } from './endings.ts'
import type { Rule } from './gate.ts'
import { habits, type OpenHabit, type Recorded } from './habits.ts'
import { membersAt, wentOn } from './gate-members.ts'
import { learnHorizons } from './horizon.ts'
import { always } from './pick.ts'
import { reachedAt } from './reach.ts'
import { firstReasonOf } from '../demo/exact-reasons.ts'
import { strikes } from './reasons.ts'
import { rivals } from './rivals.ts'
import { openDealsOf } from './counted.ts'
import { stageTimes } from './stage-time.ts'
import { testTraits } from './traits.ts'

const now = Date.parse('2026-11-20T07:30:00Z')
const dayMs = 86_400_000
const stages = 6

interface Checked {
  company: DemoCompany
  deals: Deals
  rule: Rule
  everybody: Uint8Array
}
/** The company of the demo and two that were made by the same rules: what is planted shows in each, what is chance does not. */
const made: Checked[] = []
let deals: Deals
let rule: Rule
let everybody: Uint8Array
beforeAll(() => {
  made.push(...[1, 2, 3].map(checked))
  ;({ deals, rule, everybody } = made[0]!)
}, 120_000)

function checked(seed: number): Checked {
  const company = demoCompany({ seed, now, timeZone: 'Asia/Shanghai' })
  const six = company.deals.filter(({ pipeline }) => pipeline === 'b2b-six-stages')
  const own = columns(
    six.map((deal) => {
      const events = deal.stageEvents.map(({ from, to, ...event }) => ({
        ...event,
        fromStageId: from === null ? null : String(from),
        toStageId: to === null ? null : String(to),
      }))
      const history = foldHistory(events, [], { ownerId: deal.owner, amountMinor: null, expectedCloseOn: null }, Number)!
      return checkedHistory(deal.id, history, deal.amountMinor, {
        owner: deal.owner,
        source: deal.sourceKey,
        product: deal.product.series,
        region: deal.region,
        ...(deal.lossReasonKey ? { reason: deal.lossReasonKey } : {}),
        ...(deal.competitor === null ? {} : { competitor: String(deal.competitor) }),
      })
    }),
    stages,
    now,
  )
  const all = new Uint8Array(own.size).fill(1)
  const horizons = learnHorizons(own, all, reachedAt(own, 'implied'), now)
  return { company, deals: own, everybody: all, rule: { counting: 'implied', horizons, now } }
}

const namedOn = ({ company, deals: own }: Checked) => {
  const rivalsOf = new Map(company.deals.map(({ id, rivals: named }) => [id, named.map(String)]))
  return (deal: number) => rivalsOf.get(own.idOf(deal)) ?? []
}
const today = '2026-11-20'
/** What everybody wrote down in the last 90 days, and the open deals of the six stages, as the report reads them. */
const recordedOf = ({ company }: Checked) =>
  company.activities
    .filter(({ happenedAt }) => happenedAt >= now - 90 * dayMs)
    .map(({ owner, late, happenedAt, recordedAt }) => ({ owner, late, hours: (recordedAt - happenedAt) / 3_600_000 }))
const asRecorded = (activities: readonly { owner: string; late: boolean; hours: number }[]): Recorded[] =>
  [...new Set(activities.map(({ owner }) => owner))].map((owner) => {
    const own = activities.filter((one) => one.owner === owner)
    const hours = own.map((one) => one.hours).sort((a, b) => a - b)
    return { owner, activities: own.length, late: own.filter(({ late }) => late).length, medianHours: hours[hours.length >> 1]! }
  })
function openOf({ company }: Checked): OpenHabit[] {
  const met = new Map<string, Set<string>>()
  for (const { opportunityId, contactIds } of company.activities)
    if (opportunityId) met.set(opportunityId, new Set([...(met.get(opportunityId) ?? []), ...contactIds]))
  return company.deals
    .filter(({ pipeline, status }) => pipeline === 'b2b-six-stages' && status === 'open')
    .map((deal): OpenHabit => {
      const state = nextStepStateOf(deal.nextStepOn, today)
      return {
        deal: 0,
        owner: deal.owner,
        stage: deal.stageEvents.findLast(({ to }) => to !== null)!.to!,
        amountMinor: deal.amountMinor ?? NaN,
        people: Math.max(company.customers[deal.customer]!.contactIds.length, met.get(deal.id)?.size ?? 0),
        step: state === 'none' || state === 'overdue' ? state : 'planned',
        overdueDays: state === 'overdue' ? (Date.parse(today) - Date.parse(deal.nextStepOn!)) / dayMs : 0,
      }
    })
}
const standingOut = (found: ReturnType<typeof habits>, kind: 'recording' | 'threads' | 'steps') =>
  found.owners.filter((row) => row[kind].judgement === 'significantly-high').map(({ owner }) => owner)

const since = (days: number) => ({ from: now - days * dayMs, to: now })
const lowCells = (by: Coded, stretch = always, own: Omit<Checked, 'company'> = { deals, rule, everybody }) =>
  compare(own.deals, own.everybody, by, stretch, own.rule).groups.flatMap(({ value, cells }) =>
    cells.filter(({ judgement }) => judgement === 'significantly-low').map(({ stage }) => `${value}/${stage}`),
  )
/** Of companies made alike, so many may show by chance what is not planted: the level is one in ten. */
const mostByChance = 1

describe('the check-up of the demo company finds what is wrong in it', () => {
  test('华南 loses deals in 方案制定 since eight months, and no other region does', () => {
    const { region, position, sinceDays } = troubles.weakStage
    for (const own of made) expect(lowCells(own.deals.of.region, since(sinceDays), own)).toEqual([`${region}/${position}`])
    const before = { from: now - 548 * dayMs, to: now - sinceDays * dayMs }
    const earlier = made.filter((own) => lowCells(own.deals.of.region, before, own).includes(`${region}/${position}`))
    expect(earlier.length).toBeLessThanOrEqual(mostByChance)
  })
  test('its losses there go to competitors and missing features', () => {
    const found = made.map((own) => {
      const { ended } = endings(own.deals, {
        picks: own.everybody,
        stretch: since(troubles.weakStage.sinceDays),
        stage: 3,
        levelOne: firstReasonOf,
        usualAmount: () => 0,
      })
      const { values, codes } = own.deals.of.region
      return strikes(ended, { region: ended.map(({ deal }) => values[codes[deal]!] ?? null) })
    })
    const ofRegion = found.flat().filter(({ value }) => value === troubles.weakStage.region)
    expect(ofRegion.length).toBeGreaterThan(0)
    for (const { reason } of ofRegion) expect(['competitor', 'product-gap']).toContain(reason)
    // what these two take there, other reasons have in the other regions: the mirror image, and no finding of its own
    const elsewhere = found.flat().filter(({ value }) => value !== troubles.weakStage.region)
    for (const { reason } of elsewhere) expect(['competitor', 'product-gap']).not.toContain(reason)
  })
  test('advertising brings the poorest deals', () => {
    const low = lowCells(deals.of.source)
    expect(low).toEqual(expect.arrayContaining([`${troubles.poorSource.key}/1`, `${troubles.poorSource.key}/2`]))
    expect(low.every((cell) => cell.startsWith(troubles.poorSource.key))).toBe(true)
  })
  test('one competitor is in ever more of the losses', () => {
    const found = rivals(decidedIn(deals, everybody, always, namedOn(made[0]!)))
    expect(found.filter(({ trend }) => trend === 'rising').map(({ competitor }) => competitor)).toEqual([
      String(troubles.rising.competitor),
    ])
    // people name competitors on deals of every end, so something can be said of win rates; of losses alone nothing could
    for (const { won, lost, judgement } of found) {
      expect(Math.min(won, lost)).toBeGreaterThan(20)
      expect(judgement).not.toBe('no-benchmark')
    }
    for (const { judgement } of rivals(decidedIn(deals, everybody, always).filter(({ won }) => !won)))
      expect(judgement).toBe('no-benchmark')
  })
  test('deals are stuck, most in 需求挖掘', () => {
    const times = stageTimes(deals, {
      picks: everybody,
      stretch: always,
      now,
      manual: () => ({ amberDays: null, redDays: null }),
    })
    const stuck = times.map((time) => openDealsOf(time, 'overLimit').length)
    expect(stuck.indexOf(Math.max(...stuck)) + 1).toBe(2)
    expect(times.slice(0, 5).every(({ limits }) => limits.source === 'learned')).toBe(true)
  })
  test('sixty deals of a branch came without dates', () => {
    const { unknownEntry } = census(deals, everybody, always, rule)
    expect(unknownEntry).toBeGreaterThan(troubles.imported.count * 0.8)
    expect(unknownEntry).toBeLessThanOrEqual(troubles.imported.count)
  })
  test('one rep of 华北 writes things down days later, and nobody else does', () => {
    const { region, rep, medianHours } = troubles.lateRecorder
    for (const own of made) {
      const found = habits(asRecorded(recordedOf(own)), openOf(own), stages)
      expect(standingOut(found, 'recording')).toEqual([repsOf(region)[rep]!.key])
      const [first] = found.owners
      expect(first!.medianHours).toBeGreaterThan(medianHours / 2)
      expect(first!.recording.others.successes / first!.recording.others.n).toBeLessThan(0.2)
    }
  })
  test('much hangs on one person: the deals of customers of whom only one is known are the larger ones', () => {
    for (const own of made) {
      const { single, open, size } = habits([], openOf(own), stages)
      expect(size.differs).toBe('larger')
      expect(size.single! / size.others!).toBeGreaterThan(1.3)
      expect(single.amountMinor / open.amountMinor).toBeGreaterThan(single.count / open.count)
    }
  })
  test('of the open deals a fifth have no next step, and a fifth of the rest an overdue one', () => {
    for (const own of made) {
      const { open, none, overdue, overdueDays, stages: byStage } = habits([], openOf(own), stages)
      const planted = troubles.nextStep
      const off = (share: number, n: number) => 3.3 * Math.sqrt((share * (1 - share)) / n)
      expect(Math.abs(none.count / open.count - planted.none)).toBeLessThan(off(planted.none, open.count))
      const rest = open.count - none.count
      expect(Math.abs(overdue.count / rest - planted.overdue)).toBeLessThan(off(planted.overdue, rest))
      expect(overdueDays).toBeGreaterThan(3)
      expect(byStage.reduce((sum, stage) => sum + stage.none.count, 0)).toBe(none.count)
    }
  })
})

describe('noise is called noise: in 200 shuffled copies no more false alarms than the level says', () => {
  const copies = 200
  /** Of independent copies at a level of .10, more than this is seen once in a thousand. */
  const most = copies * 0.1 + 3.1 * Math.sqrt(copies * 0.09)
  function shuffled<T extends Int32Array | Uint16Array | Uint8Array | string[]>(values: T, random: Random): T {
    const copy = values.slice() as T
    for (let at = copy.length - 1; at > 0; at--) {
      const other = random.whole(0, at)
      ;[copy[at], copy[other]] = [copy[other]!, copy[at]!]
    }
    return copy
  }
  const alarms = (seed: number, alarm: (random: Random) => boolean): number => {
    const random = seeded(seed)
    return Array.from({ length: copies }, () => alarm(random)).filter(Boolean).length
  }
  test('regions, reps and sources dealt out at random', () => {
    for (const name of ['region', 'owner', 'source'] as const) {
      const { codes, values } = deals.of[name]
      const found = alarms(7, (random) => {
        const { groups } = compare(deals, everybody, { codes: shuffled<Coded['codes']>(codes, random), values }, always, rule)
        return groups.some(({ cells }) => cells.some(({ judgement }) => judgement.startsWith('significantly')))
      })
      expect(found).toBeLessThanOrEqual(most)
    }
  })
  test('fates dealt out at random among what distinguishes deals', () => {
    const members = membersAt(deals, everybody, 3, { stretch: always, rule, redDays: 60 })
    const traits = (['region', 'owner', 'source', 'product'] as const).flatMap((name) =>
      deals.of[name].values.map((value, code) => ({
        key: `${name}:${value}`,
        has: Uint8Array.from(members.deal, (deal) => Number(deals.of[name].codes[deal] === code)),
      })),
    )
    const fates = members.fate.map((fate) => Number(fate === wentOn))
    const found = alarms(8, (random) =>
      testTraits(shuffled(fates, random), traits).tested.some(({ effect }) => effect !== 'could-be-chance'),
    )
    expect(found).toBeLessThanOrEqual(most)
  })
  test('reasons and competitors dealt out at random', () => {
    const { ended } = endings(deals, {
      picks: everybody,
      stretch: always,
      stage: null,
      levelOne: firstReasonOf,
      usualAmount: () => 0,
    })
    const owners = ended.map(({ deal }) => deals.of.owner.values[deals.of.owner.codes[deal]!] ?? '')
    const struck = alarms(9, (random) => strikes(ended, { owner: shuffled(owners, random) }).length > 0)
    expect(struck).toBeLessThanOrEqual(most)
    const decided = decidedIn(deals, everybody, always)
    const named = decided.map(({ lostTo }) => lostTo ?? '')
    const rising = alarms(10, (random) => {
      const dealt = shuffled(named, random)
      const copy = decided.map((one, index) => ({
        ...one,
        lostTo: dealt[index] || null,
        named: dealt[index] ? [dealt[index]!] : [],
      }))
      return rivals(copy).some(({ trend }) => trend === 'rising' || trend === 'falling')
    })
    expect(rising).toBeLessThanOrEqual(most)
  })
  test('late records, people known and next steps dealt out at random', () => {
    const activities = recordedOf(made[0]!)
    const lates = Uint8Array.from(activities, ({ late }) => Number(late))
    const open = openOf(made[0]!)
    const amounts = open.map(({ amountMinor }) => String(amountMinor))
    const owners = open.map(({ owner }) => owner!)
    let [named, sized] = [0, 0]
    const random = seeded(11)
    for (let copy = 0; copy < copies; copy++) {
      const late = shuffled(lates, random)
      const dealt = shuffled(amounts, random)
      const whose = shuffled(owners, random)
      const found = habits(
        asRecorded(activities.map((one, index) => ({ ...one, late: late[index] === 1 }))),
        open.map((deal, index) => ({ ...deal, amountMinor: Number(dealt[index]), owner: whose[index]! })),
        stages,
      )
      const kinds = ['recording', 'threads', 'steps'] as const
      if (kinds.some((kind) => found.owners.some((row) => row[kind].judgement.startsWith('significantly')))) named++
      if (found.size.differs !== 'could-be-chance') sized++
    }
    expect(named).toBeLessThanOrEqual(most)
    expect(sized).toBeLessThanOrEqual(most)
  })
})
