import { sql } from 'kysely'
import { reaches } from '../../people/reach.ts'
import { needs, tending } from '../../people/permissions.ts'
import { reachValues } from '../../people/queries.ts'
import { readDefinition } from '../../pipelines/queries.ts'
import { followStage } from '../../playbooks/commands/follow-stage.ts'
import { readPlanningGround, type PlanningGround } from '../../playbooks/commands/stage-tasks.ts'
import { record } from '../../platform/audit-trail.ts'
import { underway, type Tx } from '../../platform/database/connect.ts'
import { reindex } from '../../platform/database/search-grams.ts'
import { statement } from '../../platform/database/statement.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { pinyinOf } from '../../platform/text/pinyin.ts'
import { say } from '../../platform/words.ts'
import { shapeOpportunity, type OpportunityDetail, type StageShown } from '../queries/detail.ts'
import { insertOpportunity } from '../store/history.ts'
import { blankOpportunity, standingColumns, type NewStageEvent } from '../store/rows.ts'
import { words } from '../words.ts'
import { denied } from './load.ts'

export interface NewOpportunity {
  customerId: string
  name?: string | undefined
  contactId?: string | null | undefined
  productId?: string | null | undefined
  sourceId?: string | null | undefined
  amountMinor?: number | null | undefined
  currency?: string | undefined
  expectedCloseOn?: string | null | undefined
  ownProbability?: number | null | undefined
  nextStep?: string | null | undefined
  nextStepOn?: string | null | undefined
  note?: string | null | undefined
  pipeline?: string | undefined
  ownerId?: string | undefined
  externalId?: string | undefined
  predecessorId?: string | undefined
}

export interface Opened {
  id: string
  /** The opportunity as it is shown: from what was asked to open it, without reading it back. */
  view: OpportunityDetail
}

/** Opens an opportunity in the first stage of its pipeline. Without a name it is called after customer and product. */
export async function openOpportunity(tx: Tx, caller: Caller, given: NewOpportunity): Promise<Outcome<Opened>> {
  const lacking = needs(caller, 'opportunities.write')
  if (lacking) return denied(lacking)
  const ownerId = given.ownerId ?? caller.memberId
  if (ownerId !== caller.memberId && !(caller.abilities.has('records.assign') && reaches(caller, ownerId)))
    return refuse('forbidden', { field: 'ownerId' })
  const foreseen = foreseeGround(tx, caller, given.pipeline)
  const [owner, customer, product, source, contact, predecessor, stages] = await Promise.all([
    ownerToBe(tx, caller.orgId, ownerId),
    customerToOpenFor(tx, caller, given.customerId),
    given.productId && productNamed(tx, caller, given.productId),
    given.sourceId && sourceNamed(tx, caller, given.sourceId),
    given.contactId && contactNamed(tx, caller, given.contactId),
    given.predecessorId &&
      tx
        .selectFrom('opportunity')
        .select(['owner_id', 'customer_id'])
        .where('org_id', '=', caller.orgId)
        .where('id', '=', given.predecessorId)
        .executeTakeFirst(),
    stagesToOpenIn(tx, caller, given.pipeline),
  ])
  if (!owner) return refuse('unknown-reference', { field: 'ownerId' })
  if (!customer) return refuse('unknown-reference', { field: 'customerId' })
  const untended = tending(caller, customer.owner_id, customer.id)
  if (untended) return denied(untended)
  if (given.productId && !product) return refuse('unknown-reference', { field: 'productId' })
  if (given.sourceId && !source) return refuse('unknown-reference', { field: 'sourceId' })
  if (given.contactId && (!contact || contact.customer_id !== given.customerId)) return refuse('contact-of-other-customer')
  if (given.predecessorId) {
    if (
      !predecessor ||
      predecessor.customer_id !== customer.id ||
      !reaches(caller, predecessor.owner_id, predecessor.customer_id)
    )
      return refuse('unknown-reference', { field: 'predecessorId' })
  }
  const first = stages[0]
  if (!first) return refuse('unknown-pipeline')
  const ground = await noteFirst(caller, given.pipeline, first, foreseen)
  const facts = { customer: customer.name, product: product ? product.name : undefined }
  const name = given.name ?? say(caller.locale, words, product ? 'default-name-product' : 'default-name', facts)
  const { full, initials } = pinyinOf(name)
  const at = caller.now.getTime()
  const row = {
    ...blankOpportunity(caller),
    name: name.slice(0, 200),
    pinyin: full,
    initials,
    customer_id: customer.id,
    contact_id: given.contactId ?? null,
    product_id: given.productId ?? null,
    source_id: given.sourceId ?? customer.source_id,
    region: customer.region,
    pipeline_id: first.pipelineId,
    pipeline_version: first.pipelineVersion,
    owner_id: ownerId,
    amount_minor: given.amountMinor ?? null,
    currency: given.currency ?? caller.currency,
    expected_close_on: given.expectedCloseOn ?? null,
    own_probability: given.ownProbability ?? null,
    next_step: given.nextStep ?? null,
    next_step_on: given.nextStepOn ?? null,
    predecessor_id: given.predecessorId ?? null,
    external_id: given.externalId ?? null,
    note: given.note ?? null,
  }
  const entered: NewStageEvent = {
    id: newId(),
    kind: 'enter',
    fromStageId: null,
    toStageId: first.id,
    occurredAt: at,
    recordedAt: at,
  }
  const history = insertOpportunity(tx, caller, row, entered, stages)
  underway(
    reindex(tx, caller.orgId, 'opportunity', [{ entityId: row.id, texts: [name, initials, given.externalId] }], { fresh: true }),
  )
  const followed = await followStage(tx, caller, { deal: row, event: entered, history, ground })
  const made = { entityKind: 'opportunity', entityId: row.id, action: 'created', after: { ...given, name, ownerId } }
  const news = { topic: 'opportunity.created', entityKind: 'opportunity', entityId: row.id, ownerId }
  underway(record(tx, caller, [made, ...followed.changes]), announce(tx, caller.orgId, [news, ...followed.news]))
  const names = {
    customer_name: customer.name,
    product_name: product ? product.name : null,
    owner_name: owner.name,
    contact_name: contact ? contact.name : null,
    source_name: source ? source.name : customer.source_name,
    loss_reason_name: null,
    competitor_name: null,
    competitors: null,
    transferred_from: null,
    transferred_to: null,
  }
  const { key: stage_key, name: stage_name, probability, warning_days, critical_days, pipeline_key, pipeline_name } = first
  const place = { stage_key, stage_name, probability, warning_days, critical_days, pipeline_key, pipeline_name }
  const shown = { ...row, ...standingColumns(history), ...names, ...place }
  return accept({ id: row.id, view: shapeOpportunity(caller, shown, stages, history) })
}

async function ownerToBe(tx: Tx, orgId: string, id: string): Promise<{ id: string; name: string } | undefined> {
  const rows = await statement<{ id: string; name: string }>`
    select id, name from member where org_id = ${orgId} and id = ${id} and status <> 'deactivated'`.on(tx)
  return rows[0]
}

interface FirstStage {
  pipelineId: string
  pipelineVersion: number
  id: string
}

/** In which stage a pipeline was begun last, by how it was named. */
const firsts = new Map<string, FirstStage>()
const mostFirsts = 1000
const nameOf = (caller: Caller, keyOrId: string | undefined): string => `${caller.orgId}/${keyOrId ?? ''}`

interface Foreseen {
  first: FirstStage
  ground: Promise<PlanningGround | null | undefined>
}

/** What the first tasks will be planned by, asked together with the pipeline: it counts only where the pipeline still begins as it did. */
function foreseeGround(tx: Tx, caller: Caller, keyOrId: string | undefined): Foreseen | undefined {
  const first = firsts.get(nameOf(caller, keyOrId))
  if (!first) return undefined
  const read = async () => {
    const { stages } = await readDefinition(tx, caller.orgId, first.pipelineId, first.pipelineVersion)
    const stage = stages.find(({ id }) => id === first.id)
    return stage && readPlanningGround(tx, caller, stage)
  }
  const ground = read()
  // where the deal is refused, nobody comes to ask for it
  ground.catch(() => {})
  return { first, ground }
}

async function noteFirst(
  caller: Caller,
  keyOrId: string | undefined,
  { pipelineId, pipelineVersion, id }: FirstStage,
  foreseen: Foreseen | undefined,
): Promise<PlanningGround | null | undefined> {
  const { first, ground } = foreseen ?? {}
  if (first?.pipelineId === pipelineId && first.pipelineVersion === pipelineVersion && first.id === id) return ground
  if (firsts.size >= mostFirsts) firsts.clear()
  firsts.set(nameOf(caller, keyOrId), { pipelineId, pipelineVersion, id })
  return undefined
}

async function customerToOpenFor(tx: Tx, caller: Caller, id: string) {
  const { orgId, locale } = caller
  const [within, accounts] = reachValues(caller)
  const rows = await statement<{
    id: string
    name: string
    region: string | null
    source_id: string | null
    source_name: string | null
    owner_id: string
  }>`
    select c.id, c.name, c.region, c.source_id, c.owner_id,
           (select s.name ->> ${locale} from source s where s.org_id = c.org_id and s.id = c.source_id) as source_name
    from customer c
    where c.org_id = ${orgId} and c.id = ${id} and c.deleted_at is null
      and (${within}::uuid[] is null or c.owner_id = any(${within}::uuid[]) or c.id = any(${accounts}::uuid[]))`.on(tx)
  return rows[0]
}

const sourceNamed = async (tx: Tx, caller: Caller, id: string) => {
  const { rows } = await sql<{ name: string }>`
    select coalesce(name ->> ${caller.locale}, '') as name from source where org_id = ${caller.orgId} and id = ${id}`.execute(tx)
  return rows[0]
}

const contactNamed = (tx: Tx, caller: Caller, id: string) =>
  tx
    .selectFrom('contact')
    .select(['name', 'customer_id'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()

const productNamed = (tx: Tx, caller: Caller, id: string) =>
  tx.selectFrom('product').select('name').where('org_id', '=', caller.orgId).where('id', '=', id).executeTakeFirst()

interface StageToOpenIn extends StageShown {
  pipelineVersion: number
  pipeline_key: string
  pipeline_name: string
}

/** The stages in use of an active pipeline, the default one where none is named, in their order; none when there is no such pipeline. */
async function stagesToOpenIn(tx: Tx, caller: Caller, keyOrId: string | undefined): Promise<StageToOpenIn[]> {
  const named = keyOrId === undefined ? sql`p.is_default` : sql`${sql.ref(looksLikeId(keyOrId) ? 'p.id' : 'p.key')} = ${keyOrId}`
  const { rows } = await sql<StageToOpenIn>`
    select s.id, s.key, s.name ->> ${caller.locale} as name, s.position, s.probability, s.customer_looks ->> ${caller.locale} as looks,
           s.expected_days, s.warning_days, s.critical_days, s.retired_at, s.outcomes, s.pipeline_id as "pipelineId",
           p.current_version as "pipelineVersion", p.key as pipeline_key, p.name ->> ${caller.locale} as pipeline_name
    from pipeline p join stage s on s.org_id = p.org_id and s.pipeline_id = p.id
    where p.org_id = ${caller.orgId} and p.active and s.retired_at is null and ${named} order by s.position`.execute(tx)
  return rows
}

const looksLikeId = (text: string): boolean => /^[0-9a-f-]{36}$/i.test(text)

export const pipelineFor = (tx: Tx, caller: Caller, keyOrId: string | undefined) =>
  tx
    .selectFrom('pipeline')
    .select(['id', 'key', 'current_version'])
    .where('org_id', '=', caller.orgId)
    .where('active', '=', true)
    .$if(keyOrId === undefined, (query) => query.where('is_default', '=', true))
    .$if(keyOrId !== undefined, (query) =>
      looksLikeId(keyOrId!) ? query.where('id', '=', keyOrId!) : query.where('key', '=', keyOrId!),
    )
    .executeTakeFirst()
