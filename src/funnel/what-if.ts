/** A flow through the stages and what it yields. `flow` is the deals at each stage, then the won ones. */
export interface Flow {
  flow: number[]
  deals: number
  moneyMinor: number
}

export interface WhatIf extends Flow {
  base: Flow
  difference: { deals: number; moneyMinor: number; share: number | null }
}

/**
 * The funnel with other rates or another volume (FUNNEL-SCIENCE 1.8). `reached` is the number of deals at each stage and, last, won;
 * `rates[k]` (0-1) replaces the share going on from stage k where given, `volume` the deals at the first stage,
 * `amountMinor` is the mean amount of a won deal. Nothing is rounded. A stage nobody reached passes nothing on unless its rate is given.
 */
export function simulate(
  reached: readonly number[],
  rates: readonly (number | null | undefined)[],
  volume: number | null,
  amountMinor: number,
): WhatIf {
  const base = yielding([...reached], amountMinor)
  const own = ratesOf(reached)
  const used = own.map((rate, index) => clampShare(rates[index] ?? rate))
  const next = yielding(flowOf(volume ?? reached[0] ?? 0, used), amountMinor)
  return {
    ...next,
    base,
    difference: {
      deals: next.deals - base.deals,
      moneyMinor: next.moneyMinor - base.moneyMinor,
      share: base.deals === 0 ? null : next.deals / base.deals - 1,
    },
  }
}

/**
 * "Keep one more customer at every stage", read in its three honest ways: all kept ones surely buy (upper bound);
 * each then meets today's downstream rates and they are added; all rates improve at once (compound, the default).
 * `single[k]` is one more at stage k alone. In won deals, not rounded. A stage that already keeps everybody has none to add.
 */
export function oneMorePerStage(reached: readonly number[]): {
  upperBound: number
  added: number
  compound: number
  single: number[]
  rates: number[]
} {
  const deals = reached.at(-1) ?? 0
  const room = reached.slice(1).map((next, index) => (next > 0 ? Math.min(1, Math.max(0, reached[index]! - next)) : 0))
  const single = room.map((more, index) => (more === 0 ? 0 : (deals * more) / reached[index + 1]!))
  return {
    upperBound: deals + room.reduce((sum, more) => sum + more, 0),
    added: deals + single.reduce((sum, more) => sum + more, 0),
    compound: room.reduce((product, more, index) => (more === 0 ? product : product * (1 + more / reached[index + 1]!)), deals),
    single,
    rates: room.map((more, index) => (reached[index]! > 0 ? clampShare((reached[index + 1]! + more) / reached[index]!) : 0)),
  }
}

/** Share going on from each stage; 0 where nobody was. */
export const ratesOf = (reached: readonly number[]): number[] =>
  reached.slice(1).map((next, index) => (reached[index]! > 0 ? clampShare(next / reached[index]!) : 0))

const clampShare = (rate: number): number => Math.min(1, Math.max(0, rate))

function flowOf(volume: number, rates: readonly number[]): number[] {
  const flow = [volume]
  for (const rate of rates) flow.push(flow.at(-1)! * rate)
  return flow
}

const yielding = (flow: number[], amountMinor: number): Flow => {
  const deals = flow.at(-1) ?? 0
  return { flow, deals, moneyMinor: deals * amountMinor }
}
