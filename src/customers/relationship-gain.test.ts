import { describe, expect, test } from 'vitest'
import { nextStep, raisedBy, strengthBefore } from './relationship-gain.ts'
import { relationStrength, type Evidence } from './relation-strength.ts'

const today = '2026-06-30'
const visit = (ageDays: number): Evidence => ({ type: 'visit', minutes: 60, ageDays, direction: 'two-way' })

describe('what would raise a relationship', () => {
  test('a visit raises more than a call, and both more than nothing', () => {
    const contacts = [visit(20), visit(70)]
    const { strength } = relationStrength(contacts)
    expect(raisedBy(contacts, 'call', 15)).toBeGreaterThan(strength)
    expect(raisedBy(contacts, 'visit', 90)).toBeGreaterThan(raisedBy(contacts, 'call', 15))
  })
  test('the past is told from the contacts of then', () => {
    const contacts = [visit(0), visit(100)]
    expect(strengthBefore(contacts, 100)).toBeCloseTo(relationStrength([visit(0)]).strength, 10)
    expect(strengthBefore(contacts, 101)).toBe(0)
  })
  test('the next step names strength, contacts, days and trust that are missing', () => {
    expect(nextStep({ strength: 0, answered: 0, answeredDays: 0, trustedUntil: null }, 'untouched', today)).toEqual({
      relationship: 'neutral', strength: null, contacts: 1, days: 1, needsTrust: false,
    }) // prettier-ignore
    expect(nextStep({ strength: 22, answered: 2, answeredDays: 1, trustedUntil: null }, 'neutral', today)).toEqual({
      relationship: 'familiar', strength: 30, contacts: 1, days: 1, needsTrust: false,
    }) // prettier-ignore
    expect(nextStep({ strength: 70, answered: 9, answeredDays: 2, trustedUntil: '2026-06-29' }, 'familiar', today)).toEqual({
      relationship: 'partner', strength: null, contacts: 0, days: 0, needsTrust: true,
    }) // prettier-ignore
    expect(nextStep({ strength: 70, answered: 9, answeredDays: 2, trustedUntil: null }, 'partner', today)).toBe(null)
  })
})
