import { describe, expect, test } from 'vitest'
import { judgeRelationship, proposeRelationship, type Ties } from './relationship.ts'

const today = '2026-06-30'
const ties = (given: Partial<Ties>): Ties => ({ strength: 0, answered: 5, answeredDays: 5, trustedUntil: null, ...given })
const propose = (given: Partial<Ties>) => proposeRelationship(ties(given), today)

describe('the relationship that contacts speak for', () => {
  test('nobody answered ever: untouched, however often we wrote', () =>
    expect(propose({ strength: 80, answered: 0, answeredDays: 0 })).toBe('untouched'))
  test('met without leaning: neutral', () => expect(propose({ strength: 29.9 })).toBe('neutral'))
  test('familiar takes strength 30, three contacts and two days', () => {
    expect(propose({ strength: 30, answered: 3, answeredDays: 2 })).toBe('familiar')
    expect(propose({ strength: 50, answered: 2, answeredDays: 2 })).toBe('neutral')
    expect(propose({ strength: 50, answered: 3, answeredDays: 1 })).toBe('neutral')
  })
  test('contact alone is no firm trust: a partner has proved it', () => {
    expect(propose({ strength: 95 })).toBe('familiar')
    expect(propose({ strength: 60, trustedUntil: '2026-06-30' })).toBe('partner')
    expect(propose({ strength: 60, trustedUntil: '2026-06-29' })).toBe('familiar')
    expect(propose({ strength: 59.9, trustedUntil: '2027-01-01' })).toBe('familiar')
  })
})

describe('what becomes of it day by day', () => {
  const familiar = { relationship: 'familiar', belowSince: null } as const
  test('it is raised at once', () =>
    expect(judgeRelationship(ties({ strength: 40 }), { relationship: 'neutral', belowSince: null }, today)).toEqual(familiar))
  test('25 to 30 holds, below 25 begins to count', () => {
    expect(judgeRelationship(ties({ strength: 25 }), familiar, today)).toEqual(familiar)
    expect(judgeRelationship(ties({ strength: 21.94 }), familiar, today)).toEqual({ relationship: 'familiar', belowSince: today })
  })
  test('at 21.94 it is neutral after 30 days, not after 29', () => {
    const below = { relationship: 'familiar', belowSince: today } as const
    expect(judgeRelationship(ties({ strength: 21.94 }), below, '2026-07-29')).toEqual(below)
    expect(judgeRelationship(ties({ strength: 21.94 }), below, '2026-07-30')).toEqual({
      relationship: 'neutral',
      belowSince: null,
    })
  })
  test('a recovery forgets the days below', () =>
    expect(judgeRelationship(ties({ strength: 27 }), { relationship: 'familiar', belowSince: '2026-06-05' }, today)).toEqual(
      familiar,
    ))
  test('a partner falls by one step and waits again', () => {
    const partner = { relationship: 'partner', belowSince: '2026-05-01' } as const
    expect(judgeRelationship(ties({ strength: 10, trustedUntil: '2027-01-01' }), partner, today)).toEqual({
      relationship: 'familiar',
      belowSince: today,
    })
  })
  test('a partner whose proof has lapsed has 30 days to bring another', () => {
    const partner = { relationship: 'partner', belowSince: null } as const
    const lapsed = ties({ strength: 80, trustedUntil: '2026-06-29' })
    expect(judgeRelationship(lapsed, partner, today)).toEqual({ relationship: 'partner', belowSince: today })
    expect(judgeRelationship(lapsed, { ...partner, belowSince: '2026-05-31' }, today)).toEqual({
      relationship: 'familiar',
      belowSince: null,
    })
  })
  test('when the only contacts turn out to be a mistake it is untouched at once', () =>
    expect(judgeRelationship(ties({ answered: 0 }), familiar, today)).toEqual({ relationship: 'untouched', belowSince: null }))
})
