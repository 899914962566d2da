import { type Locale, say } from '../platform/words.ts'
import type { CheckupReply, SummaryReply } from './contract.ts'
import type { TimeReply } from './time-contract.ts'
import type { LossesReply } from './why-contract.ts'
import { words } from './words/table.ts'

type Cell = string | number | null
export interface Table {
  name: string
  rows: Cell[][]
}

interface Found {
  summary: SummaryReply
  checkup: CheckupReply
  losses: LossesReply
  time: TimeReply
}

/**
 * The check-up as tables, one a sheet: plain numbers (shares 0–1, days, money in major units), each sheet's definition above it.
 * `digits` are the decimals of the currency.
 */
export function checkupTables(found: Found, locale: Locale, digits: number): Table[] {
  const t = (key: keyof (typeof words)['en']): string => say(locale, words, key)
  const money = (minor: number): number => minor / 10 ** digits
  const { checkup, losses, time, summary } = found
  const unit = ` (${checkup.about.currency})`
  const heads = (...keys: Parameters<typeof t>[0][]): string[] => keys.map(t)
  const table = (name: Parameters<typeof t>[0], notes: readonly string[], head: string[], rows: Cell[][]): Table => ({
    name: t(name),
    rows: [...notes.map((note): Cell[] => [note]), [], head, ...rows],
  })
  const { about } = checkup
  return [
    {
      name: t('summary'),
      rows: [
        [summary.title],
        [summary.subtitle],
        ...summary.paragraphs.flatMap(({ heading, sentences }): Cell[][] => [
          [],
          [heading],
          ...sentences.map((sentence) => [sentence]),
        ]),
        [],
        [t('actions')],
        ...summary.actions.map(({ sentence }): Cell[] => [sentence]),
      ],
    },
    table(
      'losses',
      [about.sentence, about.lies],
      [
        ...heads('stage', 'cameIn', 'wentOn', 'lost', 'terminated', 'stillThere', 'elsewhere', 'lossShare'),
        t('gross') + unit,
        t('estimated') + unit,
        t('expected') + unit,
        ...heads('daysToLoss', 'medianDays'),
      ],
      checkup.stages.map((stage) => [
        stage.name,
        stage.cameIn.count,
        stage.wentOn.count,
        stage.lost.count,
        stage.terminated.count,
        stage.stillThere.count,
        stage.elsewhere.count,
        stage.lossShare,
        money(stage.grossLossMinor),
        money(stage.estimatedLossMinor),
        money(stage.expectedLossMinor),
        stage.medianDaysToLoss,
        stage.medianDays,
      ]),
    ),
    table(
      'conversions',
      [],
      heads('stage', 'kind', 'of', 'advanced', 'value', 'low', 'high', 'definition', 'lies'),
      checkup.stages.flatMap(({ name, conversions }) =>
        conversions.map(({ kind, of, advanced, value, low, high, definition }): Cell[] => [
          name,
          t(`kind.${kind}`),
          of,
          advanced,
          value,
          low,
          high,
          definition.sentence,
          definition.lies,
        ]),
      ),
    ),
    table(
      'bottlenecks',
      [checkup.gainsNote],
      [...heads('stage', 'value', 'low', 'high', 'benchmark', 'gainDeals'), t('gain') + unit, t('judgement')],
      checkup.bottlenecks.map((one) => [
        one.name,
        one.share,
        one.low,
        one.high,
        one.benchmark,
        one.gainDeals,
        money(one.gainMinor),
        one.label,
      ]),
    ),
    table(
      'reasons',
      [losses.reasons.definition.sentence, losses.reasons.definition.lies],
      [...heads('reason', 'deals', 'share', 'low', 'high', 'tied'), t('gross') + unit],
      losses.reasons.byCount.flatMap((one): Cell[][] => [
        [one.name, one.deals, one.share, one.low, one.high, one.tied ? t('yes') : '', money(one.amountMinor)],
        ...one.parts.map((part): Cell[] => [
          `${one.name} › ${part.name}`,
          part.deals,
          (one.share * part.deals) / one.deals,
          null,
          null,
          '',
          money(part.amountMinor),
        ]),
      ]),
    ),
    table(
      'competitors',
      [losses.competitorsDefinition.sentence, losses.competitorsDefinition.lies],
      [...heads('competitor', 'won', 'lost', 'winRate', 'others', 'judgement', 'before', 'now', 'trend'), t('gross') + unit],
      losses.competitors.map((one) => [
        one.name,
        one.won,
        one.lost,
        one.winRate.share,
        one.others.share,
        one.label,
        one.before.share,
        one.now.share,
        t(`trend.${one.trend}`),
        money(one.lostMinor),
      ]),
    ),
    table(
      'time',
      [time.definition.sentence, time.definition.lies],
      heads('stage', 'stays', 'medianDays', 'p90Days', 'naive', 'inTheEnd', 'amber', 'red', 'open', 'beyond'),
      time.stages.map((stage) => [
        stage.name,
        stage.stays,
        stage.medianDays,
        stage.p90Days,
        stage.naiveMedianDays,
        stage.wentOnInTheEnd,
        stage.limits.amberDays,
        stage.limits.redDays,
        stage.open.deals,
        stage.open.red + stage.open.forced,
      ]),
    ),
  ]
}
