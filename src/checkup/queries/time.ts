import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import type { CheckupQuery } from '../contract.ts'
import type { Deals } from '../deals.ts'
import { speed } from '../speed.ts'
import { ages, chanceAfter, type OpenDeal, pace, type StageTime } from '../stage-time.ts'
import type { TimeReply } from '../time-contract.ts'
import { definition } from '../wording.ts'
import { aboutOf } from './checkup.ts'
import { readNames } from './names.ts'
import { type CheckupStageRow, type Prepared, prepare } from './prepare.ts'
import { timesOf } from './traits.ts'

/** So many open deals of each stage are drawn: the largest. */
const mostDots = 60

/** Lengths of stay, limits, velocity and the ages of open deals (GET /checkup/time). */
export async function readTimeReport(tx: Tx, caller: Caller, query: CheckupQuery): Promise<Outcome<TimeReply>> {
  const prepared = await prepare(tx, caller, query)
  return prepared.ok ? accept(await timeOf(tx, caller, prepared.value)) : prepared
}

export async function timeOf(tx: Tx, caller: Caller, prepared: Prepared): Promise<TimeReply> {
  const { deals, stages, resolved } = prepared
  const times = timesOf(prepared)
  const drawn = times.flatMap(({ stage, open }) => largest(deals, open).map((one) => ({ ...one, stage })))
  const [named, productName] = await Promise.all([
    readDealNames(
      tx,
      caller,
      drawn.map(({ deal }) => deals.idOf(deal)),
    ),
    readNames(tx, caller, resolved.remember, 'product'),
  ])
  return {
    about: aboutOf(prepared, caller, 'stays'),
    definition: definition(caller.locale, 'time.definition'),
    stages: times.map((time, index) => stageReply(deals, time, stages[index]!)),
    ageing: {
      definition: definition(caller.locale, 'ageing.definition'),
      of: times.reduce((sum, { open }) => sum + open.length, 0),
      dots: drawn.map(({ deal, stage, days, level }) => ({
        id: deals.idOf(deal),
        name: named.get(deals.idOf(deal))?.name ?? '',
        ownerName: named.get(deals.idOf(deal))?.owner ?? '',
        stageKey: stages[stage - 1]!.key,
        days,
        amountMinor: Number.isNaN(deals.amountMinor[deal]) ? null : deals.amountMinor[deal]!,
        level,
        chanceToAdvance: chanceAfter(times[stage - 1]!.found, days),
      })),
    },
    velocity: velocityReply(prepared, productName, caller),
  }
}

const amountOf =
  (deals: Deals) =>
  (deal: number): number =>
    deals.amountMinor[deal]! || 0

const largest = (deals: Deals, open: readonly OpenDeal[]): OpenDeal[] =>
  open.toSorted((a, b) => amountOf(deals)(b.deal) - amountOf(deals)(a.deal) || b.days - a.days).slice(0, mostDots)

function stageReply(
  deals: Deals,
  { found, limits, winnersDays, open, curve, naiveMedianDays }: StageTime,
  stage: CheckupStageRow,
) {
  const winners = pace(winnersDays)
  const money = (some: readonly OpenDeal[]): number => some.reduce((sum, { deal }) => sum + amountOf(deals)(deal), 0)
  const level = (...levels: string[]): number => open.filter((one) => levels.includes(one.level)).length
  const slower = winners.p75Days === null ? [] : open.filter(({ days }) => days > winners.p75Days!)
  return {
    key: stage.key,
    stageId: stage.id,
    name: stage.name,
    stays: found.stays,
    finished: found.finished,
    medianDays: found.medianDays,
    p90Days: found.p90Days,
    largestDays: found.largestDays,
    naiveMedianDays,
    wentOnInTheEnd: found.advancedInTheEnd === null ? null : Math.min(1, found.advancedInTheEnd),
    diedInTheEnd: found.curve.length === 0 ? null : Math.min(1, found.curve.at(-1)!.lost),
    curve,
    limits,
    winners,
    open: {
      deals: open.length,
      amountMinor: money(open),
      amber: level('amber'),
      red: level('red'),
      forced: level('forced'),
      overLimitMinor: money(open.filter((one) => one.level === 'red' || one.level === 'forced')),
      slowerThanWinners: slower.length,
      slowerMinor: money(slower),
    },
    ages: ages(open, amountOf(deals)).map(({ count, ...bar }) => ({ ...bar, deals: count })),
  }
}

function velocityReply(
  { deals, picks, now, stages }: Prepared,
  productName: (id: string | null) => string,
  { locale, timeZone }: Caller,
): TimeReply['velocity'] {
  const qualifiedFrom = stages.find(({ phase }) => phase !== 'lead')?.position ?? 1
  const { segments, ...sums } = speed(deals, picks, now, qualifiedFrom)
  return {
    definition: definition(locale, 'velocity.definition'),
    ...sums,
    from: dayOf(new Date(now - 365 * 86_400_000), timeZone),
    to: dayOf(new Date(now), timeZone),
    segments: segments.map(({ product, ...segment }) => ({ productId: product, productName: productName(product), ...segment })),
  }
}

async function readDealNames(
  tx: Tx,
  { orgId }: Caller,
  ids: readonly string[],
): Promise<Map<string, { name: string; owner: string }>> {
  const { rows } = await sql<{ id: string; name: string; owner: string }>`
    select o.id, o.name, m.name as owner from opportunity o join member m on m.org_id = o.org_id and m.id = o.owner_id
    where o.org_id = ${orgId} and o.id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, ...named }) => [id, named]))
}
