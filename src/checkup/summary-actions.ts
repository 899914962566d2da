import type { CheckupReply, SummaryReply } from './contract.ts'
import type { HabitsReply } from './habits-contract.ts'
import { told } from './telling.ts'
import type { TimeReply } from './time-contract.ts'
import type { LossesReply } from './why-contract.ts'
import type { words } from './words/summary.ts'

export type Key = keyof (typeof words)['en']
export type Facts = Record<string, unknown>
export type Say = (key: Key, facts?: Facts) => string

export interface Figures {
  checkup: CheckupReply
  losses: LossesReply
  time: Pick<TimeReply, 'stages'>
  habits: Pick<HabitsReply, 'findings'>
}

export const top = <T>(list: readonly T[], value: (one: T) => number): T | undefined =>
  list.reduce<T | undefined>((best, one) => (best === undefined || value(one) > value(best) ? one : best), undefined)

/** Stages with open deals over their red limit. */
export const beyond = ({ time }: Figures) => time.stages.filter(({ open }) => open.red + open.forced > 0)

/** What to do first: what is certain and large before what only may help. */
export function actions(found: Figures, t: Say): SummaryReply['actions'] {
  const { checkup, losses } = found
  const low = checkup.bottlenecks.filter(({ judgement }) => judgement === 'significantly-low')
  const stuck = top(beyond(found), ({ open }) => open.red + open.forced)
  const [reason] = losses.reasons.byCount
  const [response] = losses.reasons.responses
  const rising = losses.competitors.filter(({ trend }) => trend === 'rising')
  return [
    ...low.map(({ stageKey, name, gainMinor }) => ({
      key: `low:${stageKey}`,
      stageKey,
      sentence: t('act.low', { stage: name }),
      certain: true,
      amountMinor: gainMinor,
    })),
    ...(stuck
      ? [
          {
            key: 'stuck',
            stageKey: stuck.key,
            sentence: t('act.stuck', { stage: stuck.name, count: told.count(stuck.open.red + stuck.open.forced) }),
            certain: true,
            amountMinor: stuck.open.overLimitMinor,
          },
        ]
      : []),
    ...rising.map(({ id, name }) => ({
      key: `rising:${id}`,
      stageKey: null,
      sentence: t('act.rising', { name }),
      certain: true,
      amountMinor: null,
    })),
    ...habitActions(found.habits),
    ...(reason && response
      ? [
          {
            key: 'reason',
            stageKey: response.stageKey,
            sentence: t('act.reason', { reason: reason.name, stage: response.stageName }),
            certain: !reason.tied,
            amountMinor: reason.amountMinor,
          },
        ]
      : []),
    ...(losses.reasons.othersAlarm
      ? [
          {
            key: 'others',
            stageKey: null,
            sentence: t('act.others', { share: told.share(losses.reasons.othersShare) }),
            certain: true,
            amountMinor: null,
          },
        ]
      : []),
    ...(checkup.about.unknownEntry > 0
      ? [
          {
            key: 'dates',
            stageKey: null,
            sentence: t('act.dates', { count: checkup.about.unknownEntry }),
            certain: true,
            amountMinor: null,
          },
        ]
      : []),
  ]
}

/** One action of each kind: of open deals at large before that of a person. */
function habitActions({ findings }: Figures['habits']): SummaryReply['actions'] {
  const kinds = [...new Set(findings.map(({ kind }) => kind))]
  return kinds.map((kind) => {
    const { key, action, amountMinor } = findings.find((one) => one.kind === kind)!
    return { key: `habit:${key}`, stageKey: null, sentence: action, certain: true, amountMinor }
  })
}
