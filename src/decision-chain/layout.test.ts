import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { card, lineBetween, neighbourOf, placed, sizeOf } from './layout.ts'

const at = (id: string, reportsToId: string | null = null, x: number | null = null, y: number | null = null) => ({ id, reportsToId, x, y }) // prettier-ignore

describe('where people stand on the picture', () => {
  const people = [at('总经理'), at('厂长', '总经理'), at('财务', '总经理'), at('班长', '厂长'), at('秘书')]
  const places = placed(people)
  const of = (id: string) => places.get(id)!
  test('below whom they report to, who has no line underneath', () => {
    expect(of('厂长').y).toBeGreaterThan(of('总经理').y)
    expect(of('财务').y).toBe(of('厂长').y)
    expect(of('班长').y).toBeGreaterThan(of('厂长').y)
    expect(of('秘书').y).toBeGreaterThan(of('班长').y)
    expect(of('总经理').x).toBe((of('厂长').x + of('财务').x) / 2)
  })
  test('where somebody put them, never beyond the edge', () =>
    expect(placed([at('甲', null, 300, 200), at('乙', null, -50, 99_999)])).toEqual(
      new Map([
        ['甲', { x: 300, y: 200 }],
        ['乙', { x: 24, y: 8000 }],
      ]),
    ))
  test('lines in a circle are laid out all the same', () =>
    expect(placed([at('甲', '乙'), at('乙', '甲'), at('丙', '丙')]).size).toBe(3))
  test('who was not put anywhere never covers another, in any forest', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(12), fc.boolean()), { maxLength: 12 }), (given) => {
        const all = given.map(([boss, isPut], index) =>
          at(String(index), boss < index ? String(boss) : null, isPut ? index * 400 : null, isPut ? 24 : null),
        )
        const list = [...placed(all).values()]
        expect(list).toHaveLength(all.length)
        for (const [index, a] of list.entries())
          for (const b of list.slice(index + 1))
            expect(Math.abs(a.x - b.x) >= card.width || Math.abs(a.y - b.y) >= card.height).toBe(true)
        const { width, height } = sizeOf(new Map(list.map((place, index) => [String(index), place])))
        expect(list.every(({ x, y }) => x + card.width < width && y + card.height < height)).toBe(true)
      }),
    ))
  test('arrow keys walk to the nearest in their direction', () => {
    expect(neighbourOf('总经理', 'ArrowDown', places)).toBeOneOf(['厂长', '财务'])
    expect(neighbourOf('厂长', 'ArrowRight', places)).toBe('财务')
    expect(neighbourOf('班长', 'ArrowUp', places)).toBe('厂长')
    expect(neighbourOf('总经理', 'ArrowUp', places)).toBe(undefined)
    expect(neighbourOf('总经理', 'x', places)).toBe(undefined)
  })
  test('a line leaves from the side that faces the other', () => {
    expect(lineBetween({ x: 0, y: 300 }, { x: 0, y: 0 })).toBe('M92 300V202H92V104')
    expect(lineBetween({ x: 0, y: 0 }, { x: 0, y: 300 })).toBe('M92 104V202H92V300')
    expect(lineBetween({ x: 0, y: 0 }, { x: 300, y: 20 })).toBe('M184 52H242V72H300')
  })
})
