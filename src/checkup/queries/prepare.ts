import { sql } from 'kysely'
import { remembering } from '../../funnel/queries/memory.ts'
import { resolve, type Resolved } from '../../funnel/queries/resolve.ts'
import { holdsConnection, type Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { CheckupQuery } from '../contract.ts'
import type { Deals } from '../deals.ts'
import type { Rule } from '../gate.ts'
import { learnHorizons } from '../horizon.ts'
import { large } from '../large.ts'
import { filters, pick, type Filter, type Picks, type Stretch } from '../pick.ts'
import { reachedAt } from '../reach.ts'
import { keepDeeds } from './deeds.ts'
import { loadDeals } from './load-deals.ts'
import { keepProspects } from './prospects.ts'

export interface CheckupStageRow {
  id: string
  key: string
  position: number
  name: string
  probability: number
  phase: string
  warningDays: number | null
  criticalDays: number | null
  /** Typed in. */
  benchmark: number | null
  /** Number of the pipeline's published version. */
  version: number
}

/** A request of the check-up with everything looked up: which deals, by which rule, at which gates. */
export interface Prepared {
  query: CheckupQuery
  resolved: Resolved
  stages: CheckupStageRow[]
  deals: Deals
  picks: Picks
  /** Whether the filters leave anybody out. */
  filtered: boolean
  stretch: Stretch
  rule: Rule
  /** By stage number, whichever cohort is shown. */
  horizons: readonly number[]
  /** Milliseconds; the moment whose knowledge is used, of many deals the end of the running quarter of an hour. */
  now: number
  /** All deals of the house that the filters other than by people leave: what holds of a stage whoever looks at it is learned from them. */
  house: () => Promise<Pick<Prepared, 'deals' | 'picks' | 'filter'>>
  /** Which deals are picked and how they are counted, where counts may be followed (live.ts); null where the moment moves on. */
  filter: unknown
  /** Whether who asks keeps a connection from others meanwhile. */
  holds: boolean
}

const hour = 3_600_000

type Learn = (deals: Deals) => readonly number[]

const learnedHorizons = new Map<string, readonly number[]>()

/** Learned once for each moment that stands still, whatever changes meanwhile: a few deals hardly change them. `question` holds all they depend on. */
async function horizonsAt({ orgId }: Caller, question: unknown, wholeHouse: () => Promise<Deals>, learn: Learn) {
  const key = JSON.stringify([orgId, question])
  const before = learnedHorizons.get(key)
  const whole = before ? null : await wholeHouse()
  // several requests of one page come to this: whoever is here first learns
  const known = before ?? learnedHorizons.get(key) ?? learn(whole!)
  learnedHorizons.delete(key)
  learnedHorizons.set(key, known)
  if (learnedHorizons.size > 200) learnedHorizons.delete(learnedHorizons.keys().next().value!)
  return known
}

/** So long the moment stands still where there are many deals. */
export const quarter = 900_000

/** The stage of a key, of those a report is about. */
export const stageOf = ({ stages }: Prepared, key: string): Outcome<CheckupStageRow> => {
  const stage = stages.find((one) => one.key === key)
  return stage ? accept(stage) : refuse('unknown-stage', { stage: key })
}

/** The last millisecond of the quarter of an hour in which a moment lies. */
const endOfQuarter = (at: number): number => Math.ceil(at / quarter) * quarter - 1

/** Looks a request up; `at`: as asked at another moment, by what is known now. Refuses what GET /funnel refuses: an unknown pipeline, a span that runs backwards. */
export async function prepare(
  tx: Tx,
  caller: Caller,
  query: CheckupQuery,
  at: number = caller.now.getTime(),
): Promise<Outcome<Prepared>> {
  const { band, cohort: _, horizonDays, against: __, targetMinor: ___, ...asked } = query
  const found = await resolve(tx, caller, { ...asked, basis: 'cohort' })
  if (!found.ok) return found
  const resolved = found.value
  const { pipeline, selection, from, to, asOf, remember } = resolved
  const [deals, details] = await Promise.all([
    loadDeals(tx, caller, resolved),
    remember(['checkup-stages', pipeline.id], () => readDetails(tx, caller, pipeline.id)),
    keepDeeds(tx, caller),
  ])
  if (deals.size > large.many) await keepProspects(tx, caller)
  const filter: Filter = { ...selection, bands: band && band.length > 0 ? band : null }
  const everybody: Caller = { ...caller, reach: 'organisation', accounts: undefined }
  const reachesAll = caller.reach === 'organisation'
  const rememberAll = reachesAll ? remember : await remembering(tx, everybody)
  const wholeHouse = async (): Promise<Deals> =>
    reachesAll ? deals : loadDeals(tx, everybody, { ...resolved, remember: rememberAll })
  // shared columns hold everybody's rows; others only those within reach, and the moment must be the same for all
  const { size } = deals.facts > 0 ? deals : await wholeHouse()
  const isSteady = size > large.steady
  const now = Math.min(asOf?.getTime() ?? Infinity, isSteady ? endOfQuarter(at) : at)
  // of the whole house, whoever asks: which deals may be judged must not depend on who looks at them
  const learn: Learn = (whole) => learnHorizons(whole, whole.all, reachedAt(whole, query.counting), now)
  const about = ['checkup-horizons', pipeline.id, asOf, query.counting]
  const learned =
    asOf === null && isSteady
      ? await horizonsAt(caller, [...about, deals.facts, deals.stageCount, now], wholeHouse, learn)
      : await rememberAll(about, async () => learn(await wholeHouse()), hour)
  const horizons = learned.map((days) => horizonDays ?? days)
  const picks = filters(filter) ? pick(deals, filter) : deals.all
  const house: Prepared['house'] = async () => {
    if (reachesAll && filter.owners === null) return { deals, picks, filter: isSteady ? filter : null }
    const whole = await wholeHouse()
    const kind = { ...filter, owners: null }
    return { deals: whole, picks: filters(kind) ? pick(whole, kind) : whole.all, filter: isSteady ? kind : null }
  }
  return accept({
    query,
    resolved,
    stages: pipeline.stages.map((stage) => ({ ...stage, ...noDetails, ...details.get(stage.id) })),
    deals,
    picks,
    house,
    filtered: filters(filter),
    stretch: { from: from?.getTime() ?? null, to: to?.getTime() ?? null },
    rule: { counting: query.counting, horizons: query.cohort === 'all' ? null : horizons, now },
    horizons,
    now,
    filter: isSteady ? filter : null,
    holds: holdsConnection(tx),
  })
}

type Details = Pick<CheckupStageRow, 'phase' | 'warningDays' | 'criticalDays' | 'benchmark' | 'version'>
const noDetails: Details = { phase: 'lead', warningDays: null, criticalDays: null, benchmark: null, version: 1 }

async function readDetails(tx: Tx, { orgId }: Caller, pipelineId: string): Promise<Map<string, Details>> {
  const { rows } = await sql<Details & { id: string }>`
    select s.id, s.phase, s.warning_days::float8 as "warningDays", s.critical_days::float8 as "criticalDays", b.share as benchmark,
      p.current_version as version
    from stage s join pipeline p on p.org_id = s.org_id and p.id = s.pipeline_id left join stage_benchmark b on b.org_id = s.org_id and b.stage_id = s.id and b.deleted_at is null
    where s.org_id = ${orgId} and s.pipeline_id = ${pipelineId} and s.retired_at is null`.execute(tx)
  return new Map(rows.map(({ id, ...details }) => [id, details]))
}
