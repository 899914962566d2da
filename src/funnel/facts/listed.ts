import type { Basis, DealList } from '../contract.ts'
import { type Bucket, buckets, bucketAt, type Counting, passed, reached, skipped, type Standing } from '../standing.ts'
import type { State } from '../visits.ts'
import type { Facts } from './facts.ts'
import { scanFates } from './fates.ts'
import type { Groups } from './groups.ts'
import { behind, type Found, met, meet, type Placed } from './largest.ts'
import { boundOf, unknown } from './moment.ts'
import type { Scan } from './scan.ts'
import { scanTurns } from './turns.ts'

export interface ListAsked {
  basis: Basis
  counting: Counting
  from: Date | null
  to: Date | null
  list: DealList
  /** Position and id of the stage; null for the lists of the whole funnel. */
  stage: { position: number; id: string } | null
  stageCount: number
}

interface Asked extends ListAsked {
  /** Whether a deal is in the group asked for. */
  isInGroup: (deal: number) => boolean
  /** The organisation's: amounts in others have no size. */
  currency: string
  after: Placed | null
  most: number
}

/** Of a list of stays: how they ended or what they are counted as. */
export const endsOf: Partial<Record<DealList, readonly string[]>> = {
  open: ['closing'],
  advanced: ['advanced', 'won'],
  passed: ['advanced', 'won'],
  movedBack: ['back'],
  onHold: ['held'],
  takenBack: ['reopened'],
}
export const isEveryone = (list: DealList): boolean => list === 'all' || list === 'entered' || list === 'opening'
const states: readonly State[] = ['won', 'lost', 'open', 'onHold', 'terminated', 'transferred']
const stateOf = (list: DealList): State | undefined => states.find((state) => state === list)

/** The deals that a number of the funnel counted, the largest behind a place first. Twin of `listed` in queries/lists.ts. */
export function scanListed(facts: Facts, asked: Asked): Scan<Found> {
  const { deals, dictionaries } = facts
  const own = dictionaries.currency.codes.get(asked.currency) ?? -1
  const found = met()
  const take = (deal: number): void => {
    const amount = deals.amount[deal]!
    meet(found, deal, deals.currency[deal] === own && !Number.isNaN(amount) ? amount : -1)
  }
  const holds = holdsOf(facts, asked)
  return {
    add: (chosen, from, to) => {
      for (let at = from; at < to; at++) {
        const deal = chosen[at]!
        if (asked.isInGroup(deal) && holds(deal)) take(deal)
      }
    },
    result: () => behind(facts, found, asked),
  }
}

function holdsOf(facts: Facts, asked: ListAsked): (deal: number) => boolean {
  const { basis, from, to, list, stage } = asked
  const { deals, standings } = facts
  const [after, before] = [from && boundOf(from), to && boundOf(to)]
  const isMember = (deal: number): boolean => {
    const entered = deals.entered[deal]!
    return (after === null || entered >= after) && (before === null || (entered < before && entered !== unknown))
  }
  if (basis === 'cohort' || from === null || to === null) {
    if (list === 'unknownEntry') return (deal) => deals.entered[deal] === unknown
    const stands = standings.all.map((standing) => holdsStanding(standing, asked))
    return (deal) => stands[deals.standing[deal]!]! && isMember(deal)
  }
  const span = { from, to, currency: '', groups: oneGroup }
  if (basis === 'snapshot') {
    const state = stage === null || list === 'won' ? (stateOf(list) ?? null) : null
    const bucket = (list === 'passed' ? 'advanced' : list) as Bucket
    return noted((note) =>
      scanFates(facts, {
        ...span,
        note: (stageId, became, ended) => {
          if (stage !== null && stageId !== stage.id) return
          if (isEveryone(list) || (stage === null || list === 'won' ? ended === state : became === bucket)) note()
        },
      }),
    )
  }
  if (stage === null && isEveryone(list)) return isMember
  const kinds: readonly string[] = endsOf[list] ?? [list]
  return noted((note) =>
    scanTurns(facts, {
      ...span,
      note: (stageId, kind) => {
        if ((stage === null || stageId === stage.id) && kinds.includes(kind)) note()
      },
    }),
  )
}

const oneGroup: Groups = { of: () => 0, size: 1, keys: [null] }

/** Whether a scan notes anything of a deal. */
function noted(scanOf: (note: () => void) => Scan<unknown>): (deal: number) => boolean {
  let isNoted = false
  const { add } = scanOf(() => (isNoted = true))
  const one = new Uint32Array(1) as Parameters<typeof add>[0]
  return (deal) => {
    isNoted = false
    one[0] = deal
    add(one, 0, 1)
    return isNoted
  }
}

function holdsStanding(standing: Standing, { counting, list, stage, stageCount }: ListAsked): boolean {
  const state = stateOf(list)
  if (stage === null) return state === undefined || standing.state === state
  const { position } = stage
  const here = reached(standing, position, counting)
  if (list === 'passed') return passed(standing, position, counting, stageCount)
  if (list === 'skipped') return skipped(standing, position) && here
  if (list === 'won') return here && standing.state === 'won'
  const bucket = buckets.find((one) => one === list)
  return here && (bucket === undefined || bucketAt(standing, position) === bucket)
}
