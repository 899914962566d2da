/**
 * How right the forecast is in companies of known truth (six years, a shock in common every quarter), and what a training costs.
 * `bench -- forecast`: 1,400 and 8,000 ended deals, several companies each; `bench -- forecast 80000`: one of that size, time and memory.
 */
import { backtest, backtestSteps } from '../src/forecast/backtest.ts'
import { tryCovariates } from '../src/forecast/covariates.ts'
import { measuresOf } from '../src/forecast/measures.ts'
import { endsBy } from '../src/forecast/seen.ts'
import { earnedMethod, seriesMeasures } from '../src/forecast/track.ts'
import { simulatedCompany } from '../test/simulated-company.ts'
import { tell } from './ground/measure.ts'

const size = Number(process.argv[3] ?? process.argv[2])
if (size > 0) measureTraining(size)
else for (const closed of [1400, 8000]) compare(closed, closed < 5000 ? [7, 8, 9, 10] : [7, 8])

function compare(closed: number, seeds: readonly number[]): void {
  const found = seeds.map((seed) => {
    const company = simulatedCompany({ closed, seed, years: 6 })
    const { points, challengers } = backtest(company.ground, 'quarter', company.today)
    const { method } = earnedMethod(points, points.at(-1)?.level ?? 0, challengers)
    const of = (key: string) => seriesMeasures(points, null).find((each) => each.key === key)!.measures
    // the specification's method A alone: open deals only, nothing from deals not yet opened
    const alone = measuresOf(
      points.flatMap(({ forecasts: { weighted }, fresh, actual }) =>
        typeof weighted !== 'number' ? [] : [{ forecast: weighted - fresh, actual }],
      ),
    )
    return { chosen: of(method), weighted: of('weighted'), alone, runRate: of('run-rate') }
  })
  const mean = (of: (each: (typeof found)[number]) => number | null) =>
    found.reduce((sum, each) => sum + (of(each) ?? 0), 0) / found.length
  const name = `${closed} ended deals, ${seeds.length} companies`
  const weighted = mean(({ weighted: { wape } }) => wape)
  tell({ name: `${name}: WAPE of the default`, figure: mean(({ chosen }) => chosen.wape), unit: '×', bar: weighted })
  tell({ name: `${name}: WAPE of the weighted pipeline`, figure: weighted, unit: '×' })
  tell({
    name: `${name}: WAPE of the weighted pipeline without new deals`,
    figure: mean(({ alone: { wape } }) => wape),
    unit: '×',
  })
  tell({ name: `${name}: WAPE of the run rate`, figure: mean(({ runRate }) => runRate.wape), unit: '×' })
  tell({
    name: `${name}: quarters within P10–P90`,
    figure: mean(({ chosen }) => chosen.coverage),
    unit: '×',
    from: 0.75,
    to: 0.88,
  })
}

function measureTraining(closed: number): void {
  const company = simulatedCompany({ closed, seed: 7, years: 6 })
  const cpu = process.cpuUsage()
  const began = performance.now()
  let most = 0
  const steps = backtestSteps(company.ground, 'quarter', company.today)
  for (let step = steps.next(); !step.done; step = steps.next()) most = Math.max(most, process.memoryUsage().rss)
  const now = Date.parse('2026-10-01T00:00:00+08:00')
  tryCovariates(company.ground, 0, endsBy(company.ground, now), now)
  const { user, system } = process.cpuUsage(cpu)
  tell({ name: `${company.ground.past.count} deals: backtest and gate, processor`, figure: (user + system) / 1e6, unit: 's', wall: (performance.now() - began) / 1000 }) // prettier-ignore
  tell({ name: `${company.ground.past.count} deals: memory at most`, figure: most / 1e6, unit: 'MB' })
}
