import { describe, expect, it } from 'vitest'
import { mulberry32 } from '../platform/random.ts'
import { scoreOf } from '../platform/scoring.ts'
import { grow, growTrees, type TreeColumn, treeOdds, type TreeRows, usualTrees } from './boosted-trees.ts'

const rowsOf = (columns: number[][], won: boolean[]): TreeRows => ({
  columns: columns.map((column) => Float64Array.from(column)),
  won: Uint8Array.from(won, (each) => (each ? 1 : 0)),
  weight: new Float64Array(won.length).fill(1),
  offset: new Float64Array(won.length),
})
const range = (count: number) => Array.from({ length: count }, (_, at) => at)
const number: TreeColumn = { kind: 'number' }
const chance = (odds: number) => 1 / (1 + Math.exp(-odds))

describe('one tree', () => {
  const columns = [range(100)]
  const won = range(100).map((row) => (row < 50 ? row % 5 === 0 : row % 5 !== 0))
  it('parts the rows where that helps most, and its leaves are Newton steps: gradient over curvature and ridge', () => {
    const { base, trees } = grow(rowsOf(columns, won), [number], { ...usualTrees, depth: 1 }, 1)
    expect(base).toBeCloseTo(0, 12)
    // 10 of 50 won below, 40 of 50 above; from even chances the gradient is ∓15, the curvature 12.5, the ridge 5
    expect(trees).toEqual([[{ column: 0, cut: expect.any(Number), unknownLeft: false, left: 1, right: 2 }, { value: expect.closeTo(0.1 * (-15 / 17.5), 12) }, { value: expect.closeTo(0.1 * (15 / 17.5), 12) }]]) // prettier-ignore
    expect(Math.abs(trees[0]![0]!.cut! - 49.5)).toBeLessThan(2)
  })
  it('asks of codes which they are, not which is larger; what is unknown or rare goes with the others', () => {
    const codes = range(200).map((row) => row % 4)
    const { trees } = grow(rowsOf([codes], codes.map((code) => code === 1 || code === 3)), [{ kind: 'code' }], { ...usualTrees, depth: 1 }, 1) // prettier-ignore
    expect([...trees[0]![0]!.codes!].sort()).toEqual([1, 3])
  })
  it('sends unknown numbers where they belong', () => {
    const values = range(200).map((row) => (row % 2 === 0 ? Number.NaN : row))
    const { base, trees } = grow(
      rowsOf(
        [values],
        values.map((value) => !Number.isNaN(value)),
      ),
      [number],
      usualTrees,
      20,
    )
    const told = (value: number) => chance(treeOdds({ base, trees }, [Float64Array.of(value)], 0))
    expect(told(Number.NaN)).toBeLessThan(0.25)
    expect(told(55)).toBeGreaterThan(0.75)
  })
})

describe('boosted trees', () => {
  const random = mulberry32(5)
  const a = range(3000).map(() => random())
  const b = range(3000).map(() => Math.floor(random() * 2) + 1)
  // which of the two groups wins turns round with the number: no sum of two effects tells that
  const won = a.map((value, row) => random() < (value > 0.5 === (b[row] === 1) ? 0.8 : 0.2))
  const rows = rowsOf([a, b], won)
  const columns: TreeColumn[] = [number, { kind: 'code' }]
  it('learn what two columns mean together, the same from the same rows', () => {
    const model = growTrees(rows, columns)
    const score = scoreOf(won.map((is, row) => ({ p: chance(treeOdds(model, rows.columns, row)), won: is })))
    expect(score.auc!).toBeGreaterThan(0.78)
    expect(score.logLoss).toBeLessThan(0.54)
    expect(growTrees(rows, columns)).toEqual(model)
    expect(JSON.parse(JSON.stringify(model))).toEqual(model)
  })
  it('are none where nothing can be learned', () => {
    const noise = rowsOf([range(600).map(() => random())], range(600).map(() => random() < 0.4)) // prettier-ignore
    expect(growTrees(noise, [number]).trees.length).toBeLessThan(8)
    expect(growTrees(rowsOf([[]], []), [number]).trees).toEqual([])
    const sure = growTrees(rowsOf([range(300)], range(300).map(() => true)), [number]) // prettier-ignore
    expect(Number.isFinite(treeOdds(sure, [Float64Array.of(3)], 0))).toBe(true)
  })
  it('never tell a better element worse, whatever else is known, where a column is bound to a direction', () => {
    const shift = range(2000).map(() => random() * 2 - 1)
    const other = range(2000).map(() => random())
    // the data say the opposite for half of the rows
    const is = shift.map((value, row) => random() < chance(other[row]! > 0.5 ? 3 * value : -2 * value))
    const model = growTrees(rowsOf([shift, other], is), [{ kind: 'number', direction: 1 }, number])
    expect(model.trees.length).toBeGreaterThan(3)
    for (const beside of [0.1, 0.4, 0.6, 0.9]) {
      const told = range(41).map((step) => treeOdds(model, [Float64Array.of(step / 20 - 1), Float64Array.of(beside)], 0))
      for (let step = 1; step < told.length; step++) expect(told[step]!).toBeGreaterThanOrEqual(told[step - 1]! - 1e-12)
    }
  })
})
