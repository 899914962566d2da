/** What people say of a product at a unit; who says nothing does not know. */
export const saidStates = ['aimed', 'not-for-them'] as const
export type SaidState = (typeof saidStates)[number]
/** How a cell is read, the first that applies: what was bought, what is on the way, what people say, nothing. */
export const cellStates = ['bought', 'open', 'aimed', 'not-for-them', 'unknown'] as const
export type CellState = (typeof cellStates)[number]

export interface Unit {
  id: string
  /** The subsidiary that it is; null for a unit that somebody typed. */
  customerId: string | null
}
export interface SaidCell {
  productId: string
  /** Null is the company itself: what belongs to no unit. */
  unitId: string | null
  said: SaidState
  /** Minor units; null where nobody put a figure on it. */
  amountMinor: number | null
  note: string
}
export interface PlanDeal {
  id: string
  customerId: string
  productId: string | null
  /** The typed unit that somebody gave it to. */
  unitId: string | null
  isWon: boolean
  /** Minor units of the organisation's currency; null where it has no amount or there is no rate. */
  amountMinor: number | null
}

export interface Cell {
  productId: string
  unitId: string | null
  state: CellState
  won: { deals: number; amountMinor: number }
  open: { deals: number; amountMinor: number }
  /** What is aimed at beyond what was bought and what is on the way; null where nothing is. */
  aimedMinor: number | null
  said: SaidState | null
  note: string
  dealIds: string[]
}

/** Where a deal stands in the table: at the subsidiary whose deal it is, at the unit somebody gave it to, else at the company itself. */
export function unitOf(deal: Pick<PlanDeal, 'customerId' | 'unitId'>, units: readonly Unit[]): string | null {
  const subsidiary = units.find(({ customerId }) => customerId === deal.customerId)
  if (subsidiary) return subsidiary.id
  return units.some(({ id, customerId }) => id === deal.unitId && customerId === null) ? deal.unitId : null
}

/**
 * The white-space table: every product at the company itself and at every unit. Deals tell what was bought and what is on the way;
 * people say what they aim at and what is not for them, which deals overrule but do not erase.
 */
export function whiteSpace(
  products: readonly string[],
  units: readonly Unit[],
  said: readonly SaidCell[],
  deals: readonly PlanDeal[],
): Cell[] {
  const places = [null, ...units.map(({ id }) => id)]
  const key = (productId: string, unitId: string | null): string => `${productId} ${unitId ?? ''}`
  const words = new Map(said.map((cell) => [key(cell.productId, cell.unitId), cell]))
  const placed = new Map<string, PlanDeal[]>()
  for (const deal of deals) {
    const at = key(deal.productId ?? '', unitOf(deal, units))
    placed.set(at, [...(placed.get(at) ?? []), deal])
  }
  return products.flatMap((productId) =>
    places.map((unitId) =>
      cellOf(productId, unitId, words.get(key(productId, unitId)), placed.get(key(productId, unitId)) ?? []),
    ),
  )
}

function cellOf(productId: string, unitId: string | null, word: SaidCell | undefined, deals: readonly PlanDeal[]): Cell {
  const sum = (some: readonly PlanDeal[]) => ({
    deals: some.length,
    amountMinor: some.reduce((total, { amountMinor }) => total + (amountMinor ?? 0), 0),
  })
  const won = sum(deals.filter(({ isWon }) => isWon))
  const open = sum(deals.filter(({ isWon }) => !isWon))
  return {
    productId,
    unitId,
    state: won.deals > 0 ? 'bought' : open.deals > 0 ? 'open' : (word?.said ?? 'unknown'),
    won,
    open,
    aimedMinor: word?.said === 'aimed' ? word.amountMinor : null,
    said: word?.said ?? null,
    note: word?.note ?? '',
    dealIds: deals.map(({ id }) => id),
  }
}

/** How much of the table is ours: cells by state, and the share of those that could buy which have bought, 0-1; null where none could. */
export function coverageOf(cells: readonly Pick<Cell, 'state'>[]) {
  const counts = Object.fromEntries(
    cellStates.map((state) => [state, cells.filter((cell) => cell.state === state).length]),
  ) as Record<CellState, number>
  const possible = cells.length - counts['not-for-them']
  return { counts, share: possible === 0 ? null : counts.bought / possible }
}

/** Sum of what is aimed at, minor units. */
export const aimedOf = (said: readonly Pick<SaidCell, 'said' | 'amountMinor'>[]): number =>
  said.reduce((sum, cell) => sum + (cell.said === 'aimed' ? (cell.amountMinor ?? 0) : 0), 0)
