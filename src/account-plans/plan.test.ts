import { describe, expect, test } from 'vitest'
import { changedParts, isReviewLate, planState, quarterAfter, tidied, type PlanDocument } from './plan.ts'
import { reviewKey, reviewSteps, type OpenReviewTask, type Reviewed } from './review-task.ts'

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

describe('the task of a review', () => {
  const plan = { id: 'p', ownerId: 'li', nextReviewOn: '2026-06-20', isOver: false, reviews: 1 }
  const nothing = { raise: [], move: [], complete: [], withdraw: [] }
  const key = reviewKey('p', 1)
  const open = (change: Partial<OpenReviewTask> = {}, of = key) =>
    new Map([[of, { dueOn: '2026-06-20', madeFor: 'li', assigneeId: 'li', ...change }]])
  const steps = (change: Partial<Reviewed> = {}, tasks = new Map<string, OpenReviewTask>()) =>
    reviewSteps({ ...plan, ...change }, tasks, '2026-06-15')
  test('is made two weeks before its day, once', () => {
    expect(steps()).toEqual({ ...nothing, raise: [key] })
    expect(steps({}, open())).toEqual(nothing)
    expect(steps({ nextReviewOn: '2026-06-29' }).raise).toEqual([key])
    expect(steps({ nextReviewOn: '2026-06-30' })).toEqual(nothing)
  })
  test('is done by the review that is written, and moves with its day and its customer’s owner, not away from whom it was handed to', () => {
    expect(steps({ nextReviewOn: '2026-09-14' }, open({}, reviewKey('p', 0)))).toEqual({
      ...nothing,
      complete: [reviewKey('p', 0)],
    })
    expect(steps({}, open({ dueOn: '2026-06-18' })).move).toEqual([{ key, dueOn: '2026-06-20', from: 'li', to: 'li' }])
    expect(steps({ ownerId: 'chen' }, open()).move).toEqual([{ key, dueOn: '2026-06-20', from: 'li', to: 'chen' }])
    expect(steps({ ownerId: 'chen' }, open({ assigneeId: 'zhao' }))).toEqual(nothing)
  })
  test('goes when the plan is over, has no next review, or its day is far again', () => {
    for (const change of [{ isOver: true }, { nextReviewOn: null }, { nextReviewOn: '2026-09-20' }])
      expect(steps(change, open())).toEqual({ ...nothing, withdraw: [key] })
  })
})
