import { sql } from 'kysely'
import { named } from '../../funnel/queries/pipeline.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { ChallengerTrials } from '../challengers.ts'
import type { TrackRecordReply } from '../contract.ts'
import { horizons, seriesKeys, seriesMeasures } from '../track.ts'
import { sayText } from '../wording.ts'
import { readModel } from './models.ts'
import { readJudgeRecord } from './rounds/judge-record.ts'

/** GET /forecast/track-record: how right every method would have been. Money only for who reaches everybody. */
export async function readTrackRecordReport(tx: Tx, caller: Caller): Promise<Outcome<TrackRecordReply>> {
  const model = await readModel(tx, caller.orgId)
  const said = (code: string, key: string, facts: Record<string, unknown> = {}) => ({
    code,
    sentence: sayText(caller.locale, key, facts),
  })
  const points = model?.backtest.points ?? []
  const all = caller.reach === 'organisation'
  const { rows: pipelines } = await sql<{ id: string; name: unknown }>`
    select id, name from pipeline where org_id = ${caller.orgId}`.execute(tx)
  const names = new Map(pipelines.map(({ id, name }) => [id, named(name, caller.locale)]))
  const round = (value: number | undefined): number | null => (value === undefined ? null : Math.round(value))
  const method = model?.backtest.choice.method ?? null
  return accept({
    trainedAt: model?.trainedAt.toISOString() ?? null,
    windowFrom: model?.windowFrom ?? null,
    windowTo: model?.windowTo ?? null,
    version: model?.version ?? null,
    text: [
      ...(model ? [] : [said('no-model', 'text.no-model')]),
      ...(model && points.length === 0 ? [said('no-backtest', 'text.no-backtest')] : []),
      ...(model && points.length > 0
        ? [
            model.backtest.choice.earned
              ? said('earned', 'text.earned', { periods: new Set(points.map(({ period }) => period)).size })
              : said('not-earned', 'text.not-earned'),
          ]
        : []),
      ...(model && model.backtest.archived > 0 ? [said('archived', 'text.archived', { deals: model.backtest.archived })] : []),
      ...(model?.backtest.removed ? [said('removed', 'text.removed', { deals: model.backtest.removed })] : []),
      ...(model?.backtest.backdated ? [said('backdated', 'text.backdated', { deals: model.backtest.backdated })] : []),
    ],
    currency: caller.currency,
    kind: 'quarter',
    method,
    earned: model?.backtest.choice.earned ?? false,
    methods: [null, ...horizons].flatMap((horizon) =>
      seriesMeasures(points, horizon).map(({ key, measures, periods }) => ({
        key,
        name: sayText(caller.locale, `method.${key}`),
        horizon,
        periods,
        wape: measures.wape,
        mape: measures.mape,
        bias: measures.bias,
        coverage: measures.coverage,
        pinball: all ? measures.pinball : null,
      })),
    ),
    judges: (await readJudgeRecord(tx, caller)).map(({ measures: { wape, mape, bias, coverage }, ...judge }) => ({
      ...judge,
      wape,
      mape,
      bias,
      coverage,
    })),
    points: all
      ? points.map((point) => {
          const range = method ? point.ranges[method] : undefined
          return {
            period: point.period,
            horizon: point.horizon,
            asOf: point.asOf,
            actualMinor: Math.round(point.actual),
            closedMinor: Math.round(point.closed),
            p10Minor: round(range?.p10),
            p50Minor: round(range?.p50),
            p90Minor: round(range?.p90),
            forecasts: seriesKeys.flatMap((key) => {
              const total = point.forecasts[key]
              return typeof total !== 'number' ? [] : [{ key, totalMinor: Math.round(total) }]
            }),
          }
        })
      : [],
    chances: model?.backtest.chances ?? [],
    gate: [
      ...askingMethods(caller, model?.backtest.challengers ?? {}),
      ...(model?.backtest.gates ?? []).flatMap((gate) => {
        const name = names.get(gate.pipelineId)
        if (name === undefined || gate.reason === 'nothing-to-learn') return []
        const code = gate.reason ?? 'published'
        const text = sayText(caller.locale, `gate.${code}`)
        return [
          {
            pipeline: { id: gate.pipelineId, name },
            published: gate.published,
            text: said(code, `gate.what.${gate.what}`, { text }),
            outcomes: gate.outcomes,
            candidate: gate.candidate,
            present: gate.present,
            baseRate: gate.baseRate,
          },
        ]
      }),
    ],
    refused: (model?.backtest.refused ?? []).map(({ name, reason }) => ({
      column: sayText(caller.locale, `column.${name}`),
      text: said(reason, `refused.${reason}`),
    })),
  })
}

/** Learned ways of forecasting that asked to be published. */
function askingMethods(caller: Caller, trials: ChallengerTrials): TrackRecordReply['gate'] {
  return Object.entries(trials).map(([key, { verdict, outcomes, candidate, present, baseRate }]) => {
    const code = verdict.reason ?? 'published'
    const text = sayText(caller.locale, `gate.${code}`)
    const facts = { method: sayText(caller.locale, `method.${key}`), text }
    const sentence = sayText(caller.locale, 'gate.what.method', facts)
    return { pipeline: null, published: verdict.publish, text: { code, sentence }, outcomes, candidate, present, baseRate }
  })
}
