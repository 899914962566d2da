import { describe, expect, test } from 'vitest'
import { calendarOf } from '../people/working-days.ts'
import { addMonths, dutiesOf, isLate, keyOf, stateOf, stepsOf, type Account, type Made } from './duties.ts'
import { defaultMechanism, flawOfMechanism, ruleOf, tiersOwed } from './mechanism.ts'

// Monday 2026-06-15
const ground = { today: '2026-06-15', onSince: '2026-01-05', calendar: calendarOf([]) }
const account: Account = { id: 'suzhou', ownerId: 'li', since: '2026-03-02', lastContactOn: '2026-06-10', lastReviewOn: null, roles: ['technical', 'service', 'sponsor'] } // prettier-ignore
const S = defaultMechanism.S
const owed = (change: Partial<Account> = {}, made: Made[] = [], rule = S) =>
  dutiesOf({ ...account, ...change }, rule, made, ground)
const made = (change: Partial<Made>): Made => {
  const one = { kind: 'contact' as const, about: '', fromOn: '2026-06-10', dueOn: '2026-06-17', ownerId: 'li', doneOn: null, task: 'open' as const, ...change } // prettier-ignore
  return { key: keyOf('suzhou', one), ...one }
}

describe('what an account is owed', () => {
  test('the next contact so many working days after the last one; it becomes a task three days before', () => {
    expect(owed()).toMatchObject([{ kind: 'contact', fromOn: '2026-06-10', dueOn: '2026-06-17', isTask: true }, { kind: 'review', dueOn: '2026-06-02' }]) // prettier-ignore
    expect(owed({ lastContactOn: '2026-06-12' })[0]).toMatchObject({ dueOn: '2026-06-19', isTask: false })
  })
  test('who was never met counts from when the tier began, and nothing is due before the mechanism was on', () => {
    expect(owed({ lastContactOn: null })[0]).toMatchObject({ fromOn: '2026-03-02', dueOn: '2026-03-09' })
    const late = dutiesOf({ ...account, lastContactOn: '2025-03-02' }, S, [], { ...ground, onSince: '2026-06-14' })
    expect(late[0]).toMatchObject({ dueOn: '2026-06-15' })
    expect(isLate(late[0]!, ground.today)).toBe(false)
  })
  test('a contact task ended with a result counts as a contact, a review task as a review', () => {
    const ended = [made({ doneOn: '2026-06-12', task: 'done' }), made({ kind: 'review', fromOn: '2026-03-02', doneOn: '2026-06-05', task: 'done' })] // prettier-ignore
    expect(owed({}, ended)).toMatchObject([{ fromOn: '2026-06-12', dueOn: '2026-06-19' }, { fromOn: '2026-06-05', dueOn: '2026-09-07', isTask: false }]) // prettier-ignore
  })
  test('a review of the account plan is the tier’s review: its task is done, and the next one counts from it', () => {
    const review = made({ kind: 'review', fromOn: '2026-03-02', dueOn: '2026-06-02' })
    const reviewed = { ...account, lastReviewOn: '2026-06-12' }
    const duties = dutiesOf(reviewed, S, [review], ground)
    expect(duties[1]).toMatchObject({ kind: 'review', fromOn: '2026-06-12', dueOn: '2026-09-14', isTask: false })
    expect(stepsOf(reviewed, duties, [review])).toMatchObject({ complete: [review.key], withdraw: [] })
  })
  test('a role that nobody has is to be filled within five working days', () => {
    expect(owed({ roles: ['service', 'sponsor'] }).filter(({ kind }) => kind === 'role')).toMatchObject([{ about: 'technical', fromOn: '2026-03-02', dueOn: '2026-03-09', isTask: true }]) // prettier-ignore
  })
  test('an answer is owed in time also when the tier asks for nothing any more', () => {
    const asked = made({ kind: 'answer', about: 'r1', fromOn: '2026-06-12', dueOn: '2026-06-17' })
    expect(owed({}, [asked]).at(-1)).toMatchObject({ kind: 'answer', dueOn: '2026-06-15' })
    expect(owed({}, [asked], ruleOf(defaultMechanism, null))).toMatchObject([{ kind: 'answer', dueOn: '2026-06-17' }])
    expect(owed({}, [{ ...asked, task: 'done' }], ruleOf(defaultMechanism, null))).toEqual([])
  })
  test('a month later is the last day of a month that is shorter', () => {
    expect([addMonths('2026-01-31', 1), addMonths('2026-11-30', 3), addMonths('2026-06-15', 12)]).toEqual(['2026-02-28', '2027-02-28', '2027-06-15']) // prettier-ignore
  })
})

describe('its tasks', () => {
  const steps = (change: Partial<Account>, own: Made[], rule = S) => {
    const one = { ...account, ...change }
    return stepsOf(one, dutiesOf(one, rule, own, ground), own)
  }
  const asMade = (kept: ReturnType<typeof steps>['keep']): Made[] =>
    kept.map(({ customerId: _, ...one }) => ({ ...one, task: 'open' }))
  test('are made once: asked again nothing changes', () => {
    const first = steps({ roles: [] }, [])
    expect(first.raise.map(({ kind, about }) => `${kind} ${about}`.trim())).toEqual(['contact', 'review', 'role technical', 'role service', 'role sponsor']) // prettier-ignore
    const again = steps({ roles: [] }, asMade(first.keep))
    expect(again).toMatchObject({ raise: [], withdraw: [], complete: [], move: [] })
    expect(again.keep).toEqual(first.keep)
  })
  test('a contact on record ends the task, another tier moves or withdraws it, a new owner is given it', () => {
    const open = made({})
    expect(steps({ lastContactOn: '2026-06-15' }, [open])).toMatchObject({ complete: [open.key], withdraw: [] })
    expect(steps({}, [open], defaultMechanism.C)).toMatchObject({ withdraw: [open.key], complete: [] })
    expect(steps({}, [open], { ...S, contactDays: 4 }).move).toMatchObject([{ key: open.key, dueOn: '2026-06-16' }])
    expect(steps({ ownerId: 'chen' }, [open]).move).toMatchObject([{ from: 'li', to: 'chen' }])
    expect(steps({ roles: S.roles }, [made({ kind: 'role', about: 'technical', fromOn: '2026-03-02' })]).withdraw).toHaveLength(1)
  })
  test('what somebody put away is not made again; what was withdrawn is', () => {
    expect(steps({}, [made({ task: 'archived' })]).raise.map(({ kind }) => kind)).toEqual(['review'])
    expect(steps({}, [made({ task: null })]).raise.map(({ kind }) => kind)).toEqual(['contact', 'review'])
  })
  test('when something was done last is kept', () => {
    const kept = steps({}, [
      made({ kind: 'review', fromOn: '2026-03-02', dueOn: '2026-06-02', doneOn: '2026-06-08', task: 'done' }),
    ]).keep
    expect(kept.find(({ kind }) => kind === 'review')).toMatchObject({ doneOn: '2026-06-08' })
    expect(stateOf(owed({ roles: [] }))).toEqual({ contactDueOn: '2026-06-17', reviewDueOn: '2026-06-02', roleDueOn: '2026-03-09', answerDueOn: null, missing: ['technical', 'service', 'sponsor'] }) // prettier-ignore
  })
})

test('a role the house does not have is refused; tiers that owe nothing have no accounts to look at', () => {
  expect(flawOfMechanism(defaultMechanism, ['technical', 'service'])?.facts).toMatchObject({ key: 'sponsor' })
  expect(tiersOwed(defaultMechanism)).toEqual(['S', 'A', 'B'])
})
