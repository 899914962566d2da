import { sql, type RawBuilder } from 'kysely'
import { gapAsWork, pipelineNeeded } from '../../capacity/coverage.ts'
import { readCoverage } from '../../capacity/queries/coverage.ts'
import { remembering } from '../../funnel/queries/memory.ts'
import { inOwnCurrency, isCountable } from '../../people/queries/rates.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { Attained } from '../attainment.ts'
import type { AttainmentReply } from '../attainment-contract.ts'
import { isMoney, type Measure } from '../measure.ts'

/** Past periods that say what an open pipeline brings, by the length of the period in months. */
const backOf: Record<number, number> = { 1: 12, 3: 8, 12: 3 }

/** What the past says may be so old while no deal changes: visits alone do not make it new. */
const longest = 10 * 60_000

interface Asked {
  /** Whose money, as a text. */
  scope: string
  from: string
  to: string
  months: number
  today: string
  measure: Measure
  whole: Attained
}

/**
 * What closes the gap of a period (FUNNEL-SCIENCE §6): the open pipeline that the target needs by what past periods converted from the
 * same day on, and the deals, opportunities and visits that the gap comes to. For counts of deals and customers the gap is deals already.
 */
export async function readClosing(
  tx: Tx,
  caller: Caller,
  { scope, from, to, months, today, measure, whole }: Asked,
  mine: RawBuilder<boolean>,
): Promise<AttainmentReply['closing']> {
  const remember = await remembering(tx, caller)
  const past = () => pastOf(tx, caller, { from, to, months, today }, mine)
  const { coverage, deal, closed, visits } = await remember(['closing', scope, from, to, months, today], past, longest)
  const dealMinor = deal === null ? null : Math.round(Number(deal))
  const perOpportunity = closed > 0 ? visits / closed : null
  const isOfMoney = isMoney(measure)
  const work =
    coverage.winRate === null || perOpportunity === null || (isOfMoney && !dealMinor)
      ? null
      : gapAsWork(whole.gap, { dealMinor: isOfMoney ? dealMinor! : 1, winRate: coverage.winRate, visits: perOpportunity })
  return {
    openMinor: coverage.openMinor,
    expectedNewMinor: coverage.expectedNewMinor,
    conversion: coverage.conversion,
    periods: coverage.months,
    neededMinor:
      isOfMoney && coverage.conversion !== null
        ? pipelineNeeded({
            targetMinor: whole.target,
            wonMinor: whole.actual,
            expectedNewMinor: coverage.expectedNewMinor,
            conversion: coverage.conversion,
          })
        : null,
    dealMinor,
    winRate: coverage.winRate,
    visits: perOpportunity,
    work,
  }
}

/** The open pipeline and its past, what a deal brings, and the visits that deals of the last year took until they closed. */
async function pastOf(
  tx: Tx,
  caller: Caller,
  { from, to, months, today }: Pick<Asked, 'from' | 'to' | 'months' | 'today'>,
  mine: RawBuilder<boolean>,
) {
  const worth = inOwnCurrency(caller, { amount: sql`o.amount_minor`, of: sql`o.currency`, at: sql`o.closed_at` })
  const [coverage, { rows }] = await Promise.all([
    readCoverage(tx, caller, { monthFrom: from, monthTo: to }, mine, today, { months, back: backOf[months] ?? 3 }),
    sql<{ deal: number | null; closed: number; visits: number }>`
      with closed as (
        select o.id, o.status, ${worth} as amount_minor from opportunity o where o.org_id = ${caller.orgId} and o.deleted_at is null
          and o.status in ('won', 'lost') and o.closed_at >= ${caller.now}::timestamptz - interval '365 days' and o.closed_at <= ${caller.now}
          and ${isCountable(caller, sql`o.currency`)} and ${mine})
      select avg(amount_minor) filter (where status = 'won') as deal, count(*)::int as closed,
        (select count(*)::int from activity a join closed c on c.id = a.opportunity_id
          where a.org_id = ${caller.orgId} and a.deleted_at is null and a.kind = 'visit') as visits
      from closed`.execute(tx),
  ])
  return { coverage, ...rows[0]! }
}
