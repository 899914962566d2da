import { describe, expect, it } from 'vitest'
import { changesBetween, type DealStood } from './round-changes.ts'
import { periodNamed, periodWith, shareGone } from './round-period.ts'

const deal = (id: string, more: Partial<DealStood> = {}): DealStood => ({
  id,
  name: id,
  category: 'commit',
  amountMinor: 100,
  expectedCloseOn: '2026-11-20',
  ...more,
})

describe('what changed since the last round', () => {
  it('names what happened to each deal and what it did to the commit', () => {
    const before = [
      deal('same'),
      deal('lost'),
      deal('won'),
      deal('down', { amountMinor: 500 }),
      deal('late', { category: 'pipeline' }),
      deal('unsure', { amountMinor: 40, category: 'best-case' }),
    ]
    const after = [
      deal('same'),
      deal('won', { category: 'closed', amountMinor: 90 }),
      deal('down', { amountMinor: 500, category: 'best-case' }),
      deal('late', { category: 'pipeline', expectedCloseOn: '2026-12-20', amountMinor: 70 }),
      deal('unsure', { amountMinor: 40 }),
      deal('fresh', { category: 'pipeline' }),
    ]
    expect(changesBetween(before, after).map(({ id, kinds, commitMinor }) => [id, kinds, commitMinor])).toEqual([
      ['down', ['lower'], -500],
      ['lost', ['gone'], -100],
      ['unsure', ['higher'], 40],
      ['won', ['won', 'less'], -10],
      ['fresh', ['new'], 0],
      ['late', ['less', 'later'], 0],
    ])
  })

  it('is nothing between equal lists', () => {
    expect(changesBetween([deal('a')], [deal('a')])).toEqual([])
  })
})

describe('the period of a round', () => {
  it('is the month or the quarter of a day, also across the year', () => {
    expect(periodWith('2026-11-22', 'quarter')).toEqual({ key: '2026-Q4', from: '2026-10-01', to: '2027-01-01' })
    expect(periodWith('2026-12-31', 'month')).toEqual({ key: '2026-12', from: '2026-12-01', to: '2027-01-01' })
    expect(periodNamed('2026-Q4')).toEqual(periodWith('2026-11-22', 'quarter'))
    expect(periodNamed('2026-02')).toEqual({ key: '2026-02', from: '2026-02-01', to: '2026-03-01' })
    expect([periodNamed('2026-Q5'), periodNamed('2026-13'), periodNamed('now')]).toEqual([null, null, null])
  })

  it('goes by', () => {
    const november = periodWith('2026-11-22', 'month')
    expect([shareGone(november, '2026-10-20'), shareGone(november, '2026-11-16'), shareGone(november, '2027-01-01')]).toEqual([
      0, 0.5, 1,
    ])
  })
})
