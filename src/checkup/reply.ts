import { shrunk } from '../funnel/benchmark.ts'
import { durationOf } from '../funnel/facts/estimate.ts'
import type { Caller } from '../platform/session.ts'
import { type Locale, say } from '../platform/words.ts'
import { wilson } from '../platform/wilson.ts'
import type { Benchmark } from './benchmark.ts'
import type { CheckupReply, CheckupStage } from './contract.ts'
import { conversionsAt, type GatesAsked } from './conversion-kinds.ts'
import type { Figures, StageFigures } from './figures.ts'
import { plus, type Sum } from './stage-rows.ts'
import { money, told } from './telling.ts'
import { rateOf } from './verdict.ts'
import { benchmarkSentence, label } from './wording.ts'
import { words } from './words.ts'

interface Stage {
  id: string
  key: string
  position: number
  name: string
}
type Speaker = Pick<Caller, 'locale' | 'currency' | 'timeZone'>

/** The figures as the contract says them: money in whole minor units, a sentence beside every number. */
export function replyOf(
  asked: GatesAsked & { stages: readonly Stage[]; query: { cohort: 'matured' | 'all' } },
  found: Figures,
  caller: Speaker,
  about: CheckupReply['about'],
): CheckupReply {
  const { locale, currency } = caller
  const { upperBound, added, compound, single } = found.keepOneMore
  const { ofMembers: stays } = found.page
  const conversions = conversionsAt(asked, found.stages, found.page, caller)
  return {
    about,
    stages: asked.stages.map((stage, index) => ({
      ...stageReply(stage, found.stages[index]!, asked, caller),
      medianDays: durationOf(stays[index]!, false).medianDays,
      conversions: conversions[index]!,
    })),
    totals: {
      deals: found.deals,
      won: whole(found.won),
      died: whole(found.died),
      stillThere: whole(found.stillThere),
      grossLossMinor: Math.round(found.stages.reduce((sum, { row }) => sum + row.grossLossMinor, 0)),
      expectedLossMinor: Math.round(found.stages.reduce((sum, { expectedLossMinor }) => sum + expectedLossMinor, 0)),
      winRate: rateOf(found.wonOfDecided.successes, found.wonOfDecided.n),
    },
    target: found.target && { ...found.target, amountMinor: Math.round(found.target.amountMinor) },
    bottlenecks: found.bottlenecks.map((one) => {
      const { key, name } = asked.stages[one.stage - 1]!
      const { successes, n } = found.stages[one.stage - 1]!
      const met = one.gainDeals === 0
      return {
        stageKey: key,
        name,
        share: one.share,
        benchmark: one.benchmark,
        ...wilson(successes, n),
        gainDeals: one.gainDeals,
        gainMinor: Math.round(one.gainMinor),
        judgement: one.judgement,
        label: label(one.judgement, locale),
        alarm: one.alarm,
        sentence: say(locale, words, met ? 'bottleneck.met' : 'bottleneck.sentence', {
          stage: name,
          benchmark: told.share(one.benchmark),
          deals: told.deals(one.gainDeals),
          money: money(one.gainMinor, currency, locale),
        }),
      }
    }),
    gainsNote: say(locale, words, 'gainsNote'),
    chain: found.chain,
    keepOneMore: {
      upperBound,
      added,
      compound,
      single,
      sentences: {
        upperBound: reading(locale, 'upperBound', upperBound),
        added: reading(locale, 'added', added),
        compound: reading(locale, 'compound', compound),
      },
    },
  }
}

const reading = (locale: Locale, kind: 'upperBound' | 'added' | 'compound', deals: number): string =>
  say(locale, words, `more.${kind}`, { deals: told.deals(deals) })

const whole = ({ count, amountMinor }: Sum): Sum => ({ count, amountMinor: Math.round(amountMinor) })

function stageReply(
  { key, id, position, name }: Stage,
  { row, judged, benchmark, successes, n, ...figures }: StageFigures,
  { rule }: GatesAsked,
  { locale }: Speaker,
): Omit<CheckupStage, 'medianDays' | 'conversions'> {
  return {
    key,
    stageId: id,
    position,
    name,
    horizonDays: rule.horizons?.[position - 1] ?? null,
    cameIn: row.cameIn,
    wentOn: row.advanced,
    died: plus(row.lost, row.terminated),
    lost: row.lost,
    terminated: row.terminated,
    stillThere: plus(row.open, row.onHold),
    onHold: row.onHold,
    elsewhere: plus(row.movedBack, row.transferred),
    skipped: row.skipped,
    lossShare: figures.lossShare,
    lossMoneyShare: figures.lossMoneyShare,
    grossLossMinor: Math.round(row.grossLossMinor),
    estimatedLossMinor: Math.round(row.estimatedLossMinor),
    expectedLossMinor: Math.round(figures.expectedLossMinor),
    winChanceNext: figures.winChanceNext,
    medianDaysToLoss: row.medianDaysToLoss,
    benchmark: benchmark && benchmarkReply(benchmark, locale),
    benchmarks: figures.benchmarks.map((one) => ({
      ...benchmarkReply(one, locale),
      p: one.p,
      adjustedP: one.adjustedP,
      judgement: one.judgement,
      label: label(one.judgement, locale),
    })),
    judged: {
      ...rateOf(successes, n),
      shrunk: benchmark === null ? null : shrunk({ successes, n }, benchmark.share),
      ...judged,
      label: label(judged.judgement, locale),
    },
    sampleNeeded: figures.sampleNeeded,
  }
}

const benchmarkReply = (benchmark: Benchmark, locale: Locale) => ({
  share: benchmark.share,
  source: benchmark.source,
  of: benchmark.n ?? null,
  passed: benchmark.successes ?? null,
  sentence: benchmarkSentence(locale, benchmark),
})
