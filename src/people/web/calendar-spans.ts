import { addDays } from '../../ui/format.ts'

/** A day of the calendar as the server sends it. */
export interface NamedDay {
  day: string
  kind: 'holiday' | 'workday'
  name: string
  seeded: boolean
}

export interface Span {
  from: string
  to: string
  days: number
  kind: 'holiday' | 'workday'
  name: string
  seeded: boolean
}

/** Days that follow one another under one name, as one span; `days` in ascending order. */
export function spansOf(days: readonly NamedDay[]): Span[] {
  const spans: Span[] = []
  for (const { day, kind, name, seeded } of days) {
    const last = spans.at(-1)
    if (last && last.kind === kind && last.name === name && last.seeded === seeded && addDays(last.to, 1) === day) {
      last.to = day
      last.days += 1
    } else spans.push({ from: day, to: day, days: 1, kind, name, seeded })
  }
  return spans
}
