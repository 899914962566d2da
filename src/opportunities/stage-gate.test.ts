import { describe, expect, test } from 'vitest'
import { checkMove, checkOutcome, checkReopening, checkUndo } from './stage-gate.ts'

const deal = { status: 'open' as const, stageId: 'solution', stagePosition: 3 }
const stage = (position: number) => ({ id: position === 3 ? 'solution' : `stage-${position}`, position })

describe('a move', () => {
  test('to the next stage is an advance, further on a skip', () => {
    expect(checkMove(deal, stage(4), undefined)).toEqual({ ok: true, value: 'advance' })
    expect(checkMove(deal, stage(6), undefined)).toEqual({ ok: true, value: 'skip' })
  })
  test('back needs a reason in words', () => {
    expect(checkMove(deal, stage(2), '  ')).toMatchObject({ ok: false, refusal: { code: 'reason-required' } })
    expect(checkMove(deal, stage(2), '客户换了负责人')).toEqual({ ok: true, value: 'back' })
  })
  test('to where it is, or after the end, is none', () => {
    expect(checkMove(deal, stage(3), 'x')).toMatchObject({ ok: false, refusal: { code: 'already-in-stage' } })
    expect(checkMove({ ...deal, status: 'lost' }, stage(4), undefined)).toMatchObject({
      ok: false,
      refusal: { code: 'not-open' },
    })
  })
})

describe('an outcome', () => {
  const open = { status: 'open' as const, allowed: ['won', 'lost', 'terminated', 'on-hold'] }
  const price = { key: 'price', needsCompetitor: false }
  const rival = { key: 'competitor', needsCompetitor: true }
  const missing = (outcome: ReturnType<typeof checkOutcome>) =>
    outcome.ok ? null : (outcome.refusal.facts.missing as { key: string }[]).map(({ key }) => key)

  test('every end but a win needs what explains it', () => {
    expect(checkOutcome(open, { outcome: 'won', reason: null }, '2026-11-22')).toEqual({ ok: true, value: 'win' })
    expect(missing(checkOutcome(open, { outcome: 'lost', reason: null }, '2026-11-22'))).toEqual(['reasonKey'])
    expect(missing(checkOutcome(open, { outcome: 'terminated', reason: null }, '2026-11-22'))).toEqual(['reasonKey'])
    expect(missing(checkOutcome(open, { outcome: 'on-hold', reason: null }, '2026-11-22'))).toEqual(['wakeUpOn'])
  })
  test('lost to a competitor names the competitor', () => {
    expect(missing(checkOutcome(open, { outcome: 'lost', reason: rival }, '2026-11-22'))).toEqual(['competitorId'])
    expect(checkOutcome(open, { outcome: 'lost', reason: price }, '2026-11-22')).toEqual({ ok: true, value: 'lose' })
  })
  test('a hold wakes later than today', () => {
    expect(checkOutcome(open, { outcome: 'on-hold', reason: null, wakeUpOn: '2026-11-22' }, '2026-11-22')).toMatchObject({
      refusal: { code: 'wake-up-in-past' },
    })
    expect(checkOutcome(open, { outcome: 'on-hold', reason: null, wakeUpOn: '2026-11-23' }, '2026-11-22')).toEqual({
      ok: true,
      value: 'hold',
    })
  })
  test('a stage may forbid it, and an ended deal ends no second time', () => {
    expect(checkOutcome({ ...open, allowed: ['lost'] }, { outcome: 'won', reason: null }, '2026-11-22')).toMatchObject({
      refusal: { code: 'outcome-not-allowed' },
    })
    expect(checkOutcome({ ...open, status: 'won' }, { outcome: 'lost', reason: price }, '2026-11-22')).toMatchObject({
      refusal: { code: 'not-open' },
    })
    expect(checkOutcome({ ...open, status: 'on-hold' }, { outcome: 'lost', reason: price }, '2026-11-22')).toEqual({
      ok: true,
      value: 'lose',
    })
  })
})

test('a loss comes back within 90 days, later the customer is won back by a new deal', () => {
  const day = 86_400_000
  expect(checkReopening({ status: 'lost', closedAt: 0 }, 90 * day)).toEqual({ ok: true, value: 'reopen' })
  expect(checkReopening({ status: 'lost', closedAt: 0 }, 90 * day + 1)).toMatchObject({ refusal: { code: 'reopening-too-late' } })
  expect(checkReopening({ status: 'on-hold', closedAt: null }, 0)).toEqual({ ok: true, value: 'resume' })
  expect(checkReopening({ status: 'open', closedAt: null }, 0)).toMatchObject({ refusal: { code: 'nothing-to-reopen' } })
})

test('only one’s own latest step of the last ten minutes can be undone', () => {
  const event = { id: 'e2', kind: 'advance' as const, actorId: 'li', recordedAt: 0 }
  const why = (...given: Parameters<typeof checkUndo>) => {
    const verdict = checkUndo(...given)
    return verdict.ok ? 'may' : verdict.refusal.facts.why
  }
  expect(why(event, 'e2', 'li', 600_000)).toBe('may')
  expect(why(event, 'e2', 'li', 600_001)).toBe('too-late')
  expect(why(event, 'e2', 'wang', 0)).toBe('somebody-else')
  expect(why(event, 'e3', 'li', 0)).toBe('not-the-latest')
  expect(why({ ...event, kind: 'enter' }, 'e2', 'li', 0)).toBe('kind')
})
