import { expect, test } from 'vitest'
import { changedParts, isReviewLate, planState, quarterAfter, tidied, type PlanDocument } from './plan.ts'

const plan: PlanDocument = {
  title: '2026 年度计划',
  fromOn: '2026-01-01',
  throughOn: '2026-12-31',
  nextReviewOn: '2026-04-01',
  goals: [{ id: 'g', text: '成为首选供应商', measure: '占比 40%' }],
  aims: { revenueMinor: 500_000_00, shareNow: 0.2, shareAim: 0.4 },
  products: [{ productId: 'erp', amountMinor: null, share: null }],
  units: [{ id: 'lab', name: '研发中心', customerId: null }],
  cells: [{ productId: 'erp', unitId: 'lab', said: 'aimed', amountMinor: 1, note: '' }],
  team: [],
  resources: [],
}

test('a plan runs until its last day, ends after it, and is closed when somebody says so', () => {
  expect(planState({ throughOn: '2026-06-30', closed: false }, '2026-06-30')).toBe('running')
  expect(planState({ throughOn: '2026-06-30', closed: false }, '2026-07-01')).toBe('ended')
  expect(planState({ throughOn: '2026-06-30', closed: true }, '2026-01-01')).toBe('closed')
})

test('a review is late on the day after its day; of a closed plan none is', () => {
  expect(isReviewLate({ nextReviewOn: '2026-04-01', closed: false }, '2026-04-01')).toBe(false)
  expect(isReviewLate({ nextReviewOn: '2026-04-01', closed: false }, '2026-04-02')).toBe(true)
  expect(isReviewLate({ nextReviewOn: '2026-04-01', closed: true }, '2026-04-02')).toBe(false)
  expect(isReviewLate({ nextReviewOn: null, closed: false }, '2026-04-02')).toBe(false)
})

test('a quarter on is the same day, or the last of a shorter month', () => {
  expect(quarterAfter('2026-01-15')).toBe('2026-04-15')
  expect(quarterAfter('2026-11-30')).toBe('2027-02-28')
  expect(quarterAfter('2027-11-30')).toBe('2028-02-29')
})

test('what is said of a product or unit goes with it, and nobody is on the team twice', () => {
  expect(tidied({ ...plan, units: [] }).cells).toEqual([])
  expect(tidied({ ...plan, products: [] }).cells).toEqual([])
  const twice = [
    { memberId: 'li', duty: '技术' },
    { memberId: 'li', duty: '负责人' },
  ]
  expect(tidied({ ...plan, team: twice }).team).toEqual([{ memberId: 'li', duty: '负责人' }])
})

test('two versions name the parts they differ in', () => {
  expect(changedParts(plan, plan)).toEqual([])
  expect(changedParts(plan, { ...plan, cells: [{ note: '', amountMinor: 1, said: 'aimed', unitId: 'lab', productId: 'erp' }] })).toEqual([]) // prettier-ignore
  expect(changedParts(plan, { ...plan, nextReviewOn: null, cells: [], aims: { ...plan.aims, shareAim: 0.5 } })).toEqual([
    'head',
    'goals',
    'cells',
  ])
})
