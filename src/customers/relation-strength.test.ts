import { describe, expect, test } from 'vitest'
import { relationStrength, worth, type Evidence } from './relation-strength.ts'

const contact = (type: Evidence['type'], minutes: number, ageDays: number, direction: Evidence['direction'] = 'two-way') => ({
  type,
  minutes,
  ageDays,
  direction,
})
const history = [
  contact('visit', 90, 5),
  contact('call', 12, 20, 'customer'),
  contact('message', 10, 33),
  contact('email', 5, 40, 'no-reply'),
  contact('meeting', 60, 75),
  contact('visit', 120, 150),
  contact('call', 20, 260),
]

describe('relationship strength', () => {
  test('each contact counts by form, length, direction and age', () => {
    const expected = [8.3331, 1.6265, 0.4478, 0.0735, 3.1748, 3.1498, 0.2205]
    history.forEach((one, at) => expect(worth(one)).toBeCloseTo(expected[at]!, 4))
  })
  test('together they are 52.18', () => {
    const { evidence, regularity, strength } = relationStrength(history)
    expect(evidence).toBeCloseTo(17.0259, 4)
    expect(regularity).toBeCloseTo(4 / 6, 10)
    expect(strength).toBeCloseTo(52.18, 2)
  })
  test('120 silent days later 21.94', () => {
    const { evidence, regularity, strength } = relationStrength(history.map((one) => ({ ...one, ageDays: one.ageDays + 120 })))
    expect(evidence).toBeCloseTo(6.7568, 4)
    expect(regularity).toBeCloseTo(2 / 6, 10)
    expect(strength).toBeCloseTo(21.94, 2)
  })
  test('nobody known is 0, and no mailing makes a relationship', () => {
    expect(relationStrength([])).toEqual({ evidence: 0, regularity: 0, strength: 0 })
    expect(relationStrength([contact('mass-mail', 10, 3, 'no-reply')]).strength).toBe(0)
  })
  test('a contact of unknown length counts as half an hour', () =>
    expect(worth({ type: 'visit', minutes: null, ageDays: 0, direction: 'two-way' })).toBe(5))
})
