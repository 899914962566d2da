import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import type { CheckupQuery } from '../contract.ts'
import { placesOfLargest } from '../../funnel/facts/select.ts'
import type { Deals } from '../deals.ts'
import { speed } from '../speed.ts'
import { ages, chanceAfter, levels, type OpenDeals, pace, type StageTime } from '../stage-time.ts'
import type { TimeReply } from '../time-contract.ts'
import { definition } from '../wording.ts'
import { aboutOf, askedOf, pageCountsOf } from './checkup.ts'
import { lately } from './lately.ts'
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

export const timeOf = (tx: Tx, caller: Caller, prepared: Prepared): Promise<TimeReply> =>
  lately(prepared, ['time', askedOf(prepared, caller)], prepared.now, () => countTime(tx, caller, prepared))

async function countTime(tx: Tx, caller: Caller, prepared: Prepared): Promise<TimeReply> {
  const { deals, stages, resolved } = prepared
  const page = await pageCountsOf(prepared)
  const times = await timesOf(prepared, page)
  const drawn = times.flatMap(({ stage, open }) => largest(deals, open).map((one) => ({ ...openAt(open, one), stage })))
  const [named, productName] = await Promise.all([
    readDealNames(
      tx,
      caller,
      drawn.map(({ deal }) => deals.idOf(deal)),
    ),
    readNames(tx, caller, resolved.remember, 'product'),
  ])
  return {
    about: aboutOf(prepared, caller, 'stays', page.census),
    definition: definition(caller.locale, 'time.definition'),
    stages: times.map((time, index) => stageReply(deals, time, stages[index]!)),
    ageing: {
      definition: definition(caller.locale, 'ageing.definition'),
      of: times.reduce((sum, { open }) => sum + open.size, 0),
      dots: drawn.map(({ deal, stage, days, level }) => ({
        id: deals.idOf(deal),
        name: named.get(deals.idOf(deal))?.name ?? '',
        ownerName: named.get(deals.idOf(deal))?.owner ?? '',
        stageKey: stages[stage - 1]!.key,
        days,
        amountMinor: Number.isNaN(deals.amountMinor[deal]) ? null : deals.amountMinor[deal]!,
        level,
        chanceToAdvance: chanceAfter(times[stage - 1]!, days),
      })),
    },
    velocity: velocityReply(prepared, productName, caller),
  }
}

const amountOf =
  (deals: Deals) =>
  (deal: number): number =>
    deals.amountMinor[deal]! || 0

const openAt = ({ deal, days, level }: OpenDeals, one: number) => ({
  deal: deal[one]!,
  days: days[one]!,
  level: levels[level[one]!]!,
})

/** Places of the open deals that are drawn: only those at least as large as the smallest of them are put in order. */
function largest(deals: Deals, { size, deal, days }: OpenDeals): number[] {
  const amount = amountOf(deals)
  const amounts = Float64Array.from({ length: size }, (_, one) => amount(deal[one]!))
  const found = placesOfLargest(amounts, mostDots)
  return found.sort((a, b) => amounts[b]! - amounts[a]! || days[b]! - days[a]!).slice(0, mostDots)
}

function stageReply(
  deals: Deals,
  { found, points, limits, winnersDays, open, curve, naiveMedianDays }: StageTime,
  stage: CheckupStageRow,
) {
  const winners = pace(winnersDays)
  const sums = openSums(deals, open, winners.p75Days ?? Infinity)
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
    diedInTheEnd: points.size === 0 ? null : Math.min(1, points.lost[points.size - 1]!),
    curve,
    limits,
    winners,
    open: {
      deals: open.size,
      ...sums,
    },
    ages: ages(open, amountOf(deals)).map(({ count, ...bar }) => ({ ...bar, deals: count })),
  }
}

function openSums(deals: Deals, { size, deal, days, level }: OpenDeals, slowFrom: number) {
  const amount = amountOf(deals)
  const count = new Uint32Array(levels.length)
  const money = new Float64Array(levels.length)
  let [slowerThanWinners, slowerMinor] = [0, 0]
  for (let one = 0; one < size; one++) {
    const own = amount(deal[one]!)
    count[level[one]!]!++
    money[level[one]!]! += own
    if (days[one]! <= slowFrom) continue
    slowerThanWinners++
    slowerMinor += own
  }
  const [fresh, amber, red, forced] = levels.map((_, number) => number) as [number, number, number, number]
  return {
    amountMinor: money[fresh]! + money[amber]! + money[red]! + money[forced]!,
    amber: count[amber]!,
    red: count[red]!,
    forced: count[forced]!,
    overLimitMinor: money[red]! + money[forced]!,
    slowerThanWinners,
    slowerMinor,
  }
}

function velocityReply(
  { deals, picks, now, stages, filter }: Prepared,
  productName: (id: string | null) => string,
  { locale, timeZone }: Caller,
): TimeReply['velocity'] {
  const qualifiedFrom = stages.find(({ phase }) => phase !== 'lead')?.position ?? 1
  const { segments, ...sums } = speed(deals, picks, now, qualifiedFrom, filter)
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
