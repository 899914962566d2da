import type { z } from 'zod'
import type { ReplyOf } from '../../ui/api.ts'
import type { opportunityShape, readBoard } from '../contract.ts'

/** What the board shows, as plain values: cards, columns, and what a move does to them before the server has answered. */
export type Card = z.output<typeof opportunityShape>
export type BoardReply = ReplyOf<typeof readBoard>
export type BoardStage = BoardReply['columns'][number]['stage']

export interface Column {
  stage: BoardStage
  count: number
  amountMinor: number
  weightedAmountMinor: number
  withoutAmount: number
  /** Beyond the warning limit, those beyond the critical one among them. */
  overWarning: number
  overCritical: number
  overdueSteps: number
  /** Cards known to be in the server's present order; `tail` are older ones that are being read again behind them. */
  fresh: readonly string[]
  tail: readonly string[]
  nextCursor: string | null
  isLoading: boolean
  /** The last attempt to load more went wrong. */
  hasFailed: boolean
}

export const idsOf = (column: Column): readonly string[] =>
  column.tail.length > 0 ? [...column.fresh, ...column.tail] : column.fresh

/** The server's order of a column (`urgency` in queries/list.ts): the next step that is due first, then the larger amount. */
export const byUrgency = (a: Card, b: Card): number =>
  compare(a.nextStepOn ?? '9999', b.nextStepOn ?? '9999') || (b.amountMinor ?? -1) - (a.amountMinor ?? -1) || compare(a.id, b.id)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The card as it will look in another stage until the server says so itself. */
export const inStage = (card: Card, stage: BoardStage, now: Date): Card => ({
  ...card,
  stage: { id: stage.id, key: stage.key, name: stage.name, position: stage.position },
  probability: stage.probability,
  stageSince: now.toISOString(),
  daysInStage: 0,
  ageing: 'fine',
})

const counted = (column: Column, card: Card, sign: 1 | -1): Column => ({
  ...column,
  count: column.count + sign,
  amountMinor: column.amountMinor + sign * (card.amountMinor ?? 0),
  weightedAmountMinor: column.weightedAmountMinor + sign * Math.round((card.amountMinor ?? 0) * column.stage.probability),
  withoutAmount: column.withoutAmount + (card.amountMinor === null ? sign : 0),
  overWarning: column.overWarning + (card.ageing === 'warning' || card.ageing === 'critical' ? sign : 0),
  overCritical: column.overCritical + (card.ageing === 'critical' ? sign : 0),
  overdueSteps: column.overdueSteps + (card.nextStepState === 'overdue' ? sign : 0),
})

export const without = (column: Column, card: Card): Column => ({
  ...counted(column, card, -1),
  fresh: column.fresh.filter((id) => id !== card.id),
  tail: column.tail.filter((id) => id !== card.id),
})

/** The column with the card at its place in the order; `cards` are those that the column's ids name. */
export const withCard = (column: Column, card: Card, cards: ReadonlyMap<string, Card>): Column => ({
  ...counted(column, card, 1),
  fresh: column.fresh.toSpliced(placeFor(column, card, cards), 0, card.id),
})

/** The index at which the card would stand among the loaded cards of the column. */
export const placeFor = (column: Column, card: Card, cards: ReadonlyMap<string, Card>): number => {
  const at = column.fresh.findIndex((id) => {
    const other = cards.get(id)
    return other !== undefined && id !== card.id && byUrgency(card, other) < 0
  })
  return at === -1 ? column.fresh.length : at
}

export interface Totals {
  count: number
  amountMinor: number
  weightedAmountMinor: number
  overAge: number
  overdueSteps: number
}

export const totalsOf = (columns: readonly Column[]): Totals => {
  const totals: Totals = { count: 0, amountMinor: 0, weightedAmountMinor: 0, overAge: 0, overdueSteps: 0 }
  for (const column of columns) {
    totals.count += column.count
    totals.amountMinor += column.amountMinor
    totals.weightedAmountMinor += column.weightedAmountMinor
    totals.overAge += column.overWarning
    totals.overdueSteps += column.overdueSteps
  }
  return totals
}
