import { type Bucket, bucketAt } from '../funnel/standing.ts'
import type { OutcomeOfGate } from './contract.ts'
import type { Deals } from './deals.ts'
import type { Rule } from './gate.ts'
import { countPage } from './page-counts.ts'
import { type Picks, rowsOf, type Stretch } from './pick.ts'
import { wonState } from './reach.ts'
import { standingOf } from './stage-rows.ts'
import { levels, pace, type StageTime } from './stage-time.ts'

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
  const horizons = rule.horizons ?? Array.from({ length: deals.stageCount }, () => 0)
  const { memberships } = countPage(deals, { picks, stretch, rule, horizons, inside: { from: 0, to: 0 }, usualAmount: () => 0 })
  const wanted = bucketsOf[outcome]
  const isCounted = (deal: number, membership: number): boolean => {
    if (membership === 0) return false
    if (outcome === 'won') return deals.state[deal] === wonState
    if (wanted === undefined) return true
    const standing = standingOf(deals, deal)
    for (let stage = 1; stage <= deals.stageCount; stage++)
      if ((membership >> (stage - 1)) & 1 && wanted.includes(bucketAt(standing, stage))) return true
    return false
  }
  return Array.from(rowsOf(picks).filter((deal, row) => isCounted(deal, memberships[row]!)))
}

const openLists = ['openNow', 'amber', 'overLimit', 'slower'] as const
type OpenList = (typeof openLists)[number]
export const isOpenList = (outcome: OutcomeOfGate): outcome is OpenList => (openLists as readonly string[]).includes(outcome)

/** The open deals behind a number of GET /checkup/time at one stage, whenever they came. */
export function openDealsOf({ open: { size, deal, days, level }, winnersDays }: StageTime, outcome: OpenList): number[] {
  const { p75Days } = pace(winnersDays)
  const holds: Record<OpenList, (one: number) => boolean> = {
    openNow: () => true,
    amber: (one) => levels[level[one]!] === 'amber',
    overLimit: (one) => levels[level[one]!] === 'red' || levels[level[one]!] === 'forced',
    slower: (one) => p75Days !== null && days[one]! > p75Days,
  }
  return Array.from(deal.subarray(0, size)).filter((_, one) => holds[outcome](one))
}
