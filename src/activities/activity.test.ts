import { describe, expect, it } from 'vitest'
import { gapsIn, type ActivityGist } from './activity.ts'
import { isLate, liesInFuture } from './lateness.ts'
import { planAfter, planAfterCorrection } from './next-step.ts'

const complete: ActivityGist = {
  customerId: 'customer',
  leadId: null,
  happenedAt: new Date('2026-03-02T09:00:00+08:00'),
  contactIds: ['contact'],
  people: null,
  content: '谈了预算',
  result: '同意下周看方案',
}

describe('time, person, content, result', () => {
  it('is complete with a contact on record, or with people in words', () => {
    expect(gapsIn(complete)).toEqual([])
    expect(gapsIn({ ...complete, contactIds: [], people: '前台和张工' })).toEqual([])
  })

  it('names everything that is missing, in the order of the form', () => {
    const empty = { customerId: null, leadId: null, happenedAt: null, contactIds: [], people: ' ', content: '', result: null }
    expect(gapsIn(empty)).toEqual(['customer', 'time', 'person', 'content', 'result'])
  })

  it('takes the person of a lead as the one spoken to', () => {
    expect(gapsIn({ ...complete, customerId: null, leadId: 'lead', contactIds: [] })).toEqual([])
  })
})

describe('lateness', () => {
  const happened = new Date('2026-03-02T23:30:00+08:00')

  it('is judged by hours, not by calendar days', () => {
    expect(isLate(happened, new Date('2026-03-03T23:30:00+08:00'))).toBe(false)
    expect(isLate(happened, new Date('2026-03-03T23:30:01+08:00'))).toBe(true)
  })

  it('is the same in every time zone', () => {
    expect(isLate(new Date('2026-03-02T16:30:00+01:00'), new Date('2026-03-03T10:30:00-05:00'))).toBe(false)
    expect(isLate(new Date('2026-03-02T16:30:00+01:00'), new Date('2026-03-03T10:31:00-05:00'))).toBe(true)
  })

  it('lets a clock be five minutes ahead, no more', () => {
    const now = new Date('2026-03-02T12:00:00Z')
    expect(liesInFuture(new Date('2026-03-02T12:05:00Z'), now)).toBe(false)
    expect(liesInFuture(new Date('2026-03-02T12:05:01Z'), now)).toBe(true)
  })
})

describe('the plan of a deal', () => {
  const told = { happenedAt: new Date('2026-03-02T12:00:00Z'), nextStep: null, nextStepOn: null, done: false }

  it('becomes the next step that the activity names', () => {
    expect(planAfter(null, { ...told, nextStep: '送样机', nextStepOn: '2026-03-09' })).toEqual({
      step: '送样机',
      on: '2026-03-09',
    })
  })

  it('stays when nothing is said about it, and is empty when the planned step was done', () => {
    expect(planAfter(null, told)).toBeNull()
    expect(planAfter(null, { ...told, done: true })).toEqual({ step: null, on: null })
  })

  it('is not overwritten by an older activity that was written down later', () => {
    const since = new Date('2026-03-03T12:00:00Z')
    expect(planAfter(since, { ...told, nextStep: '送样机' })).toBeNull()
  })

  it('follows a correction only while it is still the plan that the activity made', () => {
    const before = { step: '送样机', on: '2026-03-09' }
    const after = { step: '送样机', on: '2026-03-10' }
    expect(planAfterCorrection(before, before, after)).toEqual(after)
    expect(planAfterCorrection({ step: '开标', on: null }, before, after)).toBeNull()
    expect(planAfterCorrection(before, before, before)).toBeNull()
  })
})
