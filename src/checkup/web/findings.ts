import type { CheckupReply, SummaryReply } from '../contract.ts'
import type { ListOfDeals } from './checkup-view.ts'

type Bottleneck = CheckupReply['bottlenecks'][number]

/** One of the things a director takes to the board: about a stage, with its money in minor units and the deals behind it. */
export type Finding = { stageKey: string; name: string; amountMinor: number; list: ListOfDeals } & (
  | { kind: 'where'; deals: number; share: number | null }
  | { kind: 'mend'; of: Bottleneck; certain: boolean }
  | { kind: 'first'; sentence: string }
)

const sure = ({ judgement }: Bottleneck): boolean => judgement === 'significantly-low'

/**
 * Three answers, each with its price: where it hurts (the stage whose losses cost most after what would have become of them), what mending
 * brings (the stage whose benchmark is worth most; a certain one before those that may be chance), and what lies about (open deals beyond
 * their limit, from the summary). An answer that nobody can give is left out.
 */
export function findingsOf(
  { stages, bottlenecks }: Pick<CheckupReply, 'stages' | 'bottlenecks'>,
  actions: SummaryReply['actions'] = [],
): Finding[] {
  const dearest = most(
    stages.filter(({ died }) => died.count > 0),
    ({ expectedLossMinor }) => expectedLossMinor,
  )
  const gains = bottlenecks.filter(({ gainMinor }) => gainMinor > 0)
  const worth = ({ gainMinor }: Bottleneck): number => gainMinor
  const mend = most(gains.filter(sure), worth) ?? most(gains, worth)
  const first = actions.find(({ key, stageKey, amountMinor }) => key === 'stuck' && stageKey !== null && amountMinor !== null)
  const nameOf = (key: string): string => stages.find((stage) => stage.key === key)?.name ?? ''
  const found: Finding[] = []
  if (dearest)
    found.push({
      kind: 'where',
      stageKey: dearest.key,
      name: dearest.name,
      amountMinor: dearest.expectedLossMinor,
      deals: dearest.died.count,
      share: dearest.lossShare,
      list: { outcome: 'died', stage: dearest.key },
    })
  if (mend)
    found.push({
      kind: 'mend',
      stageKey: mend.stageKey,
      name: mend.name,
      amountMinor: mend.gainMinor,
      of: mend,
      certain: sure(mend),
      list: { outcome: 'notPassed', stage: mend.stageKey },
    })
  if (first)
    found.push({
      kind: 'first',
      stageKey: first.stageKey!,
      name: nameOf(first.stageKey!),
      amountMinor: first.amountMinor!,
      sentence: first.sentence,
      list: { outcome: 'overLimit', stage: first.stageKey! },
    })
  return found
}

const most = <T>(list: readonly T[], value: (one: T) => number): T | undefined =>
  list.reduce<T | undefined>((best, one) => (best === undefined || value(one) > value(best) ? one : best), undefined)
