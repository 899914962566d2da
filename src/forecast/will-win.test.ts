import { describe, expect, it } from 'vitest'
import { outlookOf, reasonsOf, tilted } from './will-win.ts'

describe('what becomes of a deal within thirty days', () => {
  it('is said from three in ten on, where one is likelier than the other', () => {
    expect(outlookOf({ win: 0.4, lose: 0.1 })).toBe('will-win')
    expect(outlookOf({ win: 0.1, lose: 0.35 })).toBe('will-lose')
    expect(outlookOf({ win: 0.2, lose: 0.25 })).toBe('undecided')
    expect(outlookOf({ win: 0, lose: 0 })).toBe('undecided')
  })
  it('moves with what is known of the deal', () => {
    const same = tilted({ win: 0.3, lose: 0.2 }, 0)
    expect(same.win).toBeCloseTo(0.3)
    const better = tilted({ win: 0.3, lose: 0.2 }, 1)
    expect(better.win).toBeGreaterThan(0.3)
    expect(better.lose).toBeLessThan(0.2)
    expect(better.win + better.lose).toBeLessThan(1)
  })
})

describe('why', () => {
  const given = {
    stageName: '谈判',
    stageChance: 0.6,
    spentDays: 41,
    pace: 'slow' as const,
    medianDays: 14,
    idleDays: 30,
    overdueDays: 4,
    earlierThanEver: false,
    rush: false,
    up: [{ label: '立项', points: 0.0158 }],
    down: [{ label: '竞争', points: -0.1454 }],
  }
  it('begins with what speaks for the outlook', () => {
    expect(reasonsOf('will-win', given).map(({ code }) => code)).toEqual(['late-stage', 'element-up', 'slow', 'idle'])
    expect(reasonsOf('will-lose', given).map(({ code }) => code)).toEqual(['slow', 'idle', 'overdue', 'element-down'])
    expect(reasonsOf('will-lose', given)[3]!.facts).toEqual({ element: '竞争', points: 14.5 })
  })
})
