import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { circleBy, circleOf, gapsOf, type ChainPerson } from './chain.ts'

const person = (id: string, given: Partial<ChainPerson> = {}): ChainPerson => ({
  id,
  roles: [],
  attitude: 'neutral',
  influence: null,
  reportsToId: null,
  counterpartId: '李娜',
  silentDays: 10,
  ...given,
})
const codes = (...people: ChainPerson[]) => gapsOf(people).map(({ code }) => code)

describe('what is missing in a decision chain', () => {
  const whole = [
    person('总经理', { roles: ['decider'], attitude: 'supporter' }),
    person('厂长', { roles: ['influencer'], reportsToId: '总经理' }),
  ]
  test('nothing, where a decider is known, met, read and looked after and a supporter is there', () =>
    expect(codes(...whole)).toEqual([]))
  test('a customer of whom nobody is known lacks a decider, and that is all that is said', () =>
    expect(codes()).toEqual(['no-decider']))
  test('a decider may be one beside another role', () =>
    expect(codes(person('老板', { roles: ['user', 'decider'], attitude: 'supporter' }), whole[1]!)).not.toContain('no-decider'))
  test('only opponents at the top; one who is not against us is enough, and who is unread does not count', () => {
    const against = person('总经理', { roles: ['decider'], attitude: 'opponent' })
    expect(codes(against, ...whole.slice(1))).toContain('detractors-at-top')
    expect(codes(against, person('财务总监', { roles: ['decider'] }))).not.toContain('detractors-at-top')
    expect(codes(against, person('财务总监', { roles: ['decider'], attitude: 'unknown' }))).toContain('detractors-at-top')
    expect(codes(person('厂长', { attitude: 'opponent' }), person('班长', { reportsToId: '厂长' }))).toContain(
      'detractors-at-top',
    )
  })
  test('contact with one person only, and a contact half a year ago is none', () => {
    const [boss, works] = whole as [ChainPerson, ChainPerson]
    expect(gapsOf([boss, { ...works, silentDays: 181 }])).toContainEqual({ code: 'single-thread', ids: ['总经理'] })
    expect(codes(boss, { ...works, silentDays: 180 })).not.toContain('single-thread')
    expect(codes(boss)).toContain('single-thread')
  })
  test('a decider whom nobody met, whose attitude nobody knows, whom nobody of ours looks after', () =>
    expect(
      gapsOf([person('总经理', { roles: ['decider'], attitude: null, silentDays: null, counterpartId: null }), whole[1]!, person('秘书')]), // prettier-ignore
    ).toEqual([
      { code: 'decider-untouched', ids: ['总经理'] },
      { code: 'decider-unread', ids: ['总经理'] },
      { code: 'no-supporter', ids: [] },
      { code: 'no-counterpart', ids: ['总经理'] },
      { code: 'unconnected', ids: ['秘书'] },
    ]))
  test('without a single line nobody is called unconnected', () => expect(codes(person('甲'), person('乙'))).not.toContain('unconnected')) // prettier-ignore
})

describe('reporting lines', () => {
  const line = (id: string, reportsToId: string | null) => ({ id, reportsToId })
  test('a circle is found with its people in order, a chain is none', () => {
    expect(circleOf([line('甲', '乙'), line('乙', '丙'), line('丙', null)])).toBe(null)
    expect(circleOf([line('丁', '甲'), line('甲', '乙'), line('乙', '甲')])).toEqual(['甲', '乙', '甲'])
    expect(circleOf([line('甲', '甲')])).toEqual(['甲', '甲'])
    expect(circleOf([line('甲', '别家的人')])).toBe(null)
  })
  test('a line is refused exactly when the boss already stands below', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 2, maxLength: 10 }), fc.nat(9), fc.nat(9), (above, a, b) => {
        // a forest: everybody reports to somebody with a lower number or to nobody
        const people = above.map((boss, index) => line(String(index), boss < index ? String(boss) : null))
        const [id, boss] = [String(a % people.length), String(b % people.length)]
        const isBelow = (at: string | null): boolean => at === id || (at !== null && isBelow(people[Number(at)]!.reportsToId))
        expect(circleBy(people, id, boss) !== null).toBe(isBelow(boss))
      }),
    ))
})
