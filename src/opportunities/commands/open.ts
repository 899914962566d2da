import { reaches } from '../../people/reach.ts'
import { needs } from '../../people/permissions.ts'
import { followStage } from '../../playbooks/commands/follow-stage.ts'
import { record } from '../../platform/audit-trail.ts'
import { underway, type Tx } from '../../platform/database/connect.ts'
import { reindex } from '../../platform/database/search-grams.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { pinyinOf } from '../../platform/text/pinyin.ts'
import { say } from '../../platform/words.ts'
import { insertOpportunity } from '../store/history.ts'
import { blankOpportunity, type NewStageEvent } from '../store/rows.ts'
import { words } from '../words.ts'
import { contactFits, denied, exists, reachedCustomer } from './load.ts'

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

/** Opens an opportunity in the first stage of its pipeline. Without a name it is called after customer and product. */
export async function openOpportunity(tx: Tx, caller: Caller, given: NewOpportunity): Promise<Outcome<{ id: string }>> {
  const lacking = needs(caller, 'opportunities.write')
  if (lacking) return denied(lacking)
  const ownerId = given.ownerId ?? caller.memberId
  if (ownerId !== caller.memberId && !(caller.abilities.has('records.assign') && reaches(caller, ownerId)))
    return refuse('forbidden', { field: 'ownerId' })
  const [owner, customer, product, source, contactIsOfCustomer, predecessor, stages] = await Promise.all([
    tx
      .selectFrom('member')
      .select('id')
      .where('org_id', '=', caller.orgId)
      .where('id', '=', ownerId)
      .where('status', '!=', 'deactivated')
      .executeTakeFirst(),
    reachedCustomer(tx, caller, given.customerId),
    given.productId && productNamed(tx, caller, given.productId),
    given.sourceId && exists(tx, caller, 'source', given.sourceId),
    given.contactId && contactFits(tx, caller, given.contactId, given.customerId),
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
  if (given.productId && !product) return refuse('unknown-reference', { field: 'productId' })
  if (given.sourceId && !source) return refuse('unknown-reference', { field: 'sourceId' })
  if (given.contactId && !contactIsOfCustomer) return refuse('contact-of-other-customer')
  if (given.predecessorId) {
    if (!predecessor || predecessor.customer_id !== customer.id || !reaches(caller, predecessor.owner_id))
      return refuse('unknown-reference', { field: 'predecessorId' })
  }
  const first = stages[0]
  if (!first) return refuse('unknown-pipeline')
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
    record(tx, caller, [{ entityKind: 'opportunity', entityId: row.id, action: 'created', after: { ...given, name, ownerId } }]),
    announce(tx, caller.orgId, [{ topic: 'opportunity.created', entityKind: 'opportunity', entityId: row.id, ownerId }]),
  )
  await followStage(tx, caller, { deal: row, event: entered, history })
  return accept({ id: row.id })
}

const productNamed = (tx: Tx, caller: Caller, id: string) =>
  tx.selectFrom('product').select('name').where('org_id', '=', caller.orgId).where('id', '=', id).executeTakeFirst()

/** The stages in use of an active pipeline, the default one where none is named, in their order; none when there is no such pipeline. */
const stagesToOpenIn = (tx: Tx, caller: Caller, keyOrId: string | undefined) =>
  tx
    .selectFrom('stage as s')
    .innerJoin('pipeline as p', (join) => join.onRef('p.org_id', '=', 's.org_id').onRef('p.id', '=', 's.pipeline_id'))
    .select(['s.id', 's.position', 's.pipeline_id as pipelineId', 'p.current_version as pipelineVersion'])
    .where('s.org_id', '=', caller.orgId)
    .where('p.org_id', '=', caller.orgId)
    .where('p.active', '=', true)
    .where('s.retired_at', 'is', null)
    .$if(keyOrId === undefined, (query) => query.where('p.is_default', '=', true))
    .$if(keyOrId !== undefined, (query) => query.where(looksLikeId(keyOrId!) ? 'p.id' : 'p.key', '=', keyOrId!))
    .orderBy('s.position')
    .execute()

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
