import { sql } from 'kysely'
import type { z } from 'zod'
import { readDeals } from '../../funnel/queries/deals.ts'
import { placesOfLargest } from '../../funnel/facts/select.ts'
import { bucketAt } from '../../funnel/standing.ts'
import { decodeCursor, pageOf } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { Lacking, listCheckupDeals, OutcomeOfGate } from '../contract.ts'
import { bucketsOf, countedDeals, isOpenList, openDealsOf } from '../counted.ts'
import type { Deals } from '../deals.ts'
import { fates, type Members } from '../gate-members.ts'
import { rowsOf, within } from '../pick.ts'
import { died } from '../reach.ts'
import { standingOf } from '../stage-rows.ts'
import { membersWith } from '../trait-tallies.ts'
import { type Prepared, prepare, stageOf } from './prepare.ts'
import { readLacking } from './habits.ts'
import { readNamed } from './named-competitors.ts'
import { membersOf, readLookedAt, redDaysOf, timesOf } from './traits.ts'

type Asked = z.output<typeof listCheckupDeals.query>

/** The deals behind a number of the check-up (GET /checkup/deals), largest amount first. Refuses an unknown stage or trait. */
export async function readCheckupDeals(
  tx: Tx,
  caller: Caller,
  { stage, outcome, trait, reason, competitor, lacking, limit, cursor, ...query }: Asked,
): Promise<Outcome<z.output<typeof listCheckupDeals.reply>>> {
  const prepared = await prepare(tx, caller, query)
  if (!prepared.ok) return prepared
  const { deals, resolved } = prepared.value
  const chosen = await (lacking === undefined
    ? choose(tx, caller, prepared.value, { stage, outcome, trait, ofEnded: reason !== undefined || competitor !== undefined })
    : chooseLacking(tx, caller, prepared.value, { stage, lacking }))
  if (!chosen.ok) return chosen
  const reasons = reason === undefined ? null : await readWithBelow(tx, caller, reason)
  const named = competitor === undefined ? null : await readNamed(tx, caller, prepared.value)
  const kept = chosen.value
    .filter((deal) => reasons === null || reasons.has(valueOf(deals, 'reason', deal)))
    .filter(
      (deal) =>
        competitor === undefined || valueOf(deals, 'competitor', deal) === competitor || named?.get(deal)?.includes(competitor),
    )
  const { items, nextCursor } = pageOf(largestAfter(deals, kept, decodeCursor(cursor, 2), limit + 1), limit, ({ id, amount }) => [
    amount,
    id,
  ])
  const ids = items.map(({ id }) => id)
  const condition = sql<boolean>`o.id = any(${ids}::uuid[])`
  const page = await readDeals(tx, caller, resolved.selection, {
    condition,
    limit,
    cursor: undefined,
    table: await resolved.tableOf(ids),
  })
  return accept({
    items: page.items,
    nextCursor,
    total: kept.length,
    amountMinor: kept.reduce((sum, deal) => sum + Math.max(0, amountOf(deals, deal)), 0),
    currency: caller.currency,
  })
}

/** A reason with those of the second level below it: who chose one of these chose it. */
async function readWithBelow(tx: Tx, { orgId }: Caller, reason: string): Promise<Set<string | null>> {
  const below = await tx
    .selectFrom('loss_reason')
    .select('key')
    .where('org_id', '=', orgId)
    .where('parent_key', '=', reason)
    .execute()
  return new Set([reason, ...below.map(({ key }) => key)])
}

/** Minor units; −1 without an amount, so that those come last. */
const amountOf = ({ amountMinor }: Deals, deal: number): number => (Number.isNaN(amountMinor[deal]) ? -1 : amountMinor[deal]!)

/** The largest deals behind a place in the list, at least so many where there are: only those are put in order. */
function largestAfter(
  deals: Deals,
  kept: readonly number[],
  place: readonly (string | number | null)[] | null,
  most: number,
): { id: string; amount: number }[] {
  const isAfter = (deal: number): boolean => {
    if (place === null) return true
    const amount = amountOf(deals, deal)
    return amount < Number(place[0]) || (amount === place[0] && deals.idOf(deal) < String(place[1]))
  }
  const after = kept.filter(isAfter)
  return placesOfLargest(
    Float64Array.from(after, (deal) => amountOf(deals, deal)),
    most,
  )
    .map((at) => ({ id: deals.idOf(after[at]!), amount: amountOf(deals, after[at]!) }))
    .sort((a, b) => b.amount - a.amount || (a.id < b.id ? 1 : -1))
}

const valueOf = (deals: Deals, name: 'reason' | 'competitor', deal: number): string | null =>
  deals.of[name].values[deals.of[name].codes[deal]!] ?? null

async function choose(
  tx: Tx,
  caller: Caller,
  prepared: Prepared,
  { stage: key, outcome, trait, ofEnded }: Pick<Asked, 'stage' | 'outcome' | 'trait'> & { ofEnded: boolean },
): Promise<Outcome<number[]>> {
  const { deals, picks, stretch } = prepared
  const found = key === undefined ? null : stageOf(prepared, key)
  if (found !== null && !found.ok) return found
  // As GET /checkup/losses counts: what ended in the span, whenever it came.
  if (ofEnded)
    return accept(
      Array.from(rowsOf(picks)).filter(
        (deal) =>
          within(deals.endedAt[deal]!, stretch) &&
          isNow(deals, deal, outcome) &&
          (found === null || deals.final[deal] === found.value.position) &&
          // Met a competitor: decided against it; what was terminated was not decided.
          (outcome !== 'all' || deals.state[deal] !== numbers.terminated),
      ),
    )
  if (found === null) return accept(countedDeals(prepared, outcome))
  const { position } = found.value
  if (isOpenList(outcome)) return accept(openDealsOf((await timesOf(prepared))[position - 1]!, outcome))
  const redDays = await redDaysOf(prepared, position)
  if (trait === undefined) {
    const members = membersOf(prepared, position, redDays)
    return accept(Array.from(members.deal.filter((_, member) => isCounted(deals, position, members, member, outcome))))
  }
  const looked = await readLookedAt(tx, caller, prepared, position, redDays)
  const { members } = looked
  const has = membersWith(looked, trait)
  if (has === null) return refuse('unknown-trait', { trait })
  return accept(Array.from(members.deal.filter((_, member) => has[member] === 1 && isOutcome(deals, members, member, outcome))))
}

/** Open deals that lack something, in one stage or anywhere; whenever they came, as GET /checkup/habits counts them. */
async function chooseLacking(
  tx: Tx,
  caller: Caller,
  prepared: Prepared,
  { stage: key, lacking }: { stage: string | undefined; lacking: Lacking },
): Promise<Outcome<number[]>> {
  const { deals, picks } = prepared
  const stage = key === undefined ? null : stageOf(prepared, key)
  if (stage !== null && !stage.ok) return stage
  const lacks = await readLacking(tx, caller, prepared, lacking)
  const isThere = (deal: number): boolean => stage === null || deals.final[deal] === stage.value.position
  return accept(Array.from(rowsOf(picks)).filter((deal) => isThere(deal) && lacks.has(deal)))
}

/** As the rows of GET /checkup count: by how the deal stands today. */
function isCounted(deals: Deals, stage: number, members: Members, member: number, outcome: OutcomeOfGate): boolean {
  const counted = bucketsOf[outcome]
  return counted
    ? counted.includes(bucketAt(standingOf(deals, members.deal[member]!), stage))
    : isOutcome(deals, members, member, outcome)
}

/** As GET /checkup/why counts: by what happened within the horizon. */
function isOutcome(deals: Deals, { fate: fateOf, stuck, deal }: Members, member: number, outcome: OutcomeOfGate): boolean {
  const fate = fates[fateOf[member]!]!
  if (outcome === 'all' || outcome === fate) return true
  if (outcome === 'inTime') return fate === 'wentOn'
  if (outcome === 'stuck') return stuck[member] === 1
  if (outcome === 'notPassed') return fate !== 'wentOn'
  return fate === 'died' && isNow(deals, deal[member]!, outcome)
}

const numbers = { lost: 2, terminated: 3 } as const

/** How a deal stands today, whatever the stage. */
function isNow(deals: Deals, deal: number, outcome: OutcomeOfGate): boolean {
  const state = deals.state[deal]!
  if (outcome === 'lost' || outcome === 'terminated') return state === numbers[outcome]
  if (outcome === 'died') return died(state)
  if (outcome === 'wentOn') return state === 1
  return outcome === 'all' || state === 0 || state === 4
}
