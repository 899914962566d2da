import { sql } from 'kysely'
import { forgetKnown } from '../../funnel/commands/learn.ts'
import { blankDeal, openMany, stagesForMany, type NewDeal } from '../../opportunities/commands/write-many.ts'
import { briefly } from '../../opportunities/missing-at-gate.ts'
import { record, type Change } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import type { Caller } from '../../platform/session.ts'
import { seeded } from '../../platform/random.ts'
import { readDefinition } from '../../pipelines/queries.ts'
import { pinyinOf } from '../../platform/text/pinyin.ts'
import type { parts } from '../contract.ts'
import { tellCompany, type DemoCompany, type DemoDeal } from '../demo-company.ts'
import type { GateStory } from '../gate-story.ts'
import { idMaker } from '../ids.ts'
import { loadingDemo } from '../permissions.ts'
import { factsOfLoading } from '../queries.ts'
import { insertActivities, insertCustomers, insertLeads, insertRivals } from '../store.ts'
import { afterTheSale } from './afterwards.ts'
import { planCampaigns } from './campaigns.ts'
import { tendCustomers } from './care.ts'
import { elementEvents, insertEvidence, storiesOf } from './evidence.ts'
import { judgeDemoCustomers } from './judge-customers.ts'
import { formGroup } from './group.ts'
import { keepAccountsOfDemo } from './key-accounts.ts'
import { tellRounds } from './rounds.ts'
import { settle, type Settled } from './settle.ts'
import { planTargets } from './targets.ts'

/** The company that every installation shows; another seed gives another one. */
export const demoSeed = 20_250_701

/** What loading fills. Until the database looks, it plans for empty tables: a first look at a page takes seconds instead of milliseconds. */
const filled = [
  ...['customer', 'contact', 'lead', 'activity', 'activity_contact', 'search_gram', 'audit_entry'],
  ...['opportunity', 'opportunity_span', 'stage_event', 'field_event', 'named_competitor'],
  ...['opportunity_element', 'task', 'document', 'gate_attempt', 'approval'],
]

export type Tell = (part: (typeof parts)[number], progress: number) => Promise<void>

/**
 * Writes the whole demo company into the caller's organisation: people, catalogue, customers, deals with true and recorded
 * times, activities, leads, all findable. Throws when the organisation has customers by now.
 */
export async function loadDemoCompany(tx: Tx, caller: Caller, tell: Tell = async () => {}, seed = demoSeed): Promise<void> {
  await sql`select 1 from organisation where org_id = ${caller.orgId} for update`.execute(tx)
  const refusal = loadingDemo(caller, { ...(await factsOfLoading(tx, caller.orgId)), isLoading: false })
  if (refusal) throw new Error(refusal.code)
  await tell('people', 0)
  const company = await inPieces(tellCompany({ seed, now: caller.now.getTime(), timeZone: caller.timeZone }))
  const settled = await settle(tx, caller)
  await tell('customers', 0.1)
  const told = await gateStories(tx, caller, company, settled, seed)
  const touched = lastTouches(company)
  await insertCustomers(tx, caller, company.customers, settled, touched)
  await tell('opportunities', 0.25)
  for (const pipeline of ['b2b-six-stages', 'fast-cycle'] as const) {
    await openDeals(tx, caller, company, pipeline, settled, touched, told.get(pipeline)!, seed)
    await tell('opportunities', pipeline === 'fast-cycle' ? 0.65 : 0.58)
  }
  await insertLeads(tx, caller, company.leads, settled, touched)
  await tell('activities', 0.72)
  await insertActivities(tx, caller, company.activities, settled)
  await tell('finishing', 0.9)
  await sql`select learn_statistics(variadic ${[...filled]}::text[])`.execute(tx)
  await planCampaigns(tx, caller, settled, seed)
  await planTargets(tx, caller, settled)
  await tellRounds(tx, caller, settled, seed)
  await judgeDemoCustomers(tx, caller)
  await tendCustomers(tx, caller, seed)
  await keepAccountsOfDemo(tx, caller, settled)
  await afterTheSale(tx, caller, seed)
  await formGroup(tx, caller, settled)
  await tell('finishing', 0.95)
  await recordMany(tx, caller, [
    ...company.customers.map(({ id, fields }) => created('customer', id, fields.name)),
    ...company.customers.flatMap(({ contacts, contactIds }) =>
      contacts.map(({ fields }, at) => created('contact', contactIds[at]!, fields.name)),
    ),
    ...company.leads.map(({ id, fields }) => created('lead', id, fields.company)),
  ])
}

/** Others are answered between the pieces. */
async function inPieces<T>(telling: Generator<void, T>): Promise<T> {
  for (;;) {
    const step = telling.next()
    if (step.done) return step.value
    await new Promise((next) => setImmediate(next))
  }
}

const created = (entityKind: string, entityId: string, name: string): Change => ({
  entityKind,
  entityId,
  action: 'created',
  after: { name },
})

async function recordMany(tx: Tx, caller: Caller, changes: readonly Change[]): Promise<void> {
  for (let at = 0; at < changes.length; at += 500) await record(tx, caller, changes.slice(at, at + 500))
}

/** When somebody last had contact, by the id of customer, deal or lead. */
function lastTouches({ activities }: DemoCompany): Map<string, number> {
  const last = new Map<string, number>()
  for (const { customerId, opportunityId, leadId, happenedAt } of activities)
    for (const id of [customerId, opportunityId, leadId]) if (id) last.set(id, Math.max(last.get(id) ?? 0, happenedAt))
  return last
}

/** What is on record for the gates of each pipeline's deals. Visits that gates asked for come into the company's diary. */
async function gateStories(tx: Tx, caller: Caller, company: DemoCompany, settled: Settled, seed: number) {
  const stories = new Map<DemoDeal['pipeline'], Map<string, GateStory>>()
  for (const key of ['b2b-six-stages', 'fast-cycle'] as const) {
    const { id, version } = settled.pipelines.get(key)!
    const definition = await readDefinition(tx, caller.orgId, id, version)
    const deals = company.deals.filter(({ pipeline }) => pipeline === key)
    stories.set(key, await inPieces(storiesOf(company, deals, definition, caller, seed + 100 * key.length)))
  }
  return stories
}

async function openDeals(
  tx: Tx,
  caller: Caller,
  company: DemoCompany,
  pipelineKey: DemoDeal['pipeline'],
  settled: Settled,
  touched: ReadonlyMap<string, number>,
  stories: ReadonlyMap<string, GateStory>,
  seed: number,
): Promise<void> {
  const pipeline = settled.pipelines.get(pipelineKey)!
  const stages = await stagesForMany(tx, caller.orgId, pipeline.id)
  const stageAt = (position: number | null) =>
    position === null ? null : stages.find((stage) => stage.position === position && settled.stageIds.has(stage.id))!.id
  const member = (key: string) => settled.members.get(key)!
  const told = company.deals.filter((deal) => deal.pipeline === pipelineKey)
  const idAt = idMaker(seeded(seed + 7 * pipelineKey.length))
  const deals = told.map((deal): NewDeal => {
    const story = stories.get(deal.id)!
    const customer = company.customers[deal.customer]!
    const names = pinyinOf(deal.name)
    const value = (field: string, given: string | number | null) =>
      field === 'ownerId' && typeof given === 'string' ? member(given) : given
    return {
      row: {
        ...blankDeal(caller),
        id: deal.id,
        name: deal.name,
        pinyin: names.full,
        initials: names.initials,
        customer_id: customer.id,
        contact_id: deal.contactId,
        product_id: settled.products.get(deal.product.code)!,
        source_id: settled.sources.get(deal.sourceKey) ?? null,
        region: deal.region,
        pipeline_id: pipeline.id,
        pipeline_version: pipeline.version,
        owner_id: member(deal.owner),
        amount_minor: deal.amountMinor,
        expected_close_on: deal.expectedCloseOn,
        loss_reason_key: settled.reasons.has(deal.lossReasonKey ?? '') ? deal.lossReasonKey : null,
        competitor_id: foremost(deal) === null ? null : settled.competitors[foremost(deal)!]!,
        wake_up_on: deal.wakeUpOn,
        next_step: deal.nextStep,
        next_step_on: deal.nextStepOn,
        external_id: deal.externalId,
        last_activity_at: touched.has(deal.id) ? new Date(touched.get(deal.id)!) : null,
        created_at: new Date(deal.createdAt),
        created_by: member(deal.openedBy),
        updated_at: new Date(deal.updatedAt),
      },
      events: deal.stageEvents.map(({ from, to, actor, competitor, ...event }) => ({
        ...event,
        fromStageId: stageAt(from),
        toStageId: stageAt(to),
        competitorId: competitor === null ? null : settled.competitors[competitor]!,
        ...overrideOf(story, event),
        actorId: member(actor),
      })),
      fieldEvents: [
        ...elementEvents(story, member(deal.owner), idAt),
        ...deal.fieldEvents.map(({ actor, old, new: next, ...event }) => ({
          ...event,
          old: value(event.field, old),
          new: value(event.field, next),
          actorId: member(actor),
        })),
      ],
    }
  })
  for (let at = 0; at < deals.length; at += 250) await openMany(tx, caller, deals.slice(at, at + 250), stages)
  await insertEvidence(tx, caller, told, stories, pipeline, settled.members)
  await insertRivals(tx, caller, told, settled)
  // these events are as old as what they tell
  await forgetKnown(tx, caller.orgId)
  await announce(tx, caller.orgId, [{ topic: 'demo.loaded', entityKind: 'import', entityId: pipeline.id, ownerId: null }])
}

/** Of a deal that ended the one it was lost to; of others the first that was named. */
const foremost = ({ competitor, rivals, status }: DemoDeal): number | null =>
  status === 'ended' ? competitor : (rivals[0] ?? null)

/** What a move's history says of the gate that it passed by an override. */
function overrideOf({ attempts }: GateStory, { occurredAt, kind }: { occurredAt: number | null; kind: string }) {
  if (kind !== 'advance' && kind !== 'skip') return {}
  const attempt = attempts.find(({ at, result }) => at === occurredAt && result === 'overridden')
  return attempt ? { overrideReason: attempt.overrideReason, missing: briefly(attempt.missing) } : {}
}
