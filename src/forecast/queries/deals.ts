import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { elementChance, explanation } from '../../opportunities/elements.ts'
import { closeSanity, closeWeeks, type CloseWeeks } from '../close-date.ts'
import type { DealForecastReply, ForecastDeal, ForecastDealsQuery } from '../contract.ts'
import { covariateShift } from '../covariates.ts'
import { missingToNext } from '../data-level.ts'
import type { DealList } from '../deal-verdicts.ts'
import { chanceIn, isRush, outlooksBy, week } from '../hazard.ts'
import { paceVerdict, type StagePace } from '../pace.ts'
import type { Foretold } from '../predict.ts'
import { outlookDays, outlookOf, reasonsOf, tilted } from '../will-win.ts'
import { sayText } from '../wording.ts'
import { type DealHead, readHeads } from './heads.ts'
import { figuresOf } from './figures.ts'
import { stageBase } from './chances.ts'
import { type Live, readLive } from './live.ts'

const day = 86_400_000

/** What is said of a deal before it is put into words. */
interface Judged {
  foretold: Foretold
  win30: number
  lose30: number
  weeks: CloseWeeks | null
  pace: StagePace | undefined
  close: ReturnType<typeof closeSanity>
  verdict: ReturnType<typeof paceVerdict>
}

function judging(live: Live): (foretold: Foretold) => Judged {
  const { engine, at, quarterEnds, model } = live
  const by = engine.fit.pipelines.map(({ hazard }) => outlooksBy(hazard, at, at + outlookDays * day, quarterEnds))
  const known = new Map<string, CloseWeeks | null>()
  return (foretold) => {
    const { deal } = foretold
    const own = by[deal.pipeline]!
    const { win, lose } = tilted(
      { win: chanceIn(own.won, deal.stage, deal.spent), lose: chanceIn(own.lost, deal.stage, deal.spent) },
      live.shiftOf(deal),
    )
    const age = Number.isFinite(deal.spent) ? Math.floor(deal.spent / week) : -1
    const key = `${deal.pipeline} ${deal.stage} ${age}`
    if (!known.has(key))
      known.set(key, closeWeeks(engine.fit.pipelines[deal.pipeline]!.hazard, deal.stage, deal.spent, at, quarterEnds))
    const weeks = known.get(key)!
    const pipeline = live.ground.pipelines[deal.pipeline]!
    const pace = model?.model.pipelines.find(({ id }) => id === pipeline.id)?.pace[deal.stage]
    return {
      foretold,
      win30: win,
      lose30: lose,
      weeks,
      pace,
      close: closeSanity(Number.isNaN(deal.due) ? null : deal.due, { now: at, clock: at - deal.spent, weeks, pace }),
      verdict: paceVerdict(Number.isFinite(deal.spent) ? deal.spent / day : null, pace),
    }
  }
}

const lists: Record<DealList, { of: (judged: Judged) => boolean; by: (judged: Judged) => number }> = {
  'will-win': { of: (each) => outlookOf(chances(each)) === 'will-win', by: ({ win30 }) => win30 },
  'will-lose': { of: (each) => outlookOf(chances(each)) === 'will-lose', by: ({ lose30 }) => lose30 },
  'close-dates': {
    of: ({ close }) => ['overdue', 'earlier-than-ever', 'early', 'far-away'].includes(close.verdict),
    by: ({ foretold }) => foretold.amount,
  },
  slow: {
    of: ({ verdict }) => verdict === 'slow' || verdict === 'slower-than-nearly-all',
    by: ({ foretold }) => foretold.amount,
  },
}
const chances = ({ win30, lose30 }: Judged) => ({ win: win30, lose: lose30 })

/** GET /forecast/deals: deals likely to be won or lost within thirty days, dates that do not hold, deals slower than the winners. */
export async function readForecastDeals(tx: Tx, caller: Caller, query: ForecastDealsQuery) {
  const found = await readLive(tx, caller, query)
  if (!found.ok) return found
  const live = found.value
  const judge = judging(live)
  const { of, by } = lists[query.list]
  const all = live.foretold
    .map(judge)
    .filter(of)
    .sort((a, b) => by(b) - by(a) || a.foretold.deal.row - b.foretold.deal.row)
  const from = query.cursor && /^\d{1,9}$/.test(query.cursor) ? Number(query.cursor) : 0
  const shown = all.slice(from, from + query.limit)
  const heads = await readHeads(
    tx,
    caller,
    shown.map(({ foretold }) => live.ground.past.ids[foretold.deal.row]!),
  )
  const { method } = await figuresOf(tx, caller, live)
  const { won, closed } = missingToNext(live.history)
  return accept({
    items: shown.flatMap((judged) => {
      const head = heads.get(live.ground.past.ids[judged.foretold.deal.row]!)
      return head ? [shapeDeal(caller, live, judged, head, method, { up: [], down: [] })] : []
    }),
    nextCursor: from + query.limit < all.length ? String(from + query.limit) : null,
    total: all.length,
    text: live.level === 0 ? [{ code: 'level-0', sentence: sayText(caller.locale, 'level.0', { won, closed }) }] : [],
  })
}

type Parts = { label: string; points: number }[]

function shapeDeal(
  caller: Caller,
  live: Live,
  { foretold, win30, lose30, weeks, pace, close, verdict }: Judged,
  head: DealHead,
  method: Foretold['chances'] extends Record<infer K, unknown> ? K : never,
  { up, down }: { up: Parts; down: Parts },
): ForecastDeal {
  const { deal, eventual, chances: byMethod } = foretold
  const outlook = outlookOf({ win: win30, lose: lose30 })
  const spentDays = Number.isFinite(deal.spent) ? deal.spent / day : null
  const dayIn = (inWeeks: number): string => dayOf(new Date(live.at + inWeeks * week), caller.timeZone)
  const stages = live.ground.pipelines[deal.pipeline]!.stages
  const base = stageBase(live.engine, live.published, deal)
  const reasons = reasonsOf(outlook, {
    stageName: head.stageName,
    stageChance: base,
    spentDays,
    pace: verdict,
    medianDays: pace?.median ?? null,
    idleDays: Number.isFinite(deal.idle) ? deal.idle / day : null,
    overdueDays: close.verdict === 'overdue' ? (live.at - deal.due) / day : null,
    earlierThanEver: close.verdict === 'earlier-than-ever',
    rush: isRush(live.at, live.quarterEnds) && deal.stage >= stages.length - 2,
    up,
    down,
  })
  return {
    ...head,
    chance: eventual,
    // A weighted pipeline knows no time: where weekly progress is known, it tells what happens within the period.
    chanceInPeriod: (method === 'weighted' ? byMethod.hazard : undefined) ?? byMethod[method] ?? 0,
    win30,
    lose30,
    outlook,
    reasons: reasons.map(({ code, facts }) => ({ code, sentence: sayText(caller.locale, `reason.${code}`, facts) })),
    close: {
      verdict: close.verdict,
      sentence: sayText(caller.locale, `close.${close.verdict}`),
      statedOn: head.closeOn,
      p10On: weeks && dayIn(weeks.p10),
      p50On: weeks && dayIn(weeks.p50),
      p90On: weeks && dayIn(weeks.p90),
      earliestOn: close.earliest === null ? null : dayOf(new Date(close.earliest), caller.timeZone),
    },
    pace: {
      verdict,
      sentence: sayText(caller.locale, `pace.${verdict}`),
      ageDays: spentDays,
      medianDays: pace?.median ?? null,
      p90Days: pace?.p90 ?? null,
      winners: pace?.winners ?? 0,
    },
  }
}

/** GET /opportunities/:id/forecast: one deal, with what each element does to its chance. Only open deals have one. */
export async function readDealForecastReport(tx: Tx, caller: Caller, id: string): Promise<Outcome<DealForecastReply>> {
  const heads = await readHeads(tx, caller, [id])
  const head = heads.get(id)
  if (!head) return refuse('not-found')
  const found = await readLive(tx, caller, { deal: id, owner: head.ownerId })
  if (!found.ok) return found
  const live = found.value
  const foretold = live.foretold[0]
  if (!foretold) return refuse('deal-not-open', {}, 409)
  const { deal } = foretold
  const pipeline = live.ground.pipelines[deal.pipeline]!
  const own = live.published[deal.pipeline]
  const learned = own?.learned?.[deal.stage]
  const base = stageBase(live.engine, live.published, deal)
  const { contributions } = elementChance(pipeline.elements, live.known.get(id) ?? [], pipeline.stages[deal.stage]!.key, base, {
    order: pipeline.stages.map(({ key }) => key),
    pars: learned?.pars ?? parsOf(live, deal.pipeline, deal.stage),
    weights: learned?.weights ?? undefined,
  })
  const labels = new Map(pipeline.elements.map(({ key, name }) => [key, name[caller.locale]]))
  const shaped = explanation(contributions, deal.amount > 0 ? deal.amount : null)
  const part = ({
    key,
    contribution,
    gain,
    gainMinor = null,
  }: (typeof contributions)[number] & { gainMinor?: number | null }) => ({
    key,
    label: labels.get(key) ?? key,
    points: contribution,
    gain,
    gainMinor,
  })
  const parts = { up: shaped.up.map(part), down: shaped.down.map(part), gains: shaped.gains.map(part) }
  const traits = own?.covariates ? covariateShift(own.covariates, deal) : 0
  if (traits !== 0) {
    const odds = Math.log(foretold.eventual / (1 - foretold.eventual))
    const points = foretold.eventual - 1 / (1 + Math.exp(-(odds - traits)))
    const shown = { key: 'traits', label: sayText(caller.locale, 'deal.traits'), points, gain: 0, gainMinor: null }
    if (points > 0) parts.up.push(shown)
    else parts.down.push(shown)
  }
  const judged = judging(live)(foretold)
  const { won, closed } = missingToNext(live.history)
  return accept({
    ...shapeDeal(caller, live, judged, head, live.level >= 1 ? 'hazard' : 'weighted', parts),
    level: live.level,
    text: live.level === 0 ? [{ code: 'level-0', sentence: sayText(caller.locale, 'level.0', { won, closed }) }] : [],
    version: live.model?.version ?? 'configured',
    stageChance: base,
    ...parts,
  })
}

/** What normal deals had on entering the stage, as the model knows it. */
function parsOf(live: Live, pipeline: number, stage: number): Record<string, number> {
  const { count, par } = live.engine.fit.weights[pipeline]!
  return Object.fromEntries(
    live.ground.pipelines[pipeline]!.elements.slice(0, count).map(({ key }, at) => [key, par[stage * count + at]!]),
  )
}
