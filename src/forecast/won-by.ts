import { duration, type Stay } from '../funnel/duration.ts'
import type { Ground } from './ground.ts'
import { endedAt, enteredAt, lastSpan, statusCode } from './past-deals.ts'

const day = 86_400_000
const weeksKnown = 27

/** How many deals are opened a week, and which share of them is won within so many whole weeks (Aalen–Johansen from the entry), as known at a moment. */
export function wonByWeeks({ past }: Ground, at: number): { perWeek: number; wonBy: number[] } {
  const stays: Stay[] = []
  let opened = 0
  for (let row = 0; row < past.count; row++) {
    const entered = enteredAt(past, row)
    if (entered === -Infinity || entered > at) continue
    if (entered > at - 26 * 7 * day) opened++
    const span = lastSpan(past, row)
    const end = endedAt(past, row)
    const isOver = end <= at && past.known[span]! <= at
    const cause = !isOver
      ? 'censored'
      : past.status[span] === statusCode.won
        ? 'advanced'
        : past.status[span] === statusCode.transferred
          ? 'censored'
          : 'lost'
    stays.push({ days: Math.max(0, Math.min(end, at) - entered) / day, cause, from: 0, count: 1 })
  }
  const { curve } = duration(stays)
  const wonBy = Array.from({ length: weeksKnown }, (_, week) => {
    let share = 0
    for (const point of curve) {
      if (point.days > week * 7) break
      share = point.advanced
    }
    return share
  })
  return { perWeek: opened / 26, wonBy }
}
