import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contendersOf } from './contenders.ts'
import {
  actionKinds,
  chanceItWorks,
  fitting,
  freeMinutes,
  inOrder,
  planDay,
  seedOf,
  valued,
  type ActionKind,
  type Candidate,
} from './next-best-actions.ts'

const action = (key: string, kind: ActionKind, k: number, now: number, after: number, works: number, minutes: number, boost = 1, dealId: string | null = key): Candidate => ({
  key,
  kind,
  dealId,
  amountMinor: k,
  margin: 0.4,
  now,
  after,
  works,
  minutes,
  boost,
}) // prettier-ignore

const decider = action('约决策人', 'decider', 400, 0.35, 0.52, 0.35, 90)
const budget = action('确认预算', 'confirm', 150, 0.45, 0.6, 0.6, 30)
const revive = action('激活', 'revive', 300, 0.15, 0.25, 0.25, 45)
const lead = action('新线索', 'first-reply', 60, 0.08, 0.12, 0.9, 10, 1.5, null)
const old = action('老客户', 'old-customer', 100, 0.1, 0.14, 0.7, 20, 1, null)
const all = [decider, budget, revive, lead, old]

describe('the value of an action', () => {
  it('is what it is expected to bring per hour', () => {
    const figures = all.map((candidate) => {
      const { value, perHour } = valued(candidate)
      return [candidate.key, Number(value.toFixed(4)), Number(perHour.toFixed(3))]
    })
    expect(figures).toEqual([
      ['约决策人', 9.52, 6.347],
      ['确认预算', 5.4, 10.8],
      ['激活', 3, 4],
      ['新线索', 0.864, 7.776],
      ['老客户', 1.12, 3.36],
    ])
  })

  it('puts them in this order: 预算, 新线索, 决策人, 激活, 老客户', () => {
    expect(inOrder(all, 1).map(({ candidate }) => candidate.key)).toEqual(['确认预算', '新线索', '约决策人', '激活', '老客户'])
  })

  it('is at most doubled by a deadline, and nothing where there is nothing to gain', () => {
    expect(valued({ ...lead, boost: 5 }).perHour).toBeCloseTo(valued({ ...lead, boost: 2 }).perHour)
    expect(valued({ ...budget, after: 0.4 }).value).toBe(0)
  })
})

describe('how often an action works', () => {
  it('begins as a guess and follows what was tried', () => {
    expect(chanceItWorks('confirm', { successes: 0, tries: 0 })).toBe(0.6)
    expect(chanceItWorks('decider', { successes: 9, tries: 12 })).toBeCloseTo((9 + 8 * 0.35) / 20)
    expect(chanceItWorks('revive', { successes: 0, tries: 1000 })).toBeLessThan(0.01)
  })
})

describe('the day', () => {
  it('has 408 minutes to plan, less what is booked', () => {
    expect([freeMinutes(0), freeMinutes(100), freeMinutes(500)]).toEqual([408, 308, 0])
  })

  it('is filled by value per hour while there is time', () => {
    expect(planDay(all, 408, 1).map(({ candidate }) => candidate.key)).toEqual([
      '确认预算',
      '新线索',
      '约决策人',
      '激活',
      '老客户',
    ])
    // 140 minutes: after budget, lead and decider ten are left; the decider makes room for the old customer
    expect(planDay(all, 140, 1).map(({ candidate }) => candidate.key)).toEqual(['确认预算', '新线索', '老客户'])
    expect(planDay(all, 15, 1).map(({ candidate }) => candidate.key)).toEqual(['新线索'])
    expect(planDay(all, 0, 1)).toEqual([])
  })

  it('has at most three actions of one deal', () => {
    const many = Array.from({ length: 6 }, (_, at) => ({ ...budget, key: `要素 ${at}`, dealId: 'one deal' }))
    expect(planDay(many, 408, 1)).toHaveLength(3)
  })

  it('keeps most of the day for selling, however much is overdue', () => {
    const musts = Array.from({ length: 40 }, (_, at) => ({ at, minutes: 30 }))
    expect(fitting(musts)).toMatchObject({ minutes: 240 })
    expect(fitting([{ minutes: 400 }]).today).toHaveLength(1)
    expect(fitting([])).toEqual({ today: [], minutes: 0 })
  })

  it('changes the places of one near-tie in twenty, the same ones on every reload', () => {
    const equal = Array.from({ length: 200 }, (_, at) =>
      action(`a${String(at).padStart(3, '0')}`, 'confirm', 100, 0.4, 0.5, 0.5, 30),
    )
    const keys = (seed: number) => inOrder(equal, seed).map(({ candidate }) => candidate.key)
    expect(keys(7)).toEqual(keys(7))
    const moved = Array.from({ length: 50 }, (_, seed) => keys(seed).filter((key, at) => key !== equal[at]!.key).length / 2)
    const share = moved.reduce((sum, swaps) => sum + swaps, 0) / (50 * 199)
    expect(share).toBeGreaterThan(0.04)
    expect(share).toBeLessThan(0.06)
  })

  it('never exceeds its minutes and never drops the only old customer', () => {
    const candidate = fc.record({
      kind: fc.constantFrom(...actionKinds),
      dealId: fc.constantFrom('a', 'b', 'c', null),
      amountMinor: fc.integer({ min: 1, max: 1000 }),
      minutes: fc.integer({ min: 5, max: 120 }),
    })
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 15 }), fc.integer({ min: 0, max: 408 }), (given, minutes) => {
        const list = given.map((one, at): Candidate => ({
          ...one,
          key: String(at),
          margin: 1,
          now: 0.2,
          after: 0.3,
          works: 0.5,
          boost: 1,
        }))
        const plan = planDay(list, minutes, seedOf('somebody'))
        expect(plan.reduce((sum, each) => sum + each.candidate.minutes, 0)).toBeLessThanOrEqual(minutes)
        for (const deal of ['a', 'b', 'c'])
          expect(plan.filter(({ candidate: { dealId } }) => dealId === deal).length).toBeLessThanOrEqual(3)
        const best = inOrder(list, seedOf('somebody')).find(({ candidate: { kind } }) => kind === 'old-customer')
        if (best && best.candidate.minutes <= minutes)
          expect(plan.some(({ candidate: { kind } }) => kind === 'old-customer')).toBe(true)
      }),
    )
  })
})

describe('what contends for a day', () => {
  const works = (kind: ActionKind): number => ({ confirm: 0.6, decider: 0.35, revive: 0.25 })[kind as 'confirm'] ?? 0
  const minutes: Partial<Record<ActionKind, number>> = { confirm: 30, decider: 90, revive: 45 }
  // neighbours differ by more than a near-tie, so that chance changes no places
  const worths = fc.uniqueArray(fc.integer({ min: 0, max: 250 }), { minLength: 1, maxLength: 200 })
  const kinds = ['confirm', 'confirm', 'confirm', 'decider', 'revive'] as const
  it('leaves every day as it would be of all there is', () => {
    fc.assert(
      fc.property(worths, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 408 }), (steps, dealCount, free) => {
        const deals = Array.from({ length: dealCount }, (_, deal) => ({
          id: `${deal}`,
          amountMinor: 1,
          chances: steps.flatMap((step, at) => {
            const kind = kinds[at % kinds.length]!
            // worth per hour 1.12^step, whatever the kind
            const after = (1.12 ** step * minutes[kind]!) / works(kind)
            return (at * 7) % dealCount === deal ? [{ kind, element: `${at}`, partial: false, now: 0, after }] : []
          }),
        }))
        const linesOf = (
          chosen: { deal: { id: string }; chance: { kind: ActionKind; element: string | null; after: number } }[],
        ) =>
          chosen.map(({ deal, chance: { kind, element, after } }) =>
            action(`${element}`, kind, 1, 0, after, works(kind), minutes[kind]!, 1, deal.id),
          )
        const all = deals.flatMap((deal) => deal.chances.map((chance) => ({ deal, chance })))
        const keysOf = (lines: Candidate[]) => planDay(lines, free, 1).map(({ candidate }) => candidate.key)
        expect(keysOf(linesOf(contendersOf(deals, works, () => false)))).toEqual(keysOf(linesOf(all)))
      }),
    )
  })
  it('is not what rests', () => {
    const chances = [{ kind: 'confirm' as const, element: 'budget', partial: false, now: 0.1, after: 0.2 }]
    expect(contendersOf([{ id: 'd', amountMinor: 5, chances }], works, () => true)).toEqual([])
  })
})
