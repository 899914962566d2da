import { describe, expect, test } from 'vitest'
import { openGate, type Gate, type GateGap } from '../pipelines/gate.ts'
import { checkMove, checkOutcome, checkReopening, checkRework, checkUndo, checkWin } from './stage-gate.ts'

const deal = { status: 'open' as const, stageKey: 'solution' }
const keys = ['capture', 'discovery', 'solution', 'negotiation', 'closing']
const nothing = { fields: {}, contacts: [], activities: {}, elements: {}, tasksDone: [], documents: {}, approvals: [] }
const asking = (key: string, mode: 'warn' | 'block' = 'block') => ({
  criteria: [{ kind: 'task' as const, key }],
  mode,
  warnsUntil: null,
})
const ground = {
  stages: keys.map((key, index) => ({ key, position: index + 1, entry: openGate, exit: openGate })),
  evidence: nothing,
  today: '2026-11-22',
}
const gated = (change: Record<string, { entry?: Gate; exit?: Gate }>) => ({
  ...ground,
  stages: ground.stages.map((stage) => ({ ...stage, ...change[stage.key] })),
})
const gaps = (outcome: ReturnType<typeof checkMove>) =>
  outcome.ok
    ? outcome.value.missing.map(({ stageKey, side }) => `${side} ${stageKey}`)
    : (outcome.refusal.facts['gaps'] as GateGap[]).map(({ stageKey, side }) => `${side} ${stageKey}`)

describe('another round of the proposal', () => {
  test('needs an open deal, a stage that allows it, and a reason', () => {
    const here = { status: 'open', allowed: true } as const
    expect(checkRework(here, '要分两期')).toEqual({ ok: true, value: 'rework' })
    expect(checkRework({ ...here, allowed: false }, '要分两期')).toMatchObject({ refusal: { code: 'rework-not-here' } })
    expect(checkRework({ ...here, status: 'won' }, '要分两期')).toMatchObject({ refusal: { code: 'not-open' } })
    expect(checkRework(here, ' ')).toMatchObject({ refusal: { code: 'mandatory-field-missing' } })
  })
})

describe('a move', () => {
  test('to the next stage is an advance, further on a skip', () => {
    expect(checkMove(deal, 'negotiation', ground)).toMatchObject({ ok: true, value: { kind: 'advance', result: 'passed' } })
    expect(checkMove(deal, 'closing', ground)).toMatchObject({ ok: true, value: { kind: 'skip' } })
  })
  test('back needs a reason in words, and passes no gate', () => {
    const shut = gated({ discovery: { entry: asking('x'), exit: asking('x') }, solution: { exit: asking('x') } })
    expect(checkMove(deal, 'discovery', shut, { reason: '  ' })).toMatchObject({
      ok: false,
      refusal: { code: 'reason-required' },
    })
    expect(checkMove(deal, 'discovery', shut, { reason: '客户换了负责人' })).toMatchObject({ ok: true, value: { kind: 'back' } })
  })
  test('to where it is, to a stage that is not there, or after the end, is none', () => {
    expect(checkMove(deal, 'solution', ground)).toMatchObject({ ok: false, refusal: { code: 'already-in-stage' } })
    expect(checkMove(deal, 'nowhere', ground)).toMatchObject({ ok: false, refusal: { code: 'stage-of-other-version' } })
    expect(checkMove({ ...deal, status: 'lost' }, 'negotiation', ground)).toMatchObject({
      ok: false,
      refusal: { code: 'not-open' },
    })
  })
  test('is refused with everything that is missing at the gates on its way', () => {
    const shut = gated({ solution: { exit: asking('proposal') }, negotiation: { entry: asking('call'), exit: asking('terms') } })
    expect(checkMove(deal, 'negotiation', shut)).toMatchObject({ ok: false, refusal: { code: 'gate-not-passed' } })
    expect(gaps(checkMove(deal, 'negotiation', shut))).toEqual(['exit solution', 'entry negotiation'])
    expect(gaps(checkMove(deal, 'closing', shut))).toEqual(['exit solution', 'entry negotiation', 'exit negotiation'])
  })
  test('through a gate that only warns goes on, and says what was missing', () => {
    const warning = gated({ solution: { exit: asking('proposal', 'warn') } })
    expect(checkMove(deal, 'negotiation', warning)).toMatchObject({ ok: true, value: { result: 'warned' } })
    expect(gaps(checkMove(deal, 'negotiation', warning))).toEqual(['exit solution'])
  })
  test('is let through by a supervisor who says why', () => {
    const shut = gated({ solution: { exit: asking('proposal') } })
    expect(checkMove(deal, 'negotiation', shut, { override: { reason: '老客户' } })).toMatchObject({
      ok: true,
      value: { result: 'overridden' },
    })
    expect(checkMove(deal, 'negotiation', shut, { override: { reason: ' ' } })).toMatchObject({
      refusal: { code: 'reason-required' },
    })
    expect(checkMove(deal, 'negotiation', ground, { override: { reason: '老客户' } })).toMatchObject({
      value: { result: 'passed' },
    })
  })
})

describe('a win', () => {
  const shut = gated({ solution: { exit: asking('proposal') }, closing: { exit: asking('contract') } })
  const asked = { ...shut, closingStageKey: 'closing' }
  test('is written down with what was missing, unless the pipeline refuses it', () => {
    const told = checkWin(deal, { ...asked, winGate: 'warn' })
    expect(told).toMatchObject({ ok: true, value: { result: 'warned' } })
    expect(told.ok && told.value.missing.map(({ stageKey }) => stageKey)).toEqual(['solution', 'closing'])
    expect(checkWin(deal, { ...asked, winGate: 'block' })).toMatchObject({ ok: false, refusal: { code: 'gate-not-passed' } })
    expect(checkWin(deal, { ...asked, winGate: 'block' }, { reason: '已签字' })).toMatchObject({
      value: { result: 'overridden' },
    })
  })
  test('behind the closing stage asks only the way out of the present one', () => {
    const late = checkWin({ ...deal, stageKey: 'closing' }, { ...asked, closingStageKey: 'negotiation', winGate: 'warn' })
    expect(late.ok && late.value.missing.map(({ stageKey }) => stageKey)).toEqual(['closing'])
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
  test('a stage may offer some reasons only', () => {
    const here = { ...open, lossReasons: ['no-budget'] }
    expect(checkOutcome(here, { outcome: 'lost', reason: price }, '2026-11-22')).toMatchObject({
      refusal: { code: 'loss-reason-not-here' },
    })
    expect(checkOutcome({ ...open, lossReasons: ['price'] }, { outcome: 'lost', reason: price }, '2026-11-22')).toMatchObject({
      ok: true,
    })
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
