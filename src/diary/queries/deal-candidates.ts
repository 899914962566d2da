import { sql } from 'kysely'
import { chanceToAdvance, type Duration } from '../../funnel/duration.ts'
import { ageingOf } from '../../opportunities/ageing.ts'
import type { ElementKnown } from '../../opportunities/elements.ts'
import { readChanceGround, stageBase, type PastOfStage } from '../../opportunities/queries/chance-ground.ts'
import { inOwnCurrency } from '../../people/queries/rates.ts'
import { readDefinition } from '../../pipelines/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { elementChances, revival, type Chance } from '../candidate.ts'
import { readStays } from './stays.ts'

/** An open deal with what could be done about it. */
export interface DealChances {
  id: string
  name: string
  ownerId: string
  customer: { id: string; name: string } | null
  phone: string | null
  stageName: string
  amountMinor: number
  daysInStage: number
  chances: Chance[]
  elementNames: Map<string, string>
}

interface Row {
  id: string
  name: string
  owner_id: string
  customer_id: string | null
  customer_name: string | null
  phone: string | null
  pipeline_id: string
  pipeline_version: number
  stage_id: string
  stage_position: number
  amount_minor: number
  days: number | null
  warning_days: number | null
  critical_days: number | null
  elements: { key: string; state: ElementKnown['state']; answer: string | null }[] | null
}

/** Of each person the largest open deals; smaller ones hardly make it into a day. */
const dealsPerPerson = 80

/** What could be done about the open deals of these people: elements to confirm, deciders to meet, stuck deals to revive. */
export async function readDealChances(tx: Tx, caller: Caller, owners: readonly string[]): Promise<DealChances[]> {
  const worth = inOwnCurrency(caller, { amount: sql`o.amount_minor`, of: sql`o.currency`, at: sql`${caller.now}::timestamptz` })
  const { rows } = await sql<Row>`
    select d.*, c.name as customer_name, p.phone, s.warning_days, s.critical_days,
      (select jsonb_agg(jsonb_build_object('key', e.key, 'state', e.state, 'answer', e.answer)) from opportunity_element e
        where e.org_id = ${caller.orgId} and e.opportunity_id = d.id) as elements
    from (
      select o.id, o.name, o.owner_id, o.customer_id, o.contact_id, o.pipeline_id, o.pipeline_version, o.stage_id, o.stage_position, w.worth as amount_minor,
             extract(epoch from ${caller.now}::timestamptz - o.stage_since) / 86400 as days,
             row_number() over (partition by o.owner_id order by w.worth desc, o.id) as place
      from opportunity o cross join lateral (select ${worth} as worth) w
      where o.org_id = ${caller.orgId} and o.owner_id = any(${[...owners]}::uuid[]) and o.status = 'open' and o.deleted_at is null
        and o.amount_minor > 0 and w.worth > 0
    ) d
    join stage s on s.org_id = ${caller.orgId} and s.id = d.stage_id
    left join customer c on c.org_id = ${caller.orgId} and c.id = d.customer_id
    left join contact p on p.org_id = ${caller.orgId} and p.id = d.contact_id and p.deleted_at is null
    where d.place <= ${sql.lit(dealsPerPerson)} and s.phase <> 'care'`.execute(tx)
  const past = await pastOf(tx, caller, [...new Set(rows.map(({ pipeline_id }) => pipeline_id))])
  const deals: DealChances[] = []
  const namesOf = new Map<string, Map<string, string>>()
  for (const row of rows) {
    const definition = await readDefinition(tx, caller.orgId, row.pipeline_id, row.pipeline_version)
    const stage = definition.stages.find(({ id }) => id === row.stage_id)
    const { statistics, durations } = past.get(row.pipeline_id)!
    if (!stage) continue
    const mine = statistics.get(row.stage_id)
    const { chance: base } = stageBase(stage.probability, mine, [...statistics.values()])
    const knowledge = { order: definition.stages.map(({ key }) => key), pars: mine?.pars, weights: mine?.weights }
    const { elements } = definition
    const { chance, found } = elementChances({ elements, known: row.elements ?? [], stageKey: stage.key, base, knowledge })
    const run = `${row.pipeline_id} ${row.pipeline_version}`
    const names = namesOf.get(run) ?? new Map(elements.map(({ key, name }) => [key, name[caller.locale]]))
    namesOf.set(run, names)
    const again = stuck(row) ? revivalOf(chance, durations.get(row.stage_position), row.days!) : null
    deals.push({
      id: row.id,
      name: row.name,
      ownerId: row.owner_id,
      customer: row.customer_id === null ? null : { id: row.customer_id, name: row.customer_name ?? '' },
      phone: row.phone,
      stageName: stage.name[caller.locale],
      amountMinor: row.amount_minor,
      daysInStage: Math.floor(row.days ?? 0),
      chances: again ? [...found, again] : found,
      elementNames: names,
    })
  }
  return deals
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
