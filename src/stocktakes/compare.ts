import { assetsOf, effortByGrade, type Cell, type Flow } from '../quality/matrix-figures.ts'

/** What a stocktake found, against the one before it; `then` is null for the first. */
export function comparisonOf(now: readonly Cell[], then: readonly Cell[] | null, flows: readonly Flow[]) {
  const key = ({ level, relationship }: Pick<Cell, 'level' | 'relationship'>): string => `${level} ${relationship}`
  const count = (cells: readonly Cell[], at: string): number =>
    cells.reduce((sum, cell) => sum + (key(cell) === at ? cell.customers : 0), 0)
  const places = new Map([...now, ...(then ?? [])].map(({ level, relationship, grade }) => [key({ level, relationship }), { level, relationship, grade }])) // prettier-ignore
  const before = then && effortByGrade(then)
  const assets = assetsOf(now, flows)
  const assetsThen = then && assetsOf(then, [])
  return {
    cells: [...places].map(([at, place]) => ({ ...place, customers: count(now, at), before: then && count(then, at) })),
    effort: effortByGrade(now).map((row, at) => ({
      grade: row.grade,
      customers: row.customers,
      share: row.share,
      minutesShare: row.minutesShare,
      deserved: row.deserved,
      before: before ? { customers: before[at]!.customers, share: before[at]!.share } : null,
    })),
    assets: {
      customers: assets.customers,
      index: assets.index,
      before: assetsThen && { customers: assetsThen.customers, index: assetsThen.index },
      gained: assets.gained,
      lost: assets.lost,
    },
  }
}
