import type { Ground, RefusedColumn } from './ground.ts'
import { leakOf, type LeakReason } from './leak-screen.ts'
import { type TraitName, traitNames, traitOf } from './past-deals.ts'
import { columnFor } from './seen.ts'

const day = 86_400_000

/** Columns of a history that came with the ends of deals and tell them; empty where nothing was imported. */
export function screen(ground: Ground): { name: RefusedColumn; reason: LeakReason }[] {
  const { past } = ground
  const number = (value: number): string | null => (Number.isNaN(value) ? null : String(value))
  // an expected day that is the day of the end was written when that was known
  const dueOf = (_: number, span: number): string | null => {
    const due = past.due[span]!
    if (Number.isNaN(due)) return null
    return Math.abs(due - past.from[span]!) < day ? 'the end itself' : 'another day'
  }
  const columns: [RefusedColumn, (row: number, span: number) => string | null][] = [
    ['amount', (_, span) => number(past.amount[span]!)],
    ['due', dueOf],
    ['elements', (row) => (past.elements[row]! > 0 ? 'said' : null)],
    ...traitNames.map((name: TraitName, trait): [TraitName, (row: number) => string | null] => [
      name,
      (row) => (traitOf(past, row, trait) === 0 ? null : String(traitOf(past, row, trait))),
    ]),
  ]
  return columns.flatMap(([name, valueOf]) => {
    const reason = leakOf(columnFor(ground, valueOf))
    return reason ? [{ name, reason }] : []
  })
}
