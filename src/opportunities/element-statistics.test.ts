import { expect, test } from 'vitest'
import type { ElementDefinition } from '../pipelines/element-definition.ts'
import { elementsAtStage } from './element-report.ts'
import { endOf, knownAt, looksAt, type DealPast, type ElementChange } from './element-past.ts'
import { decay, isEnough, learnStage, parsOf } from './element-statistics.ts'
import { elementChance, learnedOf, type StageWeights } from './elements.ts'

const day = 86_400_000
const now = 1000 * day
const text = (it: string) => ({ 'zh-CN': it, 'zh-TW': it, en: it })
const element = (key: string, more: Partial<ElementDefinition> = {}): ElementDefinition => ({
  key,
  name: text(key),
  question: text(key),
  dueStage: 'solution',
  weights: { solution: 12 },
  staleDays: null,
  ...more,
})
const said = (
  key: string,
  state: ElementChange['state'],
  recordedAt: number,
  more: Partial<ElementChange> = {},
): ElementChange => ({
  key,
  state,
  answer: null,
  occurredAt: recordedAt,
  recordedAt,
  ...more,
})
/** A deal that was in the stage from day 10 to day 20 and ended then. */
const past = (id: number, outcome: DealPast['outcome'], changes: ElementChange[], more: Partial<DealPast> = {}): DealPast => ({
  id: String(id),
  outcome,
  closedAt: 20 * day,
  closingRecordedAt: 20 * day,
  bornAt: 0,
  stays: [{ stageId: 's', from: 10 * day, to: 20 * day }],
  changes,
  ...more,
})
const finish = <T>(steps: Generator<undefined, T>): T => {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
const stage = { id: 's', key: 'solution', base: 0.5, pars: {} }
const learn = (definitions: ElementDefinition[], pasts: DealPast[], at = now): StageWeights =>
  finish(learnStage(definitions, stage, ['need', 'solution'], pasts, at))!

test('what is written when the end is known teaches nothing, however it is dated', () => {
  const deal = past(1, 'won', [
    said('budget', 'partial', 5 * day),
    said('budget', 'confirmed', 20 * day, { occurredAt: 1 * day }),
    said('demand', 'confirmed', 300 * day, { occurredAt: null }),
  ])
  expect(knownAt(deal, 999 * day)).toEqual(new Map([['budget', deal.changes[0]]]))
  // the end was entered a week late: what was written after it really happened is no foresight either
  const late = past(1, 'lost', [said('budget', 'unfavourable', 22 * day, { occurredAt: 22 * day })], {
    closingRecordedAt: 27 * day,
  })
  expect(endOf(late)).toBe(20 * day)
  expect(knownAt(late, 999 * day).size).toBe(0)
})

test('what an import brings with a deal is as old as the deal, unless its own date says it came with the end', () => {
  const at = 500 * day
  const brought = past(
    1,
    'won',
    [said('budget', 'confirmed', at, { occurredAt: null }), said('demand', 'partial', at, { occurredAt: 20 * day })],
    {
      bornAt: at,
      closingRecordedAt: at,
    },
  )
  expect([...knownAt(brought, 10 * day).keys()]).toEqual(['budget'])
  expect([...knownAt(brought, 999 * day).keys()]).toEqual(['budget'])
})

test('only what was written by then is known at a moment', () => {
  const deal = past(1, 'won', [
    said('budget', 'partial', 5 * day),
    said('budget', 'confirmed', 15 * day, { occurredAt: 3 * day }),
  ])
  expect(knownAt(deal, 10 * day).get('budget')!.state).toBe('partial')
  expect(knownAt(deal, 15 * day).get('budget')!.state).toBe('confirmed')
  expect(knownAt(deal, 4 * day).size).toBe(0)
})

test('a stay is looked at on entry and every thirty days until it ends', () => {
  const deal = past(1, 'won', [], { closedAt: 110 * day, closingRecordedAt: 110 * day })
  expect(looksAt(deal, { stageId: 's', from: 10 * day, to: 110 * day }).map((at) => at / day)).toEqual([10, 40, 70, 100])
  expect(looksAt(deal, { stageId: 's', from: 10 * day, to: 40 * day }).map((at) => at / day)).toEqual([10])
  expect(looksAt(deal, { stageId: 's', from: null, to: 40 * day })).toEqual([-Infinity])
  expect(looksAt(deal, { stageId: 's', from: 0, to: null })).toHaveLength(4)
})

test('outcomes weigh half for every eighteen months of age', () => {
  expect(decay(now, now)).toBe(1)
  expect(decay(now - 18 * 30.4375 * day, now)).toBeCloseTo(0.5, 10)
  expect(decay(now + day, now)).toBe(1)
  expect(isEnough({ resolved: 19, won: 10 })).toBe(false)
  expect(isEnough({ resolved: 20, won: 5 })).toBe(true)
})

test('without deals there is nothing to learn, and without a word about elements neither', () => {
  expect(finish(learnStage([element('budget')], stage, ['solution'], [], now))).toBeNull()
  expect(finish(learnStage([element('budget')], stage, ['solution'], [past(1, 'won', [])], now))).toBeNull()
})

const mixed = Array.from({ length: 60 }, (_, id) => {
  const known = id % 3 !== 0
  const changes = known ? [said('budget', 'confirmed', 5 * day)] : [said('demand', 'partial', 5 * day)]
  return past(id, (known ? id % 6 !== 1 : id % 6 === 0) ? 'won' : 'lost', changes)
})

test('what goes with winning gains weight, from the configured one on; the same past gives the same weights', () => {
  const learned = learn([element('budget'), element('demand')], mixed, 21 * day)
  const budget = learned.elements['budget']!
  expect(budget.prior).toBeCloseTo(0.48, 10)
  expect(budget.weight).toBeGreaterThan(0.6)
  expect(budget.share).toBeGreaterThan(0.1)
  expect(learned).toMatchObject({ deals: 60, rows: 60 })
  expect(learn([element('budget'), element('demand')], mixed, 21 * day)).toEqual(learned)
  // and the older it is, the closer to what was configured
  expect(
    Math.abs(learn([element('budget'), element('demand')], mixed, 4000 * day).elements['budget']!.weight - 0.48),
  ).toBeLessThan(Math.abs(budget.weight - 0.48))
})

test('a deal weighs the same however often it was looked at', () => {
  const long = mixed.map((each) => ({
    ...each,
    stays: [{ stageId: 's', from: 10 * day, to: 200 * day }],
    closedAt: 200 * day,
    closingRecordedAt: 200 * day,
  }))
  const short = mixed.map((each) => ({ ...each, closedAt: 200 * day, closingRecordedAt: 200 * day }))
  const [once, often] = [learn([element('budget')], short), learn([element('budget')], long)]
  expect(often.rows).toBe(60 * 7)
  expect(often.elements['budget']!.weight).toBeCloseTo(once.elements['budget']!.weight, 6)
})

test('leaks planted at and after the end change no weight and no par', () => {
  const leaking = mixed.map((each) => ({
    ...each,
    changes: [
      ...each.changes,
      said('budget', each.outcome === 'won' ? 'confirmed' : 'unfavourable', 20 * day, { occurredAt: 11 * day }),
      said('demand', each.outcome === 'won' ? 'confirmed' : 'unfavourable', 21 * day, { occurredAt: 2 * day }),
    ],
  }))
  const both = [element('budget'), element('demand')]
  expect(learn(both, leaking)).toEqual(learn(both, mixed))
  expect(parsOf(both, 's', leaking)).toEqual(parsOf(both, 's', mixed))
  expect(elementsAtStage(both, 's', leaking)).toEqual(elementsAtStage(both, 's', mixed))
})

test('par is the mean of what was known on entry, from thirty deals on', () => {
  expect(parsOf([element('budget')], 's', mixed)['budget']).toBeCloseTo(40 / 60, 10)
  expect(parsOf([element('budget')], 's', mixed.slice(0, 29))).toEqual({})
})

const rivals = element('rivals', {
  answers: [
    { key: 'no', name: text('no'), value: 1 },
    { key: 'yes', name: text('yes'), value: -1 },
    { key: 'unknown', name: text('unknown'), value: 0 },
  ],
})
const answered = (['no', 'yes', 'unknown'] as const).flatMap((answer, which) =>
  Array.from({ length: 40 }, (_, id) =>
    past(which * 100 + id, id < [28, 16, 6][which]! ? 'won' : 'lost', [said('rivals', 'partial', 5 * day, { answer })]),
  ),
)

test('every answer has a weight of its own: that nobody knows can be worse than a known rival', () => {
  const weights = learn([rivals], answered, 21 * day)
  const { answers } = weights.elements['rivals']!
  expect(Object.keys(answers!)).toEqual(['no', 'yes', 'unknown', ''])
  expect(answers!['no']!.weight).toBeGreaterThan(answers!['yes']!.weight)
  expect(answers!['yes']!.weight).toBeGreaterThan(answers!['unknown']!.weight)
  expect(answers!['']).toMatchObject({ weight: 0, rows: 0, share: 0 })
  const chance = (answer: string) =>
    elementChance([rivals], [{ key: 'rivals', state: 'partial', answer }], 'solution', 0.5, { order: ['solution'], weights })
  // half way between the even prior and what was seen: .70, .40, .15
  expect(chance('no').chance).toBeGreaterThan(0.6)
  expect(chance('yes').chance).toBeLessThan(0.45)
  expect(chance('unknown').chance).toBeLessThan(0.3)
  expect(chance('unknown').contributions[0]!.gain).toBeGreaterThan(0.3)
  expect(chance('no').contributions[0]!.gain).toBeCloseTo(0, 10)
})

test('learned weights hold only for the configuration that they were learned from', () => {
  const weights = learn([element('budget'), rivals], [...mixed, ...answered], 21 * day)
  expect(learnedOf(element('budget'), 'solution', weights)).toBeDefined()
  expect(learnedOf(element('budget', { weights: { solution: 20 } }), 'solution', weights)).toBeUndefined()
  expect(learnedOf(rivals, 'solution', weights)).toBeDefined()
  expect(
    learnedOf({ ...rivals, answers: rivals.answers!.map((each) => ({ ...each, value: 0.5 })) }, 'solution', weights),
  ).toBeUndefined()
  expect(learnedOf({ ...rivals, answers: undefined }, 'solution', weights)).toBeUndefined()
})

test('the report tells win rates by state, says "too few" under ten deals, and whether the element tells anything', () => {
  const { deals, elements } = elementsAtStage([element('budget'), element('demand')], 's', mixed)
  expect(deals).toBe(60)
  const [budget] = elements
  expect(budget!.states.find(({ state }) => state === 'confirmed')).toMatchObject({
    deals: 40,
    won: 30,
    rate: 0.75,
    tooFew: false,
  })
  expect(budget!.states.find(({ state }) => state === 'partial')).toMatchObject({
    deals: 0,
    rate: null,
    low: 0,
    high: 1,
    tooFew: true,
  })
  expect(elementsAtStage([element('budget')], 's', mixed.slice(0, 9)).elements[0]!.verdict).toBe('too-few')
  expect(elementsAtStage([rivals], 's', answered).elements[0]!.verdict).toBe('tells')
  // nobody has confirmed it yet, and still partly known tells itself from unknown
  const halfKnown = Array.from({ length: 240 }, (_, id) => {
    const known = id % 3 !== 0
    return past(id, (known ? id % 6 !== 1 : id % 6 === 0) ? 'won' : 'lost', known ? [said('budget', 'partial', 5 * day)] : [])
  })
  expect(elementsAtStage([element('budget')], 's', halfKnown).elements[0]!.verdict).toBe('tells')
})
