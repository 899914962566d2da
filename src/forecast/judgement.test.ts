import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judge, type JudgedNode } from './judgement.ts'

const node = (id: string, ownMinor: number, more: Partial<JudgedNode> = {}): JudgedNode => ({
  id,
  ownMinor,
  submittedMinor: null,
  overrideMinor: null,
  children: [],
  ...more,
})

describe('judgement along the team tree', () => {
  const rep1 = node('rep1', 320, { submittedMinor: 300 })
  const rep2 = node('rep2', 230)
  const other = node('other team', 100)

  it('adds up what counts below: 300 and 230 are 530, 480 said instead, 580 at the top', () => {
    const found = judge(
      node('top', 0, { children: [node('manager', 0, { submittedMinor: 480, children: [rep1, rep2] }), other] }),
    )
    expect(found.get('rep1')).toEqual({ sumMinor: 320, effectiveMinor: 300 })
    expect(found.get('rep2')).toEqual({ sumMinor: 230, effectiveMinor: 230 })
    expect(found.get('manager')).toEqual({ sumMinor: 530, effectiveMinor: 480 })
    expect(found.get('top')).toEqual({ sumMinor: 580, effectiveMinor: 580 })
  })

  it('lets who stands higher say otherwise, down to nothing', () => {
    const found = judge(node('top', 0, { children: [node('rep', 320, { submittedMinor: 300, overrideMinor: 0 })] }))
    expect(found.get('rep')).toEqual({ sumMinor: 320, effectiveMinor: 0 })
    expect(found.get('top')).toEqual({ sumMinor: 0, effectiveMinor: 0 })
  })

  it('never changes what is below: whatever is said at the top, the children keep their figures', () => {
    const money = fc.integer({ min: 0, max: 1_000_000 })
    const said = fc.option(money, { nil: null })
    fc.assert(
      fc.property(fc.array(fc.tuple(money, said, said), { maxLength: 6 }), said, (children, top) => {
        const nodes = children.map(([own, submitted, override], index) =>
          node(`c${index}`, own, { submittedMinor: submitted, overrideMinor: override }),
        )
        const silent = judge(node('top', 0, { children: nodes }))
        const loud = judge(node('top', 0, { overrideMinor: top, children: nodes }))
        for (const { id } of nodes) expect(loud.get(id)).toEqual(silent.get(id))
        expect(loud.get('top')!.sumMinor).toBe(nodes.reduce((sum, { id }) => sum + silent.get(id)!.effectiveMinor, 0))
      }),
    )
  })
})
