import { beforeAll, describe, expect, test } from 'vitest'
import { checkedHistory } from '../../test/factories/checked-deals.ts'
import { demoCompany, type DemoCompany } from '../demo/demo-company.ts'
import { troubles } from '../demo/troubles.ts'
import { foldHistory } from '../opportunities/stage-history.ts'
import { type Random, seeded } from '../platform/random.ts'
import { census } from './census.ts'
import { compare } from './compare.ts'
import { type Coded, columns, type Deals } from './deals.ts'
import { decidedIn, endings } from './endings.ts'
import type { Rule } from './gate.ts'
import { membersAt } from './gate-members.ts'
import { learnHorizons } from './horizon.ts'
import { always } from './pick.ts'
import { reachedAt } from './reach.ts'
import { strikes } from './reasons.ts'
import { rivals } from './rivals.ts'
import { stageTimes } from './stage-time.ts'
import { testTraits } from './traits.ts'

const now = Date.parse('2026-11-20T07:30:00Z')
const dayMs = 86_400_000
const stages = 6

let company: DemoCompany
let deals: Deals
let rule: Rule
let everybody: Uint8Array
beforeAll(() => {
  company = demoCompany({ seed: 1, now, timeZone: 'Asia/Shanghai' })
  const six = company.deals.filter(({ pipeline }) => pipeline === 'b2b-six-stages')
  deals = columns(
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
  everybody = new Uint8Array(deals.size).fill(1)
  rule = { counting: 'implied', horizons: learnHorizons(deals, everybody, reachedAt(deals, 'implied'), now), now }
}, 60_000)

const since = (days: number) => ({ from: now - days * dayMs, to: now })
const lowCells = (by: Coded, stretch = always) =>
  compare(deals, everybody, by, stretch, rule).groups.flatMap(({ value, cells }) =>
    cells.filter(({ judgement }) => judgement === 'significantly-low').map(({ stage }) => `${value}/${stage}`),
  )

describe('the check-up of the demo company finds what is wrong in it', () => {
  test('华南 loses deals in 方案制定 since five months, and no other region does', () => {
    const { region, position, sinceDays } = troubles.weakStage
    expect(lowCells(deals.of.region, since(sinceDays))).toEqual([`${region}/${position}`])
    const before = compare(deals, everybody, deals.of.region, { from: now - 548 * dayMs, to: now - sinceDays * dayMs }, rule)
    const cell = before.groups.find(({ value }) => value === region)!.cells[position - 1]!
    expect(cell.judgement).toBe('could-be-chance')
  })
  test('its losses there go to competitors and missing features', () => {
    const { ended } = endings(deals, {
      picks: everybody,
      stretch: since(150),
      stage: 3,
      levelOne: (reason) => reason,
      usualAmount: () => 0,
    })
    const found = strikes(ended, {
      region: ended.map(({ deal }) => deals.of.region.values[deals.of.region.codes[deal]!] ?? null),
    })
    for (const { value } of found) expect(value).toBe(troubles.weakStage.region)
  })
  test('advertising brings the poorest deals', () => {
    const low = lowCells(deals.of.source)
    expect(low).toEqual(expect.arrayContaining([`${troubles.poorSource.key}/1`, `${troubles.poorSource.key}/2`]))
    expect(low.every((cell) => cell.startsWith(troubles.poorSource.key))).toBe(true)
  })
  test('one competitor is in ever more of the losses', () => {
    const found = rivals(decidedIn(deals, everybody, always))
    expect(found.filter(({ trend }) => trend === 'rising').map(({ competitor }) => competitor)).toEqual([
      String(troubles.rising.competitor),
    ])
    // competitors are written down on losses only: of win rates nothing is said
    for (const { judgement } of found) expect(judgement).toBe('no-benchmark')
  })
  test('deals are stuck, most in 需求挖掘', () => {
    const times = stageTimes(deals, {
      picks: everybody,
      stretch: always,
      now,
      manual: () => ({ amberDays: null, redDays: null }),
    })
    const stuck = times.map(({ open }) => open.filter(({ level }) => level === 'red' || level === 'forced').length)
    expect(stuck.indexOf(Math.max(...stuck)) + 1).toBe(2)
    expect(times.slice(0, 5).every(({ limits }) => limits.source === 'learned')).toBe(true)
  })
  test('sixty deals of a branch came without dates', () => {
    const { unknownEntry } = census(deals, everybody, always, rule)
    expect(unknownEntry).toBeGreaterThan(troubles.imported.count * 0.8)
    expect(unknownEntry).toBeLessThanOrEqual(troubles.imported.count)
  })
})

describe('noise is called noise: in 200 shuffled copies no more false alarms than the level says', () => {
  const copies = 200
  /** Of independent copies at a level of .10, more than this is seen once in a thousand. */
  const most = copies * 0.1 + 3.1 * Math.sqrt(copies * 0.09)
  function shuffled<T extends Int32Array | Uint8Array | string[]>(values: T, random: Random): T {
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
        const { groups } = compare(deals, everybody, { codes: shuffled(codes, random), values }, always, rule)
        return groups.some(({ cells }) => cells.some(({ judgement }) => judgement.startsWith('significantly')))
      })
      expect(found).toBeLessThanOrEqual(most)
    }
  })
  test('fates dealt out at random among what distinguishes deals', () => {
    const { members } = membersAt(deals, everybody, 3, { stretch: always, rule, redDays: 60 })
    const traits = (['region', 'owner', 'source', 'product'] as const).flatMap((name) =>
      deals.of[name].values.map((value, code) => ({
        key: `${name}:${value}`,
        has: Uint8Array.from(members, ({ deal }) => Number(deals.of[name].codes[deal] === code)),
      })),
    )
    const fates = Uint8Array.from(members, ({ fate }) => Number(fate === 'wentOn'))
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
      levelOne: (reason) => reason,
      usualAmount: () => 0,
    })
    const owners = ended.map(({ deal }) => deals.of.owner.values[deals.of.owner.codes[deal]!] ?? '')
    const struck = alarms(9, (random) => strikes(ended, { owner: shuffled(owners, random) }).length > 0)
    expect(struck).toBeLessThanOrEqual(most)
    const decided = decidedIn(deals, everybody, always)
    const named = decided.map(({ competitor }) => competitor ?? '')
    const rising = alarms(10, (random) => {
      const dealt = shuffled(named, random)
      const copy = decided.map((one, index) => ({ ...one, competitor: dealt[index] || null }))
      return rivals(copy).some(({ trend }) => trend === 'rising' || trend === 'falling')
    })
    expect(rising).toBeLessThanOrEqual(most)
  })
})
