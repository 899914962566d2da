import type { Level } from './customer.ts'

/** How well a customer and we know each other (DOMAIN §2), from nobody met to firm trust. */
export const relationships = ['untouched', 'neutral', 'familiar', 'partner'] as const
export type Relationship = (typeof relationships)[number]

/** The levels that have a row in the matrix: who does not match the target profile stands outside. */
export const matrixLevels = ['potential', 'target', 'premium', 'strategic'] as const satisfies readonly Level[]
export type MatrixLevel = (typeof matrixLevels)[number]

/** 1 is the best; null is no asset. */
export type Grade = 1 | 2 | 3 | 4 | 5 | null
export const grades = [1, 2, 3, 4, 5] as const
export type Matrix = Record<MatrixLevel, Record<Relationship, Grade>>

const row = (untouched: Grade, neutral: Grade, familiar: Grade, partner: Grade): Record<Relationship, Grade> => ({
  untouched,
  neutral,
  familiar,
  partner,
})

/** FUNNEL-SCIENCE §4, cell by cell; an organisation may set its own. */
export const defaultMatrix: Matrix = {
  potential: row(null, null, null, null),
  target: row(null, 5, 3, 3),
  premium: row(null, 4, 2, 2),
  strategic: row(null, 4, 2, 1),
}

/** Whether a better level or a closer relationship somewhere has the worse grade; none counts as worse than 5. */
export function runsBackwards(matrix: Matrix): boolean {
  const worth = (level: MatrixLevel, at: number): number => matrix[level][relationships[at]!] ?? 6
  return matrixLevels.some((level, row) =>
    relationships.some(
      (_, at) =>
        (at > 0 && worth(level, at) > worth(level, at - 1)) || (row > 0 && worth(level, at) > worth(matrixLevels[row - 1]!, at)),
    ),
  )
}

export const gradeOf = (matrix: Matrix, level: Level, relationship: Relationship): Grade =>
  level === 'no-match' ? null : matrix[level][relationship]

/** Only trust makes an asset: grades 1 to 3. */
export const isAsset = (grade: Grade): boolean => grade !== null && grade <= 3

/** Good customers nobody has met: the development list. */
export const isForDevelopment = (level: Level, relationship: Relationship): boolean =>
  relationship === 'untouched' && (level === 'premium' || level === 'strategic')

/** After so many days a customer whom we know well and whose level nobody has judged is called out. */
export const judgeWithinDays = 14
/** Somebody is known there, and nobody has said whether the company is worth it: judge the level first. */
export const levelIsDue = (level: Level, relationship: Relationship): boolean =>
  level === 'potential' && (relationship === 'familiar' || relationship === 'partner')

/** What a customer of each grade adds to the asset index; grades 4 and 5 hold no trust and count nothing. */
export const assetPoints: Record<Exclude<Grade, null>, number> = { 1: 100, 2: 60, 3: 30, 4: 0, 5: 0 }

/** Σ customers × points of their grade. */
export const assetIndex = (counts: readonly { grade: Grade; count: number }[]): number =>
  counts.reduce((sum, { grade, count }) => sum + (grade === null ? 0 : assetPoints[grade] * count), 0)

/** Value of keeping a customer of a grade (FUNNEL-SCIENCE §7); grade 4 while it is being developed. */
export const keepingValue: Record<Exclude<Grade, null>, number> = { 1: 100, 2: 60, 3: 30, 4: 25, 5: 5 }

/**
 * The share of all contacts, 0-1, that each of several groups of customers deserves, by the square-root rule of upkeep: contacts of
 * a customer go with the root of its value. A group for development counts as grade 4; no asset deserves none. All 0 without assets.
 */
export function deservedShares(groups: readonly { grade: Grade; isForDevelopment: boolean; count: number }[]): number[] {
  const weights = groups.map(({ grade, isForDevelopment: develops, count }) => {
    const value = grade === null ? (develops ? keepingValue[4] : 0) : keepingValue[grade]
    return count * Math.sqrt(value)
  })
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => (total === 0 ? 0 : weight / total))
}
