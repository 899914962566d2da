/** Every view of the funnel and of the check-up, as it is asked when somebody changes a filter. */
import type { z } from 'zod'
import { checkupQuery, listCheckupDeals, readCompare } from '../../src/checkup/contract.ts'
import { readHabits } from '../../src/checkup/habits-contract.ts'
import { readCheckupReport } from '../../src/checkup/queries/checkup.ts'
import { readComparison } from '../../src/checkup/queries/compare.ts'
import { readHabitsReport } from '../../src/checkup/queries/habits.ts'
import { readCheckupDeals } from '../../src/checkup/queries/listed.ts'
import { readLossesReport } from '../../src/checkup/queries/losses.ts'
import { readQualityReport } from '../../src/checkup/queries/quality.ts'
import { readSummaryReport } from '../../src/checkup/queries/summary.ts'
import { readTimeReport } from '../../src/checkup/queries/time.ts'
import { readWhyReport } from '../../src/checkup/queries/why.ts'
import { readQuality } from '../../src/checkup/time-contract.ts'
import { readLosses, readWhy } from '../../src/checkup/why-contract.ts'
import { funnelQuery, listFunnelDeals, readMovement } from '../../src/funnel/contract.ts'
import { listFlowDeals, listPushed, readStageFlows } from '../../src/funnel/flow-contract.ts'
import { readFlowDeals } from '../../src/funnel/queries/flow-deals.ts'
import { readFunnelDeals } from '../../src/funnel/queries/funnel-deals.ts'
import { readPushed } from '../../src/funnel/queries/pushed.ts'
import { readFunnelReport } from '../../src/funnel/queries/read-funnel.ts'
import { readMovementReport } from '../../src/funnel/queries/read-movement.ts'
import { readStageFlowReport } from '../../src/funnel/queries/stage-flows.ts'
import { readTrendReport } from '../../src/funnel/queries/trend.ts'
import { readTrend } from '../../src/funnel/trend-contract.ts'
import type { Tx } from '../../src/platform/database/connect.ts'
import type { Outcome } from '../../src/platform/refusal.ts'
import type { Caller } from '../../src/platform/session.ts'

/** What differs from one asking to the next: one region, say. */
export type Filter = Readonly<Record<string, string>>

export interface View {
  name: string
  run: (tx: Tx, who: Caller, filter: Filter) => Promise<{ ok: boolean }>
  /** Milliseconds at 20,000 deals and at a million (issue 4 §5; STACK §4 for as-of and movement). */
  bars: { S: number; L: number }
}

const usual = { S: 60, L: 200 }

/** `day(n)` is the day n days ago. */
export function views(day: (back: number) => string): View[] {
  const view =
    <Q extends z.ZodType>(shape: Q, read: (tx: Tx, who: Caller, query: z.output<Q>) => Promise<Outcome<unknown>>) =>
    (name: string, query: object, bars = usual): View => ({
      name,
      bars,
      run: (tx, who, filter) => read(tx, who, shape.parse({ ...query, ...filter })),
    })
  const funnel = view(funnelQuery, readFunnelReport)
  const month = { from: day(30), to: day(0) }
  const lately = { from: day(365), to: day(0) }
  return [
    funnel('cohort', {}),
    funnel('cohort of a quarter', { from: day(200), to: day(110) }),
    funnel('cohort by owner', { groupBy: 'owner' }),
    funnel('cohort by month', { groupBy: 'month' }),
    funnel('period of a month', { basis: 'period', from: day(60), to: day(30) }),
    funnel('period of a year by owner', { basis: 'period', ...lately, groupBy: 'owner' }),
    funnel('snapshot of a month', { basis: 'snapshot', from: day(60), to: day(30) }),
    funnel('as of a week ago', { asOf: day(7) }, { S: 60, L: 250 }),
    funnel('as of half a year ago', { asOf: day(182) }, { S: 60, L: 250 }),
    view(listFunnelDeals.query, readFunnelDeals)('deals lost in a stage', { stage: 'need-discovery', list: 'lost' }),
    view(listFlowDeals.query, readFlowDeals)('deals of a flow', { ...month, list: 'closing' }),
    view(readMovement.query, readMovementReport)('movement of a month', month, { S: 60, L: 400 }),
    view(readStageFlows.query, readStageFlowReport)('flows of a month', month),
    view(readTrend.query, readTrendReport)('trend of half a year', {}),
    view(listPushed.query, readPushed)('deals pushed out again', {}),
    view(checkupQuery, readCheckupReport)('check-up', {}),
    view(checkupQuery, readCheckupReport)('check-up of a year', lately),
    view(checkupQuery, readCheckupReport)('check-up as of half a year ago', { asOf: day(182) }, { S: 60, L: 250 }),
    view(readCompare.query, readComparison)('compare owners', { by: 'owner' }),
    view(readCompare.query, readComparison)('compare regions of a year', { by: 'region', ...lately }),
    view(readLosses.query, readLossesReport)('losses', {}),
    view(readWhy.query, readWhyReport)('why', { stage: 'need-discovery' }),
    view(checkupQuery, readTimeReport)('time', {}),
    view(checkupQuery, readSummaryReport as never)('summary', {}),
    view(listCheckupDeals.query, readCheckupDeals)('deals that died in a stage', { stage: 'need-discovery', outcome: 'died' }),
    view(readQuality.query, readQualityReport)('quality', {}),
    view(readHabits.query, readHabitsReport)('habits', {}),
  ]
}
