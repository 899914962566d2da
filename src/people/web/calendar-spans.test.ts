import { expect, test } from 'vitest'
import { spansOf } from './calendar-spans.ts'

const holiday = (day: string, name = '国庆节') => ({ day, kind: 'holiday' as const, name, seeded: true })

test('days that follow one another under one name are one span, over the end of a month too', () => {
  expect(spansOf([holiday('2026-09-30'), holiday('2026-10-01'), holiday('2026-10-02')])).toEqual([
    { from: '2026-09-30', to: '2026-10-02', days: 3, kind: 'holiday', name: '国庆节', seeded: true },
  ])
})

test('a gap, another name, another kind and a changed day begin a new span', () => {
  const days = [
    holiday('2026-10-01'),
    holiday('2026-10-03'),
    holiday('2026-10-04', '中秋节'),
    { ...holiday('2026-10-05', '中秋节'), kind: 'workday' as const },
    { ...holiday('2026-10-06', '中秋节'), kind: 'workday' as const, seeded: false },
  ]
  expect(spansOf(days).map(({ from, to }) => [from, to])).toEqual(days.map(({ day }) => [day, day]))
  expect(spansOf([])).toEqual([])
})
