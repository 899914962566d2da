import type { Kinds } from './page-figures.ts'

/**
 * What is true of a deal at one gate, bit by bit: how deals came and went is counted by what is true of them, one number for each, and put
 * together when all are counted. `hereByNow`: it came in the stretch and by now; `ripe`: that, and a horizon ago.
 */
export const [hereByNow, onByNow, failedByNow, ripe, onInTime, failedInTime] = [1, 2, 4, 8, 16, 32] as const
export const codeCount = 64

/** What is true of few: counted one by one, those of a stage side by side. */
export const [exitsOn, exitsLost, snapshotOf, snapshotOn, snapshotLost, flowHere, flowNext] = [0, 1, 2, 3, 4, 5, 6] as const
export const rareCount = 7

export function kindsOf(codes: Uint32Array, rare: Uint32Array): Kinds {
  const having = (all: number, none = 0): number =>
    codes.reduce((sum, count, code) => ((code & all) === all && (code & none) === 0 ? sum + count : sum), 0)
  const tally = (of: number, advanced: number, lost: number) => ({ of, advanced, lost, notYet: of - advanced - lost })
  const at = (place: number): number => rare[place]!
  return {
    cohort: tally(having(hereByNow), having(hereByNow | onByNow), having(hereByNow | failedByNow, onByNow)),
    matured: tally(having(ripe), having(ripe | onInTime), having(ripe | failedInTime, onInTime)),
    exits: tally(at(exitsOn) + at(exitsLost), at(exitsOn), at(exitsLost)),
    snapshot: tally(at(snapshotOf), at(snapshotOn), at(snapshotLost)),
    flow: { here: at(flowHere), next: at(flowNext), value: at(flowHere) === 0 ? null : at(flowNext) / at(flowHere) },
  }
}
