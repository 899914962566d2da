import { ratesOf, simulate, type WhatIf } from '../../funnel/what-if.ts'

/** What the desk starts from: deals at each stage and, last, won; the mean amount of a won deal in minor units. */
export interface DeskBase {
  reached: readonly number[]
  amountMinor: number
}

/** What is turned on the desk; null leaves it as it was. Rates 0-1 in stage order. */
export interface DeskChange {
  rates: readonly (number | null)[]
  volume: number | null
  amountMinor: number | null
  targetMinor: number | null
}

export const untouched = (base: DeskBase, targetMinor: number | null): DeskChange => ({
  rates: base.reached.slice(1).map(() => null),
  volume: null,
  amountMinor: null,
  targetMinor,
})

export const isTouched = ({ rates, volume, amountMinor }: DeskChange): boolean =>
  volume !== null || amountMinor !== null || rates.some((rate) => rate !== null)

export interface DeskOutcome extends WhatIf {
  /** Share going on from each stage, as it was and as it is turned. */
  ownRates: number[]
  rates: number[]
  /** Money still missing to the target, as it was and now; negative above it; null without one. */
  gapBefore: number | null
  gap: number | null
}

/** Flow, deals, money and gap to target for what is turned. Nothing is rounded. With another price the money before keeps the old one. */
export function outcomeOf(base: DeskBase, change: DeskChange): DeskOutcome {
  const { reached, amountMinor } = base
  const turned = simulate(reached, change.rates, change.volume, change.amountMinor ?? amountMinor)
  const before = { ...turned.base, moneyMinor: turned.base.deals * amountMinor }
  const ownRates = ratesOf(reached)
  const gapTo = (money: number): number | null => (change.targetMinor === null ? null : change.targetMinor - money)
  return {
    ...turned,
    base: before,
    difference: { ...turned.difference, moneyMinor: turned.moneyMinor - before.moneyMinor },
    ownRates,
    rates: ownRates.map((own, index) => change.rates[index] ?? own),
    gapBefore: gapTo(before.moneyMinor),
    gap: gapTo(turned.moneyMinor),
  }
}

/** The desk with its way back. `at` names what was turned last: a slider that is dragged is one step of undo, not fifty. */
export interface Desk {
  now: DeskChange
  before: readonly DeskChange[]
  at: string
}

export type DeskMove =
  | { kind: 'turn'; at: string; change: Partial<DeskChange> }
  | { kind: 'undo' }
  | { kind: 'let-go' }
  | { kind: 'put'; change: DeskChange }

const steps = 100

export function deskAfter(desk: Desk, move: DeskMove): Desk {
  switch (move.kind) {
    case 'turn': {
      const before = desk.at === move.at ? desk.before : [...desk.before, desk.now].slice(-steps)
      return { now: { ...desk.now, ...move.change }, before, at: move.at }
    }
    case 'let-go':
      return { ...desk, at: '' }
    case 'put':
      return { now: move.change, before: [...desk.before, desk.now].slice(-steps), at: '' }
    case 'undo': {
      const last = desk.before.at(-1)
      return last ? { now: last, before: desk.before.slice(0, -1), at: '' } : desk
    }
  }
}

export const withRate = (rates: readonly (number | null)[], index: number, rate: number | null): (number | null)[] =>
  rates.map((one, at) => (at === index ? rate : one))
