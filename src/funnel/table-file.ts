import type { Locale } from '../platform/words.ts'
import { say } from '../platform/words.ts'
import type { FunnelReply, StageReply } from './contract.ts'
import { words } from './words.ts'

type Cell = string | number | null

const money = (minor: number, digits: number): number => minor / 10 ** digits

/**
 * The funnel as rows of a sheet: the definition first, then one line per stage with plain numbers (shares 0-1, money in major
 * units, days), then the groups in the same columns. `digits` are the decimals of the currency.
 */
export function funnelRows(reply: FunnelReply, locale: Locale, digits: number): Cell[][] {
  const t = (key: Parameters<typeof say<keyof (typeof words)['en']>>[2]): string => say(locale, words, key)
  const period = reply.definition.basis === 'period'
  const withUnit = (label: string): string => `${label} (${reply.currency})`
  const columns: [string, (stage: StageReply) => Cell][] = [
    ...(period ? [[t('opening'), (stage: StageReply) => stage.opening ?? 0] as [string, (stage: StageReply) => Cell]] : []),
    [t(period ? 'firstEntered' : 'entered'), (stage) => stage.entered],
    ...(period ? [[t('reEntered'), (stage: StageReply) => stage.reEntered ?? 0] as [string, (stage: StageReply) => Cell]] : []),
    [t('advanced'), (stage) => stage.advanced],
    [t('lost'), (stage) => stage.lost],
    [t('terminated'), (stage) => stage.terminated],
    [t('onHold'), (stage) => stage.onHold],
    [t('movedBack'), (stage) => stage.movedBack],
    [t('transferred'), (stage) => stage.transferred],
    [t(period ? 'closing' : 'open'), (stage) => stage.open],
    [t('skipped'), (stage) => stage.skipped],
    [t('conversion'), (stage) => stage.conversion],
    [`${t('interval')} −`, (stage) => stage.conversionLow],
    [`${t('interval')} +`, (stage) => stage.conversionHigh],
    [t('medianDays'), (stage) => stage.medianDays],
    [t('p90Days'), (stage) => stage.p90Days],
    [t('inTheEnd'), (stage) => stage.advancedInTheEnd],
    [withUnit(t('enteredAmount')), (stage) => money(stage.enteredAmountMinor, digits)],
    [withUnit(t('lostAmount')), (stage) => money(stage.lostAmountMinor, digits)],
    [withUnit(t('expectedLoss')), (stage) => money(stage.expectedLossMinor, digits)],
  ]
  const line = (group: string, stage: StageReply): Cell[] => [group, stage.name, ...columns.map(([, of]) => of(stage))]
  return [
    [reply.definition.sentence],
    [reply.definition.conversion],
    [],
    [t('groupBy'), t('stage'), ...columns.map(([label]) => label)],
    ...reply.stages.map((stage) => line(t('rowTotal'), stage)),
    ...(reply.groups ?? []).flatMap((group) => group.stages.map((stage) => line(group.name, stage))),
  ]
}
