// Boosted trees on histograms (FUNNEL-SCIENCE §3.4, level 4): small trees one after the other, each mending what the ones before it
// leave wrong, by the logarithmic loss. Nothing in it is drawn by chance: the same rows give the same trees.

/** A column of the rows. Numbers: not a number where nobody knows. Codes have no order; 0 and rare ones are one group. */
export interface TreeColumn {
  kind: 'number' | 'code'
  /** 1: a larger value never lowers the chance, −1: never raises it, whatever the other columns say. Numbers only. */
  direction?: 1 | -1
}

/** A leaf's log-odds, or a question: below or at `cut` (or one of `codes`) to `left`, else to `right`; an unknown number goes as `unknownLeft` says. */
export interface TreeNode {
  value?: number
  column?: number
  cut?: number
  codes?: number[]
  unknownLeft?: boolean
  left?: number
  right?: number
}

export interface BoostedTrees {
  base: number
  trees: TreeNode[][]
}

/** Rows by column, in order of time. */
export interface TreeRows {
  columns: readonly Float64Array[]
  won: Uint8Array
  weight: Float64Array
  /** Log-odds that the trees start from. */
  offset: Float64Array
}

export interface TreeSettings {
  depth: number
  rate: number
  most: number
  /** Least weight of a leaf, and what every leaf's curvature is held to zero by. */
  leaf: number
  ridge: number
}
export const usualTrees: TreeSettings = { depth: 3, rate: 0.1, most: 200, leaf: 20, ridge: 5 }

const mostBins = 32
const patience = 15
const heldShare = 0.2

/**
 * Learns trees from rows in order of time. How many is decided on the last fifth, told by trees of the rows before; then all rows
 * teach as many. None where none would help.
 */
export function growTrees(rows: TreeRows, columns: readonly TreeColumn[], settings: TreeSettings = usualTrees): BoostedTrees {
  const count = rows.won.length
  const taught = Math.floor(count * (1 - heldShare))
  const part = (from: number, to: number): TreeRows => ({
    columns: rows.columns.map((column) => column.subarray(from, to)),
    won: rows.won.subarray(from, to),
    weight: rows.weight.subarray(from, to),
    offset: rows.offset.subarray(from, to),
  })
  const tried = grow(part(0, taught), columns, settings, settings.most, part(taught, count))
  return grow(rows, columns, settings, tried.trees.length)
}

/** Grows so many trees; with rows held back, no more than make these better told. */
export function grow(
  rows: TreeRows,
  columns: readonly TreeColumn[],
  settings: TreeSettings,
  most: number,
  held?: TreeRows,
): BoostedTrees {
  const bins = columns.map(({ kind }, at) =>
    kind === 'number' ? binsOf(rows.columns[at]!) : groupsOf(rows.columns[at]!, rows.weight),
  )
  const binned = bins.map((each, at) => binned8(each, rows.columns[at]!))
  const count = rows.won.length
  const base = baseOf(rows)
  const odds = rows.offset.map((each) => each + base)
  const heldOdds = held?.offset.map((each) => each + base)
  const slope = { g: new Float64Array(count), h: new Float64Array(count) }
  const trees: TreeNode[][] = []
  let best = { loss: held ? lossOf(held, heldOdds!) : 0, trees: 0 }
  for (let round = 0; round < most; round++) {
    for (let row = 0; row < count; row++) {
      const p = 1 / (1 + Math.exp(-odds[row]!))
      slope.g[row] = rows.weight[row]! * (rows.won[row]! - p)
      slope.h[row] = rows.weight[row]! * p * (1 - p)
    }
    const tree = new Grower(rows, columns, bins, binned, slope, settings).tree
    if (tree.length === 1) break
    trees.push(tree)
    for (let row = 0; row < count; row++) odds[row]! += leafOf(tree, rows.columns, row)
    if (!held) continue
    for (let row = 0; row < held.won.length; row++) heldOdds![row]! += leafOf(tree, held.columns, row)
    const loss = lossOf(held, heldOdds!)
    if (loss < best.loss) best = { loss, trees: trees.length }
    else if (trees.length - best.trees >= patience) break
  }
  return { base, trees: held ? trees.slice(0, best.trees) : trees }
}

/** Log-odds of a row. */
export function treeOdds({ base, trees }: BoostedTrees, columns: readonly Float64Array[], row: number, offset = 0): number {
  let odds = base + offset
  for (const tree of trees) odds += leafOf(tree, columns, row)
  return odds
}

function leafOf(tree: readonly TreeNode[], columns: readonly Float64Array[], row: number): number {
  let node = tree[0]!
  while (node.value === undefined) {
    const value = columns[node.column!]![row]!
    const left = node.codes ? node.codes.includes(value) : Number.isNaN(value) ? node.unknownLeft! : value <= node.cut!
    node = tree[left ? node.left! : node.right!]!
  }
  return node.value
}

/** Common to all rows, held to 0 with a deviation of 2: Newton steps from the offsets. */
function baseOf({ won, weight, offset }: TreeRows): number {
  let base = 0
  for (let step = 0; step < 8; step++) {
    let [g, h] = [-base / 4, 1 / 4]
    for (let row = 0; row < won.length; row++) {
      const p = 1 / (1 + Math.exp(-offset[row]! - base))
      g += weight[row]! * (won[row]! - p)
      h += weight[row]! * p * (1 - p)
    }
    base += Math.max(-1, Math.min(1, g / h))
  }
  return base
}

function lossOf({ won, weight }: TreeRows, odds: Float64Array): number {
  let loss = 0
  for (let row = 0; row < won.length; row++) loss += weight[row]! * Math.log1p(Math.exp(won[row]! ? -odds[row]! : odds[row]!))
  return loss
}

/** Bin 0: unknown (or rare); from 1 on: up to each cut, or each code. */
type Bins = { cuts: number[] } | { codes: number[] }

function binsOf(values: Float64Array): Bins {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  const cuts = new Set<number>()
  for (let bin = 1; bin < mostBins; bin++) {
    const at = Math.floor((bin * sorted.length) / mostBins)
    if (at > 0 && at < sorted.length && sorted[at - 1]! < sorted[at]!) cuts.add((sorted[at - 1]! + sorted[at]!) / 2)
  }
  // a column of few values has a cut between each two of them
  const distinct = [...new Set(sorted)]
  if (distinct.length <= mostBins) for (let at = 1; at < distinct.length; at++) cuts.add((distinct[at - 1]! + distinct[at]!) / 2)
  return { cuts: [...cuts].sort((a, b) => a - b) }
}

function groupsOf(values: Float64Array, weight: Float64Array): Bins {
  const counts = new Map<number, number>()
  values.forEach((value, row) => value > 0 && counts.set(value, (counts.get(value) ?? 0) + weight[row]!))
  return {
    codes: [...counts]
      .filter(([, count]) => count >= usualTrees.leaf)
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, mostBins - 1)
      .map(([code]) => code),
  }
}

function binned8(bins: Bins, values: Float64Array): Uint8Array {
  if ('codes' in bins) {
    const places = new Map(bins.codes.map((code, at) => [code, at + 1]))
    return Uint8Array.from(values, (value) => places.get(value) ?? 0)
  }
  const { cuts } = bins
  return Uint8Array.from(values, (value) => {
    if (Number.isNaN(value)) return 0
    let [low, high] = [0, cuts.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (value <= cuts[middle]!) high = middle
      else low = middle + 1
    }
    return low + 1
  })
}

interface Split {
  gain: number
  column: number
  /** Bins that go to the left. */
  left: Uint8Array
  cut: number
  values: [number, number]
}

/** One tree: every node is parted where that helps most, down to a depth. */
class Grower {
  readonly tree: TreeNode[] = []
  private readonly rows: TreeRows
  private readonly columns: readonly TreeColumn[]
  private readonly bins: readonly Bins[]
  private readonly binned: readonly Uint8Array[]
  private readonly slope: { g: Float64Array; h: Float64Array }
  private readonly settings: TreeSettings
  constructor(
    rows: TreeRows,
    columns: readonly TreeColumn[],
    bins: readonly Bins[],
    binned: readonly Uint8Array[],
    slope: { g: Float64Array; h: Float64Array },
    settings: TreeSettings,
  ) {
    this.rows = rows
    this.columns = columns
    this.bins = bins
    this.binned = binned
    this.slope = slope
    this.settings = settings
    this.node(Int32Array.from(rows.won.keys()), settings.depth, -Infinity, Infinity)
  }

  private node(own: Int32Array, depth: number, low: number, high: number): number {
    const number = this.tree.push({}) - 1
    const split = depth > 0 ? this.bestSplit(own, low, high) : null
    if (!split) {
      let [g, h] = [0, 0]
      for (const row of own) [g, h] = [g + this.slope.g[row]!, h + this.slope.h[row]!]
      this.tree[number] = { value: this.settings.rate * this.held(g, h, low, high) }
      return number
    }
    const bin = this.binned[split.column]!
    const left = own.filter((row) => split.left[bin[row]!] === 1)
    const right = own.filter((row) => split.left[bin[row]!] === 0)
    const middle = (split.values[0] + split.values[1]) / 2
    const direction = this.columns[split.column]!.direction
    const bounds = { left: { low, high }, right: { low, high } }
    if (direction === 1) [bounds.left.high, bounds.right.low] = [middle, middle]
    if (direction === -1) [bounds.left.low, bounds.right.high] = [middle, middle]
    const kind = this.bins[split.column]!
    const question =
      'codes' in kind
        ? { codes: kind.codes.filter((_, at) => split.left[at + 1] === 1) }
        : { cut: kind.cuts[split.cut]!, unknownLeft: split.left[0] === 1 }
    const children = {
      left: this.node(left, depth - 1, bounds.left.low, bounds.left.high),
      right: this.node(right, depth - 1, bounds.right.low, bounds.right.high),
    }
    this.tree[number] = { column: split.column, ...question, ...children }
    return number
  }

  private held(g: number, h: number, low: number, high: number): number {
    return Math.min(high, Math.max(low, g / (h + this.settings.ridge)))
  }

  private bestSplit(own: Int32Array, low: number, high: number): Split | null {
    let best: Split | null = null
    for (let column = 0; column < this.columns.length; column++) {
      const found = this.splitOf(column, own, low, high)
      if (found && found.gain > (best?.gain ?? 1e-9)) best = found
    }
    return best
  }

  private splitOf(column: number, own: Int32Array, low: number, high: number): Split | null {
    const kind = this.bins[column]!
    const count = ('codes' in kind ? kind.codes.length : kind.cuts.length + 1) + 1
    if (count <= 2 && 'cuts' in kind && kind.cuts.length === 0) return null
    const [g, h, w] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)]
    const bin = this.binned[column]!
    for (const row of own) {
      const at = bin[row]!
      g[at]! += this.slope.g[row]!
      h[at]! += this.slope.h[row]!
      w[at]! += this.rows.weight[row]!
    }
    const all = { g: sum(g), h: sum(h), w: sum(w) }
    const { ridge, leaf } = this.settings
    const direction = this.columns[column]!.direction
    const known = Array.from({ length: count - 1 }, (_, at) => at + 1)
    const ordered =
      'codes' in kind ? [0, ...known].sort((a, b) => g[a]! / (h[a]! + ridge) - g[b]! / (h[b]! + ridge) || a - b) : known
    let best: Split | null = null
    const consider = (start: { g: number; h: number; w: number }, unknownLeft: boolean) => {
      const left = { ...start }
      for (let place = 0; place < ordered.length - 1; place++) {
        const at = ordered[place]!
        left.g += g[at]!
        left.h += h[at]!
        left.w += w[at]!
        if (left.w < leaf || all.w - left.w < leaf) continue
        const right = { g: all.g - left.g, h: all.h - left.h }
        const values: [number, number] = [this.held(left.g, left.h, low, high), this.held(right.g, right.h, low, high)]
        if (direction !== undefined && direction * (values[1] - values[0]) < 0) continue
        const gain =
          gainOf(left.g, left.h, values[0], ridge) +
          gainOf(right.g, right.h, values[1], ridge) -
          all.g ** 2 / (2 * (all.h + ridge))
        if (gain <= (best?.gain ?? 0)) continue
        const mask = new Uint8Array(count)
        for (let each = 0; each <= place; each++) mask[ordered[each]!] = 1
        if ('cuts' in kind && unknownLeft) mask[0] = 1
        best = { gain, column, left: mask, cut: at - 1, values }
      }
    }
    consider({ g: 0, h: 0, w: 0 }, false)
    if ('cuts' in kind && w[0]! > 0) consider({ g: g[0]!, h: h[0]!, w: w[0]! }, true)
    // the group of unknown codes is asked as "none of the others": it may not stand among those that are named
    return best && 'codes' in kind && (best as Split).left[0] === 1 ? turned(best) : best
  }
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0)
/** What a leaf of this value takes off the loss. */
const gainOf = (g: number, h: number, value: number, ridge: number): number => g * value - ((h + ridge) * value ** 2) / 2

const turned = (split: Split): Split => ({
  ...split,
  left: split.left.map((side) => 1 - side),
  values: [split.values[1], split.values[0]],
})
