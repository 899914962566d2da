import { expect, test } from 'vitest'
import type { ElementState } from '../pipelines/criteria.ts'
import { usualElements } from '../pipelines/templates/usual-elements.ts'
import { contradictionCodes, contradictionsOf, type DealRecord } from './element-contradictions.ts'
import { words } from './words/elements.ts'

const order = ['lead-capture', 'need-discovery', 'solution', 'negotiation', 'closing']
/** A deal in which everything that is said is on record too. */
const sound: DealRecord = {
  stageKey: 'negotiation',
  order,
  today: '2026-11-22',
  amountMinor: 100,
  expectedCloseOn: '2026-12-01',
  contacts: [
    { role: 'decider', attitude: 'neutral' },
    { role: 'user', attitude: 'supporter' },
  ],
  deciderMet: true,
  offersOnPaper: 1,
  lastDealLostTo: null,
  evidenceGone: [],
  chance: 0.5,
  ownProbability: 0.6,
}
const all = (state: ElementState) => usualElements.map(({ key }) => ({ key, state }))
const found = (record: Partial<DealRecord>, state: ElementState = 'confirmed') =>
  contradictionsOf(usualElements, all(state), { ...sound, ...record })
const codes = (record: Partial<DealRecord>, state?: ElementState) => found(record, state).map(({ code }) => code)

test('a deal whose record bears out what is said has none, and neither has one of which nothing is known', () => {
  expect(codes({})).toEqual([])
  expect(
    codes({ amountMinor: null, expectedCloseOn: null, contacts: [], deciderMet: false, offersOnPaper: 0 }, 'unknown'),
  ).toEqual([])
  expect(codes({ amountMinor: null, contacts: [] }, 'partial')).toEqual([])
})

test('each is found by what is missing, and by nothing else', () => {
  expect(codes({ amountMinor: null })).toEqual(['budget-without-amount'])
  expect(codes({ amountMinor: 0 })).toEqual(['budget-without-amount'])
  expect(codes({ deciderMet: false })).toEqual(['decider-never-met'])
  expect(
    codes({
      contacts: [
        { role: 'user', attitude: 'supporter' },
        { role: 'coach', attitude: null },
      ],
    }),
  ).toEqual(['access-without-decider'])
  expect(codes({ contacts: sound.contacts.map((each) => ({ ...each, attitude: null })) })).toEqual(['champion-without-supporter'])
  expect(codes({ contacts: [{ role: 'decider', attitude: 'supporter' }] })).toEqual(['chain-without-roles'])
  expect(codes({ expectedCloseOn: null })).toEqual(['timing-without-date'])
  expect(codes({ expectedCloseOn: '2026-11-21' })).toEqual(['timing-past'])
  expect(codes({ expectedCloseOn: '2026-11-22' })).toEqual([])
  expect(codes({ lastDealLostTo: '巨浪' })).toEqual(['competition-lost-before'])
  expect(codes({ offersOnPaper: 0 })).toEqual(['terms-without-paper'])
  expect(codes({ evidenceGone: ['budget', 'gone-from-the-pipeline'] })).toEqual(['evidence-gone'])
  expect(codes({ ownProbability: 0.79 })).toEqual([])
  expect(codes({ ownProbability: 0.85 })).toEqual(['own-chance-apart'])
  expect(codes({ ownProbability: 0.85, chance: null })).toEqual([])
})

test('what stands against us is told once it is due', () => {
  expect(found({ stageKey: 'need-discovery' }, 'unfavourable').map(({ element }) => element)).toEqual([
    'demand',
    'budget',
    'decision-chain',
    'timing',
  ])
  expect(found({ stageKey: 'lead-capture' }, 'unfavourable')).toEqual([])
})

test('a pipeline with other elements has only what concerns any element', () => {
  const other = [{ ...usualElements[0]!, key: 'sample' }]
  const bare = { ...sound, amountMinor: null, expectedCloseOn: null, contacts: [], offersOnPaper: 0 }
  expect(contradictionsOf(other, [...all('confirmed'), { key: 'sample', state: 'confirmed' }], bare)).toEqual([])
})

test('every one of them has its sentence and its way to mend', () => {
  const everything = [
    ...found({
      amountMinor: null,
      contacts: [],
      expectedCloseOn: null,
      lastDealLostTo: '巨浪',
      offersOnPaper: 0,
      evidenceGone: ['budget'],
      ownProbability: 0.95,
    }),
    ...found({ deciderMet: false, expectedCloseOn: '2026-01-01' }),
    ...found({}, 'unfavourable'),
  ]
  expect([...new Set(everything.map(({ code }) => code))].sort()).toEqual([...contradictionCodes].sort())
  for (const { code, mend } of everything) {
    expect(words['zh-CN']).toHaveProperty([`contradiction.${code}`])
    expect(words['zh-CN']).toHaveProperty([mend.kind === 'element' ? 'mend.element' : `mend.${mend.kind}.${mend.key}`])
  }
})
