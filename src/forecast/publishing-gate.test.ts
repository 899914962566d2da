import { expect, it } from 'vitest'
import { publishingGate } from './publishing-gate.ts'

const good = { outcomes: 200, won: 80, candidate: 0.5, present: 0.52, baseRate: 0.67 }

it('publishes what is one per cent better than the present model and better than the base rate', () => {
  expect(publishingGate(good)).toEqual({ publish: true, reason: null })
  expect(publishingGate({ ...good, candidate: 0.52 * 0.99 })).toEqual({ publish: true, reason: null })
})

it('keeps the old one otherwise, and says why', () => {
  expect(publishingGate({ ...good, outcomes: 99, won: 50 }).reason).toBe('too-few-outcomes')
  expect(publishingGate({ ...good, won: 19 }).reason).toBe('too-few-of-a-kind')
  expect(publishingGate({ ...good, won: 181 }).reason).toBe('too-few-of-a-kind')
  expect(publishingGate({ ...good, candidate: 0.516 }).reason).toBe('not-better')
  expect(publishingGate({ ...good, candidate: 0.671, present: 0.69 }).reason).toBe('not-better-than-base-rate')
  expect(publishingGate({ ...good, candidate: Number.NaN }).publish).toBe(false)
})
