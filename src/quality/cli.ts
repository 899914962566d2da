import { matrixLevels, relationships } from '../customers/quality-matrix.ts'
import { queryOf, type Verb } from '../platform/verb.ts'
import type { MatrixReply } from './contract.ts'

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`
const row = (cells: readonly (string | number)[]): string =>
  cells.map((cell, at) => (at === 0 ? String(cell).padEnd(12) : String(cell).padStart(12))).join('')

/** The quality matrix in the terminal; every query name of GET /quality-matrix is an option: `sluice quality-matrix --asOf 2026-06-30`. */
export const qualityMatrixVerb: Verb = {
  name: 'quality-matrix',
  usage: '[--asOf DAY] [--since DAY] [--team ID] [--owner ID]',
  summary: 'Customers by level and relationship, and where the effort goes',
  takesAnyOption: true,
  run: async ({ client, options }) => {
    const value = await client.call<MatrixReply>('GET', '/quality-matrix', { query: queryOf(options) })
    const at = (level: string, relationship: string): string => {
      const cell = value.cells.find((each) => each.level === level && each.relationship === relationship)!
      return `${cell.customers}${cell.grade === null ? '' : ` (${cell.grade})`}`
    }
    const best = matrixLevels.toReversed()
    return {
      value,
      lines: [
        `${value.asOf}, customers (grade)`,
        row(['', ...relationships]),
        ...best.map((level) => row([level, ...relationships.map((relationship) => at(level, relationship))])),
        row([
          'no-match',
          ...relationships.map((each) => value.outside.find(({ relationship }) => relationship === each)?.customers ?? 0),
        ]),
        `assets ${value.assets.customers}, asset index ${value.assetIndex}, since ${value.since} ${value.assets.indexMoved >= 0 ? '+' : ''}${value.assets.indexMoved}`,
        row(['grade', 'customers', 'activities', 'share', 'deserved']),
        ...value.effort.map((each) =>
          row([each.grade ?? 'none', each.customers, each.activities, percent(each.share), percent(each.deserved)]),
        ),
      ],
    }
  },
}
