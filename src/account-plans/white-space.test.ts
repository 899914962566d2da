import { expect, test } from 'vitest'
import { aimedOf, coverageOf, unitOf, whiteSpace, type PlanDeal, type SaidCell } from './white-space.ts'

const units = [
  { id: 'east', customerId: 'subsidiary' },
  { id: 'lab', customerId: null },
]
const deal = (given: Partial<PlanDeal>): PlanDeal => ({
  id: 'd',
  customerId: 'group',
  productId: 'erp',
  unitId: null,
  isWon: true,
  amountMinor: 100,
  ...given,
})
const said = (given: Partial<SaidCell>): SaidCell => ({
  productId: 'erp',
  unitId: null,
  said: 'aimed',
  amountMinor: 500,
  note: '',
  ...given,
})
const states = (deals: PlanDeal[], words: SaidCell[] = []) =>
  Object.fromEntries(
    whiteSpace(['erp', 'mes'], units, words, deals).map(({ productId, unitId, state }) => [
      `${productId} ${unitId ?? '–'}`,
      state,
    ]),
  )

test('a deal stands at the subsidiary whose it is, at the unit it was given to, else at the company itself', () => {
  expect(unitOf(deal({ customerId: 'subsidiary', unitId: 'lab' }), units)).toBe('east')
  expect(unitOf(deal({ unitId: 'lab' }), units)).toBe('lab')
  expect(unitOf(deal({ unitId: 'closed-down' }), units)).toBe(null)
  expect(unitOf(deal({ unitId: 'east' }), units)).toBe(null)
})

test('what was bought stands before what is on the way, that before what people say, and silence is not knowing', () => {
  expect(states([])).toEqual({
    'erp –': 'unknown',
    'erp east': 'unknown',
    'erp lab': 'unknown',
    'mes –': 'unknown',
    'mes east': 'unknown',
    'mes lab': 'unknown',
  })
  const deals = [deal({}), deal({ id: 'o', isWon: false }), deal({ id: 'e', customerId: 'subsidiary', isWon: false })]
  const words = [said({}), said({ unitId: 'lab', said: 'not-for-them' }), said({ productId: 'mes' })]
  expect(states(deals, words)).toMatchObject({
    'erp –': 'bought',
    'erp east': 'open',
    'erp lab': 'not-for-them',
    'mes –': 'aimed',
  })
})

test('a cell that was bought keeps what is on the way and what is aimed at beside it', () => {
  const [cell] = whiteSpace(['erp'], [], [said({})], [deal({}), deal({ id: 'o', isWon: false, amountMinor: null })])
  expect(cell).toMatchObject({
    state: 'bought',
    won: { deals: 1, amountMinor: 100 },
    open: { deals: 1, amountMinor: 0 },
    aimedMinor: 500,
    dealIds: ['d', 'o'],
  })
})

test('coverage leaves out what is not for them; nothing possible has none', () => {
  const { counts, share } = coverageOf(
    whiteSpace(['erp', 'mes'], units, [said({ unitId: 'lab', said: 'not-for-them' })], [deal({})]),
  )
  expect([counts.bought, counts.unknown, counts['not-for-them'], share]).toEqual([1, 4, 1, 0.2])
  expect(coverageOf([{ state: 'not-for-them' }]).share).toBe(null)
  expect(aimedOf([said({}), said({ said: 'not-for-them' }), said({ amountMinor: null })])).toBe(500)
})
