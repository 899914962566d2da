import type { Level } from '../customers/customer.ts'
import { afterOneMonth, indexOfStates, migrationChances, migrationStates } from '../customers/grade-migration.ts'
import {
  assetIndex,
  assetPoints,
  deservedShares,
  gradeOf,
  isAsset,
  isForDevelopment,
  matrixLevels,
  relationships,
  type Grade,
  type Matrix,
  type Relationship,
} from '../customers/quality-matrix.ts'

/** Customers who share level, relationship and grade. */
export interface Cell {
  level: Level
  relationship: Relationship
  grade: Grade
  customers: number
  openMinor: number
  wonMinor: number
  activities: number
  minutes: number
}

interface Place {
  level: Level
  relationship: Relationship
  grade: Grade
}
export interface Flow {
  from: Place
  to: Place
  customers: number
}

/** The sixteen cells in reading order with what stands in them, whatever it was graded by, and those outside the matrix. */
export function sixteenOf(cells: readonly Cell[], matrix: Matrix): { cells: Cell[]; outside: Cell[] } {
  const sumOf = (level: Level, relationship: Relationship): Cell => {
    const cell: Cell = { level, relationship, grade: gradeOf(matrix, level, relationship), ...nothing }
    for (const each of cells)
      if (each.level === level && each.relationship === relationship) for (const figure of figures) cell[figure] += each[figure]
    return cell
  }
  return {
    cells: matrixLevels.flatMap((level) => relationships.map((relationship) => sumOf(level, relationship))),
    outside: relationships.map((relationship) => sumOf('no-match', relationship)).filter(({ customers }) => customers > 0),
  }
}
const nothing = { customers: 0, openMinor: 0, wonMinor: 0, activities: 0, minutes: 0 }
const figures = ['customers', 'openMinor', 'wonMinor', 'activities', 'minutes'] as const

/** Customers and money of each grade, the best first, none last. */
export const byGrade = (cells: readonly Cell[]) =>
  migrationStates.map((grade) => {
    const sum = { customers: 0, openMinor: 0, wonMinor: 0 }
    for (const cell of cells)
      if (cell.grade === grade) for (const figure of ['customers', 'openMinor', 'wonMinor'] as const) sum[figure] += cell[figure]
    return { grade, ...sum }
  })

const points = (grade: Grade): number => (grade === null ? 0 : assetPoints[grade])

/** Assets now, and what moves since a day did to them. */
export const assetsOf = (cells: readonly Cell[], flows: readonly Flow[]) => {
  const sum = (which: (flow: Flow) => boolean): number =>
    flows.reduce((total, flow) => total + (which(flow) ? flow.customers : 0), 0)
  return {
    customers: cells.reduce((total, { grade, customers }) => total + (isAsset(grade) ? customers : 0), 0),
    index: assetIndex(cells.map(({ grade, customers }) => ({ grade, count: customers }))),
    gained: sum(({ from, to }) => !isAsset(from.grade) && isAsset(to.grade)),
    lost: sum(({ from, to }) => isAsset(from.grade) && !isAsset(to.grade)),
    indexMoved: flows.reduce((total, { from, to, customers }) => total + customers * (points(to.grade) - points(from.grade)), 0),
  }
}

/** By grade: the share of activities and minutes that its customers got, against the share of contacts they deserve. */
export function effortByGrade(cells: readonly Cell[]) {
  const deserved = deservedShares(
    cells.map(({ level, relationship, grade, customers }) => ({
      grade,
      isForDevelopment: isForDevelopment(level, relationship),
      count: customers,
    })),
  )
  const activities = cells.reduce((sum, cell) => sum + cell.activities, 0)
  const minutes = cells.reduce((sum, cell) => sum + cell.minutes, 0)
  return migrationStates.map((grade) => {
    const own = cells.map((cell, at) => ({ cell, at })).filter(({ cell }) => cell.grade === grade)
    const total = (of: (cell: Cell) => number): number => own.reduce((sum, { cell }) => sum + of(cell), 0)
    const part = (value: number, all: number): number => (all === 0 ? 0 : value / all)
    return {
      grade,
      customers: total((cell) => cell.customers),
      activities: total((cell) => cell.activities),
      minutes: total((cell) => cell.minutes),
      share: part(
        total((cell) => cell.activities),
        activities,
      ),
      minutesShare: part(
        total((cell) => cell.minutes),
        minutes,
      ),
      deserved: Math.min(
        1,
        own.reduce((sum, { at }) => sum + deserved[at]!, 0),
      ),
    }
  })
}

/** What next month would bring if customers went on moving as they did; null before any month's end was compared with another. */
export function forecastOf(
  cells: readonly Cell[],
  months: readonly { month: string; from: number; to: number; customers: number }[],
) {
  if (months.length === 0) return null
  const at = (grade: number): number => (grade === 0 ? 5 : grade - 1)
  const counts = migrationStates.map(() => migrationStates.map(() => 0))
  for (const { from, to, customers } of months) counts[at(from)]![at(to)]! += customers
  const now = migrationStates.map((grade) => cells.reduce((sum, cell) => sum + (cell.grade === grade ? cell.customers : 0), 0))
  const next = afterOneMonth(now, migrationChances(counts))
  return { months: new Set(months.map(({ month }) => month)).size, now, next, indexNext: indexOfStates(next) }
}
