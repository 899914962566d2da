import { sql } from 'kysely'
import { setTimeout } from 'node:timers/promises'
import { rateOfDay } from '../../people/queries/rates.ts'
import { readingIn, type Db, type Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import { later } from '../../platform/http/serve.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf, startOfDay } from '../../platform/time.ts'
import type { ForecastQuery, ForecastReply } from '../contract.ts'
import { missingToNext } from '../data-level.ts'
import { type MethodKey, methods } from '../default-method.ts'
import { training } from '../permissions.ts'
import type { Foretold } from '../predict.ts'
import { seriesMeasures } from '../track.ts'
import { sayText } from '../wording.ts'
import { type Figures, figuresOf } from './figures.ts'
import { readHeads } from './heads.ts'
import { type Live, readLive } from './live.ts'
import { readOwnerSums } from './rounds/deals.ts'
import { simulateBeside, type Simulation } from './simulation-desk.ts'

/** So long a page waits for a simulation that it asked to have later: most are done by then. */
const patience = 120

/** GET /forecast. Whoever waits for the simulation in its thread holds no connection meanwhile. */
export async function readForecastReport(tx: Tx, caller: Caller, query: ForecastQuery, db: Db): Promise<Outcome<ForecastReply>> {
  const found = await readLive(tx, caller, query)
  if (!found.ok) return found
  const live = found.value
  const figures = await figuresOf(tx, caller, live)
  const { bets } = figures
  if (!bets) return accept(await shape(tx, caller, live, figures, null))
  const isPatient = query.simulation === 'wait'
  const simulation = simulateBeside(caller.orgId, bets, { again: isPatient })
  if (simulation.status !== 'running') return accept(await shape(tx, caller, live, figures, simulation))
  return later(async () => {
    await (isPatient ? simulation.ended : Promise.race([simulation.ended, setTimeout(patience)]))
    // a thread that died under it: another try runs beside the requests
    const last = isPatient && simulation.status === 'failed' ? simulateBeside(caller.orgId, bets, { again: true }) : simulation
    if (last !== simulation) await last.ended
    return accept(await readingIn(db, caller.orgId, (again) => shape(again, caller, live, figures, last)))
  })
}

async function shape(
  tx: Tx,
  caller: Caller,
  live: Live,
  figures: Figures,
  simulation: Simulation | null,
): Promise<ForecastReply> {
  const { period, day, scope, pipeline, foretold, model, level, history, ground } = live
  const { method, open, fresh } = figures
  const simulated = simulation?.result ?? null
  const today = startOfDay(day, caller.timeZone).getTime()
  const over = foretold.filter(({ deal }) => deal.due < today)
  const deciders = simulated?.deciders ?? []
  const listed = [...deciders.map(({ bet }) => foretold[bet]!), ...bySize(over).slice(0, 20)]
  const [heads, categories, others] = await Promise.all([
    readHeads(
      tx,
      caller,
      listed.map(({ deal }) => ground.past.ids[deal.row]!),
    ),
    readCategories(tx, caller, live),
    readOthers(tx, caller, live),
  ])
  const headOf = ({ deal }: Foretold) => heads.get(ground.past.ids[deal.row]!)
  const measured = seriesMeasures(model?.backtest.points ?? [], null)
  const closedMinor = Math.round(figures.closed)
  const openMinor = Math.round(open[method] ?? 0)
  const newMinor = Math.round(fresh.money)
  const nameless = foretold.filter(({ said }) => !said)
  return {
    period: { key: period.key, kind: period.kind, from: period.from, to: period.to },
    asOf: day,
    scope: { kind: scope.kind, id: scope.id, name: scope.name },
    pipeline: pipeline && { id: pipeline.id, key: pipeline.key, name: pipeline.name },
    currency: caller.currency,
    seed: figures.seed,
    level,
    text: textOf(caller, live, figures),
    missing: missingToNext(level === 0 && !model ? { ...history } : history),
    closedWonMinor: closedMinor,
    openExpectedMinor: openMinor,
    newExpectedMinor: newMinor,
    totalMinor: closedMinor + openMinor + newMinor,
    p10Minor: simulated && Math.round(simulated.p10),
    p50Minor: simulated && Math.round(simulated.p50),
    p90Minor: simulated && Math.round(simulated.p90),
    targetMinor: figures.target === null ? null : Math.round(figures.target),
    chanceOfTarget: simulated?.chanceOfTarget ?? null,
    simulation: simulation && { id: simulation.id, status: simulation.status, progress: simulation.progress },
    sigma: figures.bets ? figures.sigma : null,
    sigmaLearned: figures.sigmaLearned,
    method,
    earned: figures.earned,
    methods: methods.map((key) => {
      const found = measured.find((one) => one.key === key)!
      const money = open[key] === null ? null : Math.round(open[key])
      const added = money === null ? null : newMinor
      return {
        key,
        name: sayText(caller.locale, `method.${key}`),
        isDefault: key === method,
        openMinor: money,
        newMinor: added,
        totalMinor: money === null ? null : closedMinor + money + added!,
        periods: found.periods,
        wape: found.measures.wape,
        mape: found.measures.mape,
        bias: found.measures.bias,
        coverage: found.measures.coverage,
      }
    }),
    runRateMinor: figures.runRate === null ? null : Math.round(figures.runRate),
    yearBeforeMinor: figures.yearBefore === null ? null : Math.round(figures.yearBefore),
    categories,
    backtest: backtestOf(live, method, figures.earned),
    deciding: deciders.flatMap(({ bet, chanceIfWon, chanceIfLost }) => {
      const head = headOf(foretold[bet]!)
      return head ? [{ ...head, chance: foretold[bet]!.chances[method] ?? 0, chanceIfWon, chanceIfLost }] : []
    }),
    open: { deals: foretold.length, amountMinor: sum(foretold, ({ deal }) => deal.amount) },
    overdue: {
      deals: over.length,
      amountMinor: sum(over, ({ deal }) => deal.amount),
      first: bySize(over)
        .slice(0, 20)
        .flatMap((each) => headOf(each) ?? []),
    },
    undated: {
      deals: foretold.filter(({ deal }) => Number.isNaN(deal.due)).length,
      amountMinor: sum(
        foretold.filter(({ deal }) => Number.isNaN(deal.due)),
        ({ deal }) => deal.amount,
      ),
    },
    withoutAmount: {
      deals: nameless.length,
      usualMinor:
        nameless.length > 0 ? Math.round(nameless.reduce((total, { amount }) => total + amount, 0) / nameless.length) : null,
    },
    otherCurrency: others,
    model: model && {
      id: model.id,
      trainedAt: model.trainedAt.toISOString(),
      windowFrom: model.windowFrom,
      windowTo: model.windowTo,
      version: model.version,
      published: model.backtest.gates.some(({ published, kept }) => published || kept),
      text: model.backtest.gates.some(({ published }) => published)
        ? null
        : { code: 'kept-model', sentence: sayText(caller.locale, 'text.kept-model') },
    },
    permissions: { train: verdictOf(training(caller), caller.locale) },
  }
}

const bySize = (list: readonly Foretold[]): Foretold[] => [...list].sort((a, b) => b.amount - a.amount || a.deal.row - b.deal.row)
const sum = (list: readonly Foretold[], of: (each: Foretold) => number): number =>
  Math.round(list.reduce((total, each) => total + (of(each) > 0 ? of(each) : 0), 0))

function textOf({ locale, timeZone }: Caller, { level, history, model, day }: Live, figures: Figures): ForecastReply['text'] {
  const said = (code: string, facts: Record<string, unknown> = {}, key = `text.${code}`) => ({
    code,
    sentence: sayText(locale, key, facts),
  })
  const { won, closed } = missingToNext(history)
  const periods = new Set((model?.backtest.points ?? []).map(({ period }) => period)).size
  return [
    ...(model || level > 0 ? [] : [said('no-model')]),
    ...(level === 0 && model ? [said('level-0', { won, closed }, 'level.0')] : []),
    ...(level > 0 ? [said(`level-${level}`, {}, `level.${level}`)] : []),
    ...(model && model.trainedOn > day ? [said('model-later', { day: dayOf(model.trainedAt, timeZone) })] : []),
    ...(figures.method === 'hazard' && !figures.earned && figures.undatedShare > 0.5 && level === 1 ? [said('undated')] : []),
    ...(periods > 0 ? [figures.earned ? said('earned', { periods }) : said('not-earned')] : []),
    ...(model && model.backtest.archived > 0 ? [said('archived', { deals: model.backtest.archived })] : []),
  ]
}

function backtestOf({ model }: Live, method: MethodKey, earned: boolean): ForecastReply['backtest'] {
  if (!model || model.backtest.points.length === 0) return null
  const measured = seriesMeasures(model.backtest.points, null)
  const of = (key: string) => measured.find((one) => one.key === key)!
  const { wape, mape, bias, coverage } = of(method).measures
  return {
    periods: of(method).periods,
    method,
    earned,
    wape,
    mape,
    bias,
    coverage,
    runRateWape: of('run-rate').measures.wape,
    yearBeforeWape: of('year-before').measures.wape,
    weightedWape: of('weighted').measures.wape,
    trainedAt: model.trainedAt.toISOString(),
  }
}

/** What people say of their deals, rolled up over the scope. Nobody can say today what was said then: null for a past day. */
async function readCategories(tx: Tx, caller: Caller, live: Live): Promise<ForecastReply['categories']> {
  const { period, scope, day, foretold, bounds } = live
  if (live.pipeline || day < dayOf(caller.now, caller.timeZone)) return null
  const owners = scope.kind === 'organisation' ? undefined : scope.people.map(({ id }) => id)
  const { sums } = await readOwnerSums(tx, caller, period, owners ? { owners } : {})
  const total = { closedMinor: 0, commitMinor: 0, bestCaseMinor: 0, openMinor: 0 }
  for (const own of sums.values()) for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += own[key]
  const today = startOfDay(day, caller.timeZone).getTime()
  const expected = sum(
    foretold.filter(({ deal }) => deal.due >= Math.max(today, bounds.from) && deal.due < bounds.to),
    ({ deal }) => deal.amount,
  )
  return { ...total, omittedMinor: Math.max(0, expected - total.openMinor) }
}

/** Open deals in other currencies: converted at the rate of the asked day, or left out where none is known. */
async function readOthers(tx: Tx, caller: Caller, { scope, at }: Live): Promise<ForecastReply['otherCurrency']> {
  const owners = scope.kind === 'organisation' ? null : scope.people.map(({ id }) => id)
  const reach = caller.reach === 'organisation' ? null : [...caller.reach]
  const { rows } = await sql<{ currency: string; deals: number; amount: number; rate: number | null; day: string | null }>`
    select o.*, r.rate, r.day from (
    select currency, count(*)::int as deals, coalesce(sum(amount_minor), 0)::bigint as amount from opportunity
    where org_id = ${caller.orgId} and status = 'open' and deleted_at is null and currency <> ${caller.currency}
      and (${owners}::uuid[] is null or credit_owner_id = any(${owners}::uuid[]))
      and (${reach}::uuid[] is null or credit_owner_id = any(${reach}::uuid[]))
    group by 1) o ${rateOfDay(caller, sql`o.currency`, sql`${new Date(at - 1)}::timestamptz`)} order by 1`.execute(tx)
  return rows.map(({ currency, deals, amount, rate, day }) => ({ currency, deals, amountMinor: amount, rate, rateOn: day }))
}
