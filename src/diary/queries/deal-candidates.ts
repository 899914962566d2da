import { sql } from 'kysely'
import { chanceToAdvance, type Duration } from '../../funnel/duration.ts'
import { ageingOf } from '../../opportunities/ageing.ts'
import type { ElementKnown } from '../../opportunities/elements.ts'
import { readChanceGround, stageBase, type PastOfStage } from '../../opportunities/queries/chance-ground.ts'
import { inOwnCurrency } from '../../people/queries/rates.ts'
import { readDefinition } from '../../pipelines/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { elementChances, revival, type Chance, type DealInStage } from '../candidate.ts'
import { readStays } from './stays.ts'

/** An open deal with what could be done about it. */
export interface DealChances {
  id: string
  ownerId: string
  stageName: string
  amountMinor: number
  daysInStage: number
  chances: Chance[]
  elementNames: Map<string, string>
}

interface Row {
  id: string
  owner_id: string
  pipeline_id: string
  pipeline_version: number
  stage_id: string
  stage_position: number
  amount_minor: number
  days: number | null
  warning_days: number | null
  critical_days: number | null
  /** JSON: key, state and answer of each that anything is known of. */
  elements: string | null
}

/** Of each person the largest open deals; smaller ones hardly make it into a day. */
const dealsPerPerson = 80

/** What could be done about the open deals of these people: elements to confirm, deciders to meet, stuck deals to revive. */
export async function readDealChances(tx: Tx, caller: Caller, owners: readonly string[]): Promise<DealChances[]> {
  const worth = inOwnCurrency(caller, { amount: sql`o.amount_minor`, of: sql`o.currency`, at: sql`${caller.now}::timestamptz` })
  const { rows } = await sql<Row>`
    select d.*, s.warning_days, s.critical_days,
      (select json_agg(json_build_array(e.key, e.state, e.answer) order by e.key)::text from opportunity_element e
        where e.org_id = ${caller.orgId} and e.opportunity_id = d.id) as elements
    from (
      select o.id, o.owner_id, o.pipeline_id, o.pipeline_version, o.stage_id, o.stage_position, w.worth as amount_minor,
             extract(epoch from ${caller.now}::timestamptz - o.stage_since) / 86400 as days,
             row_number() over (partition by o.owner_id order by w.worth desc, o.id) as place
      from opportunity o cross join lateral (select ${worth} as worth) w
      where o.org_id = ${caller.orgId} and o.owner_id = any(${[...owners]}::uuid[]) and o.status = 'open' and o.deleted_at is null
        and o.amount_minor > 0 and w.worth > 0
    ) d
    join stage s on s.org_id = ${caller.orgId} and s.id = d.stage_id
    where d.place <= ${sql.lit(dealsPerPerson)} and s.phase <> 'care'`.execute(tx)
  const past = await pastOf(tx, caller, [...new Set(rows.map(({ pipeline_id }) => pipeline_id))])
  const deals: DealChances[] = []
  const stagesOf = new Map<string, Ground | null>()
  for (const row of rows) {
    const at = `${row.pipeline_version} ${row.stage_id}`
    const known = stagesOf.get(at)
    const ground = known === undefined ? await groundOf(tx, caller, row, past.get(row.pipeline_id)!.statistics) : known
    if (known === undefined) stagesOf.set(at, ground)
    if (!ground) continue
    const { chance, found } = chancesIn(ground, row.elements ?? '[]')
    const durations = past.get(row.pipeline_id)!.durations.get(row.stage_position)
    const again = stuck(row) ? revivalOf(chance, durations, row.days!) : null
    deals.push({
      id: row.id,
      ownerId: row.owner_id,
      stageName: ground.stageName,
      amountMinor: row.amount_minor,
      daysInStage: Math.floor(row.days ?? 0),
      chances: again ? [...found, again] : found,
      elementNames: ground.names,
    })
  }
  return deals
}

interface Ground extends Omit<DealInStage, 'known'> {
  stageName: string
  names: Map<string, string>
  /** What was worked out already, by what is known of a deal. */
  chances: Map<string, ReturnType<typeof elementChances>>
}

/** Of many deals of a stage the same is known, of new ones nothing: it is worked out once for all of them. */
function chancesIn(ground: Ground, elements: string): ReturnType<typeof elementChances> {
  const before = ground.chances.get(elements)
  if (before) return before
  const known = (JSON.parse(elements) as [string, ElementKnown['state'], string | null][]).map(([key, state, answer]) => ({
    key,
    state,
    answer,
  }))
  const found = elementChances({ ...ground, known })
  ground.chances.set(elements, found)
  return found
}

/** What all deals of a stage have in common; null where their version of the process does not know it. */
async function groundOf(tx: Tx, caller: Caller, row: Row, statistics: Map<string, PastOfStage>): Promise<Ground | null> {
  const { stages, elements } = await readDefinition(tx, caller.orgId, row.pipeline_id, row.pipeline_version)
  const stage = stages.find(({ id }) => id === row.stage_id)
  if (!stage) return null
  const mine = statistics.get(row.stage_id)
  return {
    elements,
    stageKey: stage.key,
    base: stageBase(stage.probability, mine, [...statistics.values()]).chance,
    knowledge: { order: stages.map(({ key }) => key), pars: mine?.pars, weights: mine?.weights },
    stageName: stage.name[caller.locale],
    names: new Map(elements.map(({ key, name }) => [key, name[caller.locale]])),
    chances: new Map(),
  }
}

export interface DealHead {
  name: string
  customer: { id: string; name: string } | null
  phone: string | null
}

/** Names and the number to call of the few deals that made it into a day. */
export async function readDealHeads(tx: Tx, caller: Caller, ids: readonly string[]): Promise<Map<string, DealHead>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{
    id: string
    name: string
    customer_id: string | null
    customer: string | null
    phone: string | null
  }>`
    select o.id, o.name, o.customer_id, c.name as customer, p.phone from opportunity o
    left join customer c on c.org_id = o.org_id and c.id = o.customer_id
    left join contact p on p.org_id = o.org_id and p.id = o.contact_id and p.deleted_at is null
    where o.org_id = ${caller.orgId} and o.id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(
    rows.map(({ id, name, customer_id, customer, phone }) => [
      id,
      { name, customer: customer_id === null ? null : { id: customer_id, name: customer ?? '' }, phone },
    ]),
  )
}

/** Longer in its stage than the stage's own standard. */
const stuck = ({ days, warning_days: warningDays, critical_days: criticalDays }: Row): boolean =>
  days !== null && ['warning', 'critical'].includes(ageingOf(days, { warningDays, criticalDays }))

const revivalOf = (chance: number, stays: Duration | undefined, days: number): Chance | null =>
  stays ? revival(chance, { fresh: chanceToAdvance(stays, 0), aged: chanceToAdvance(stays, days) }) : null

interface Past {
  statistics: Map<string, PastOfStage>
  /** By stage position. */
  durations: ReadonlyMap<number, Duration>
}

/** What the past of the whole house says of stages, whoever asks: single deals are in none of it. */
async function pastOf(tx: Tx, caller: Caller, pipelines: readonly string[]): Promise<Map<string, Past>> {
  const found = new Map<string, Past>()
  for (const pipelineId of pipelines)
    found.set(pipelineId, {
      statistics: await readChanceGround(tx, caller.orgId, pipelineId),
      durations: await readStays(tx, caller, pipelineId),
    })
  return found
}
