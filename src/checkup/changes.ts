import { attributes, type Deals, stayWidth } from './deals.ts'

const numbers = [
  'state',
  'highest',
  'final',
  'entered',
  'enteredAt',
  'endedAt',
  'amountMinor',
  'otherCurrency',
  'standing',
] as const

/** A row of the columns as it was, taken down before it was written anew. */
interface Change {
  row: number
  /** One of each of `numbers`, in this order; null where there was no such row. */
  before: { numbers: Float64Array; codes: Int32Array; firstAt: Int32Array; stays: Int32Array } | null
}

/** The last rows of columns that changed, in the order in which they did, but for the first `forgotten`. */
export interface Changes {
  count: number
  forgotten: number
  list: Change[]
}

export const noChanges = (): Changes => ({ count: 0, forgotten: 0, list: [] })

/** Who lags further behind counts anew: that is quicker then. */
const mostKept = 2000

type Columns = Pick<Deals, (typeof numbers)[number] | 'of' | 'firstAt' | 'stays' | 'stageCount'>

/** To be called before the row is written; null: there was none. */
export function noteChange(changes: Changes, row: number, columns: Columns | null): void {
  if (changes.list.length >= mostKept) {
    changes.forgotten += changes.list.length
    changes.list = []
  }
  changes.count++
  changes.list.push({ row, before: columns && beforeOf(columns, row) })
}

function beforeOf(columns: Columns, row: number): Change['before'] {
  const { stays, firstAt, stageCount, of } = columns
  const first = stays.first[row]! * stayWidth
  return {
    numbers: Float64Array.from(numbers, (name) => columns[name][row]!),
    codes: Int32Array.from(attributes, (name) => of[name].codes[row]!),
    firstAt: firstAt.slice(row * stageCount, (row + 1) * stageCount),
    stays: stays.numbers.slice(first, first + stays.count[row]! * stayWidth),
  }
}

interface Since {
  /** Rows that changed, each once, and of those that were there before how they were: a row of `before` for each of `beforeRows`. */
  rows: Uint32Array
  beforeRows: number[]
  before: Deals
}

/** What changed after so many changes; null when that is not known any more. */
export function changedSince(deals: Deals, { list, forgotten }: Changes, after: number): Since | null {
  if (after < forgotten) return null
  const first = new Map<number, Change['before']>()
  for (let at = after - forgotten; at < list.length; at++) {
    const { row, before } = list[at]!
    if (!first.has(row)) first.set(row, before)
  }
  const were = [...first].flatMap(([row, before]) => (before ? [{ row, before }] : []))
  return {
    rows: Uint32Array.from(first.keys()),
    beforeRows: were.map(({ row }) => row),
    before: dealsOf(
      deals,
      were.map(({ before }) => before),
    ),
  }
}

/** Columns of these rows alone. */
function dealsOf(deals: Deals, rows: readonly NonNullable<Change['before']>[]): Deals {
  const column = <T extends { from: (source: Iterable<number>) => unknown }>(Kind: T, name: (typeof numbers)[number]) =>
    Kind.from(rows.map((row) => row.numbers[numbers.indexOf(name)]!)) as ReturnType<T['from']>
  const stays = { first: new Uint32Array(rows.length), count: new Uint16Array(rows.length), numbers: new Int32Array(rows.reduce((sum, row) => sum + row.stays.length, 0)) } // prettier-ignore
  const firstAt = new Int32Array(rows.length * deals.stageCount)
  let at = 0
  for (const [place, row] of rows.entries()) {
    firstAt.set(row.firstAt, place * deals.stageCount)
    stays.numbers.set(row.stays, at)
    stays.first[place] = at / stayWidth
    stays.count[place] = row.stays.length / stayWidth
    at += row.stays.length
  }
  return {
    ...deals,
    size: rows.length,
    changes: undefined,
    all: new Uint8Array(rows.length).fill(1),
    state: column(Uint8Array, 'state') as Uint8Array,
    highest: column(Uint8Array, 'highest') as Uint8Array,
    final: column(Uint8Array, 'final') as Uint8Array,
    entered: column(Int32Array, 'entered') as Int32Array,
    enteredAt: column(Float64Array, 'enteredAt') as Float64Array,
    endedAt: column(Float64Array, 'endedAt') as Float64Array,
    amountMinor: column(Float64Array, 'amountMinor') as Float64Array,
    otherCurrency: column(Uint8Array, 'otherCurrency') as Uint8Array,
    standing: column(Uint32Array, 'standing') as Uint32Array,
    of: Object.fromEntries(
      attributes.map((name, place) => [
        name,
        { codes: Int32Array.from(rows, ({ codes }) => codes[place]!), values: deals.of[name].values },
      ]),
    ) as Deals['of'],
    firstAt,
    stays,
    reached: {},
  }
}
