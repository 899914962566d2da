import { addDays } from '../platform/time.ts'
import { type Locale, say } from '../platform/words.ts'
import type { CheckupReply, SummaryReply } from './contract.ts'
import { actions, beyond, type Facts, type Figures, type Say, top } from './summary-actions.ts'
import { money, told } from './telling.ts'
import type { LossesReply } from './why-contract.ts'
import { words } from './words/summary.ts'

/** The check-up in plain words (no model: templates over the figures). What could be chance is called so. */
export function summarised(found: Figures, locale: Locale, madeAt: string): SummaryReply {
  const { about } = found.checkup
  const t: Say = (key, facts) => say(locale, words, key, facts)
  const span = spanOf(about, t)
  const paragraphs = [
    { key: 'where', heading: t('where'), sentences: where(found.checkup, span, t, locale) },
    { key: 'sure', heading: t('sure'), sentences: sure(found.checkup, t, locale) },
    { key: 'worth', heading: t('worth'), sentences: worth(found.checkup, t) },
    { key: 'why', heading: t('why'), sentences: why(found.losses, t) },
    { key: 'time', heading: t('time'), sentences: time(found, t, locale) },
    { key: 'habits', heading: t('habits'), sentences: found.habits.findings.map(({ sentence }) => sentence) },
  ]
  return {
    locale,
    title: t('title', { pipeline: about.pipeline.name }),
    subtitle: span,
    madeAt,
    paragraphs: paragraphs.filter(({ sentences }) => sentences.length > 0),
    actions: actions(found, t),
  }
}

function spanOf({ from, to }: CheckupReply['about'], t: Say): string {
  const extent = from !== null && to !== null ? 'between' : from !== null ? 'from' : to !== null ? 'to' : 'all'
  return t(`span.${extent}`, { from, last: to === null ? null : addDays(to, -1) })
}

function where({ stages, totals, about }: CheckupReply, span: string, t: Say, locale: Locale): string[] {
  if (totals.deals === 0) return [t('empty', { span })]
  const worthOf = (minor: number): string => money(minor, about.currency, locale)
  const overall = t(about.cohort === 'all' ? 'overall.all' : 'overall', {
    span,
    deals: told.count(totals.deals),
    won: told.count(totals.won.count),
    wonMoney: worthOf(totals.won.amountMinor),
    died: told.count(totals.died.count),
    open: told.count(totals.stillThere.count),
  })
  const most = top(stages, ({ died }) => died.count)
  const dearest = top(stages, ({ expectedLossMinor }) => expectedLossMinor)
  if (!most || !dearest || most.died.count === 0) return [overall, t('noLoss')]
  return [
    overall,
    t('most', {
      stage: most.name,
      count: told.count(most.died.count),
      share: told.share(most.lossShare),
      gross: worthOf(most.grossLossMinor),
      expected: worthOf(most.expectedLossMinor),
    }),
    most === dearest ? t('sameDearest') : t('dearest', { stage: dearest.name, expected: worthOf(dearest.expectedLossMinor) }),
  ]
}

function sure({ stages, bottlenecks, about, totals }: CheckupReply, t: Say, locale: Locale): string[] {
  if (totals.deals === 0) return []
  const held = stages.filter(({ benchmark }) => benchmark !== null)
  if (held.length === 0) return [t('noBenchmark')]
  const of = (judgement: string) => held.filter(({ judged }) => judged.judgement === judgement)
  const facts = ({ name, judged, benchmark, sampleNeeded }: (typeof stages)[number]): Facts => ({
    stage: name,
    share: told.share(judged.share),
    benchmark: told.share(benchmark!.share),
    of: told.count(judged.of),
    needed: sampleNeeded === null ? null : told.count(sampleNeeded),
  })
  const low = of('significantly-low')
  const gainOf = (key: string) => bottlenecks.find(({ stageKey }) => stageKey === key)
  const perhaps = of('could-be-chance').filter(
    ({ judged, benchmark, sampleNeeded }) =>
      judged.share! < benchmark!.share && sampleNeeded !== null && sampleNeeded > judged.of,
  )
  const few = of('too-few').map(({ name }) => (locale === 'en' ? `“${name}”` : `「${name}」`))
  return [
    ...low.flatMap((stage) => {
      const gain = gainOf(stage.key)
      const worthIt =
        gain && t('lowGain', { deals: told.deals(gain.gainDeals), money: money(gain.gainMinor, about.currency, locale) })
      return [t('low', facts(stage)), ...(worthIt ? [worthIt] : [])]
    }),
    ...(low.length > 1 ? [t('gains')] : []),
    ...(low.length === 0 ? [t('chanceOnly')] : []),
    ...of('significantly-high').map((stage) => t('high', facts(stage))),
    ...perhaps.slice(0, 2).map((stage) => t('chance', facts(stage))),
    ...(few.length > 0 ? [t('tooFew', { stages: few.join(locale === 'en' ? ', ' : '') })] : []),
  ]
}

function worth({ chain, keepOneMore }: CheckupReply, t: Say): string[] {
  const now = chain.reached.at(-1) ?? 0
  if (now === 0) return []
  const share = told.share(keepOneMore.compound / now - 1)
  return [t('more', { now: told.deals(now), kept: told.deals(keepOneMore.compound), share })]
}

function why({ reasons, competitors }: LossesReply, t: Say): string[] {
  const first = reasons.byCount.slice(0, 3)
  if (first.length === 0) return [t('noReasons')]
  const dearest = reasons.byMoney[0]
  const rising = competitors.filter(({ trend }) => trend === 'rising')
  const list = first.map(({ name, share }) => t('share', { reason: name, share: told.share(share) }))
  return [
    t('reasons', { ended: told.count(reasons.ended), reasons: list }),
    ...(first.some(({ tied }) => tied) ? [t('tied')] : []),
    ...(dearest && dearest.key !== first[0]!.key
      ? [t('byMoney', { reason: dearest.name, share: told.share(dearest.share) })]
      : []),
    ...reasons.segments.slice(0, 2).map(({ sentence }) => sentence),
    ...rising.map(({ name, before, now }) => t('rising', { name, before: told.share(before.share), now: told.share(now.share) })),
  ]
}

function time(found: Figures, t: Say, locale: Locale): string[] {
  const slowest = top(found.time.stages, ({ medianDays }) => medianDays ?? -1)
  const stuck = beyond(found).sort((a, b) => b.open.red + b.open.forced - a.open.red - a.open.forced)
  const { currency } = found.checkup.about
  return [
    ...(slowest && slowest.medianDays !== null
      ? [t('slowest', { stage: slowest.name, days: told.days(slowest.medianDays) })]
      : []),
    ...(stuck.length === 0 ? [t('noStuck')] : []),
    ...stuck.slice(0, 3).map(({ name, open, limits }) =>
      t('stuck', {
        stage: name,
        count: told.count(open.red + open.forced),
        days: told.days(limits.redDays),
        money: money(open.overLimitMinor, currency, locale),
      }),
    ),
  ]
}
