import { describe, expect, test } from 'vitest'
import { defaultMatrix } from './quality-matrix.ts'
import { differs, hasMoved, judgeStanding, type HouseRules, type Judging } from './standing.ts'

const facts: Judging['facts'] = {
  industry: '电子制造',
  mainBusiness: null,
  headcountBand: null,
  headcount: null,
  itShare: null,
  revenueMinor: null,
  revenueTrend: null,
  goals: null,
  standing: null,
  region: null,
  expectsReasonably: null,
  buysAgain: null,
  isLighthouse: false,
  largestDealMinor: null,
}
const profile = {
  mandatory: ['industry' as const],
  criteria: [
    { field: 'industry' as const, operator: 'one-of' as const, values: ['电子制造'], number: null, weight: 1, knockOut: false },
  ],
  premium: { revenueMinor: null, dealMinor: null },
}
const rules: HouseRules = { profile, keepsStated: true, matrix: defaultMatrix }
const ties = { strength: 40, answered: 5, answeredDays: 5, trustedUntil: null }
const plain: Judging = { facts, ties, stated: 'potential', overrides: { level: null, relationship: null } }
const today = '2026-06-30'

describe('where a customer stands', () => {
  const first = judgeStanding(plain, null, rules, today)
  test('is judged by profile, contacts and matrix together', () => {
    expect(first).toMatchObject({
      newlyStated: null,
      standing: { level: 'target', relationship: 'familiar', grade: 3, knownWellSince: null },
    })
    expect(
      differs(first.standing, judgeStanding({ ...plain, stated: 'target' }, first.standing, rules, '2026-07-01').standing),
    ).toBe(false)
  })
  test('an override holds, and the proposal stays visible', () => {
    const { standing } = judgeStanding(
      { ...plain, overrides: { level: 'strategic', relationship: 'partner' } },
      null,
      rules,
      today,
    )
    expect(standing).toMatchObject({
      level: 'strategic',
      proposed: 'target',
      relationship: 'partner',
      kept: 'familiar',
      grade: 1,
    })
    expect(hasMoved(first.standing, standing)).toBe(true)
  })
  test('a level that somebody stated since holds over the rule and over an older override', () =>
    expect(
      judgeStanding(
        { ...plain, stated: 'premium', overrides: { level: 'strategic', relationship: null } },
        first.standing,
        rules,
        today,
      ),
    ).toMatchObject({
      newlyStated: 'premium',
      standing: { level: 'premium', proposed: 'target' },
    }))
  test('what agrees with the rule is no override', () =>
    expect(judgeStanding({ ...plain, stated: 'target' }, null, rules, today).newlyStated).toBe(null))
  test('without a profile people state levels', () => {
    const without = judgeStanding({ ...plain, stated: 'premium' }, null, { ...rules, profile: null }, today)
    expect(without).toMatchObject({ newlyStated: null, standing: { level: 'premium', proposed: null, grade: 2 } })
    const kept = judgeStanding({ ...plain, stated: 'premium' }, without.standing, rules, today)
    expect(kept).toMatchObject({ newlyStated: 'premium', standing: { level: 'premium' } })
    const anew = judgeStanding({ ...plain, stated: 'premium' }, without.standing, { ...rules, keepsStated: false }, today)
    expect(anew).toMatchObject({ newlyStated: null, standing: { level: 'target' } })
  })
  test('a potential customer known well is counted from the day it was', () => {
    const unknown = { ...plain, facts: { ...facts, industry: null } }
    const { standing } = judgeStanding(unknown, null, rules, today)
    expect(standing).toMatchObject({ level: 'potential', grade: null, knownWellSince: today })
    expect(judgeStanding(unknown, standing, rules, '2026-07-20').standing.knownWellSince).toBe(today)
    expect(judgeStanding(plain, standing, rules, '2026-07-20').standing.knownWellSince).toBe(null)
  })
})
