import { type Bucket, bucketAt } from '../funnel/standing.ts'
import type { OutcomeOfGate } from './contract.ts'
import type { Deals } from './deals.ts'
import { unionOf } from './figures.ts'
import type { Rule } from './gate.ts'
import type { Picks, Stretch } from './pick.ts'
import { reachedAt, wonState } from './reach.ts'
import { stageRows, standingOf } from './stage-rows.ts'
import { pace, type StageTime } from './stage-time.ts'

/** Where the deals of an outcome stand; an outcome that is not here is told by what happened within the horizon. */
export const bucketsOf: Partial<Record<OutcomeOfGate, readonly Bucket[]>> = {
  wentOn: ['advanced'],
  died: ['lost', 'terminated'],
  lost: ['lost'],
  terminated: ['terminated'],
  stillThere: ['open', 'onHold'],
}

interface Counted {
  deals: Deals
  picks: Picks
  stretch: Stretch
  rule: Rule
}

/**
 * The deals behind a total of GET /checkup: as many as it says. Won ones are those of everybody counted anywhere; lost, terminated and
 * waiting ones those of the row that counts them so. Another outcome gives everybody.
 */
export function countedDeals({ deals, picks, stretch, rule }: Counted, outcome: OutcomeOfGate): number[] {
  const reached = reachedAt(deals, rule.counting)
  const rows = stageRows(deals, { picks, reached, stretch, ...rule, usualAmount: () => 0 })
  const buckets = bucketsOf[outcome]
  const everybody = unionOf(rows, deals.size)
  const isCounted = (deal: number): boolean =>
    outcome === 'won'
      ? deals.state[deal] === wonState
      : buckets === undefined ||
        rows.some(({ stage, members }) => members[deal] === 1 && buckets.includes(bucketAt(standingOf(deals, deal), stage)))
  return Array.from(everybody.keys()).filter((deal) => everybody[deal] === 1 && isCounted(deal))
}

const openLists = ['openNow', 'amber', 'overLimit', 'slower'] as const
type OpenList = (typeof openLists)[number]
export const isOpenList = (outcome: OutcomeOfGate): outcome is OpenList => (openLists as readonly string[]).includes(outcome)

/** The open deals behind a number of GET /checkup/time at one stage, whenever they came. */
export function openDealsOf({ open, winnersDays }: StageTime, outcome: OpenList): number[] {
  const { p75Days } = pace(winnersDays)
  const holds: Record<OpenList, (one: StageTime['open'][number]) => boolean> = {
    openNow: () => true,
    amber: ({ level }) => level === 'amber',
    overLimit: ({ level }) => level === 'red' || level === 'forced',
    slower: ({ days }) => p75Days !== null && days > p75Days,
  }
  return open.filter(holds[outcome]).map(({ deal }) => deal)
}
