import type { Tx } from '../../platform/database/connect.ts'
import { record } from '../../platform/audit-trail.ts'
import { looseKey, nameKey } from '../../platform/text/keys.ts'
import { insertChanges } from '../store/rows.ts'
import type { Run } from './run.ts'

export interface Named {
  id: string
  name: string
}

/** Records that rows name, by every key they may be named with. Small tables are loaded once, customers batch by batch. */
export interface References {
  members: Map<string, Named>
  products: Map<string, Named>
  productsNearly: Map<string, Named>
  sources: Map<string, string>
  lossReasons: Map<string, string>
  competitors: Map<string, string>
  customers: Map<string, Named & { region: string | null; ownerId: string }>
  /** Keys of customers that the database was asked for, found or not. */
  customersAsked: Set<string>
  /** A customer's name by the core of it: near namesakes are told of. */
  customersNearly: Map<string, string>
}

const texts = (name: unknown): string[] => Object.values((name ?? {}) as Record<string, string>)

export async function loadReferences(tx: Tx, orgId: string): Promise<References> {
  const members = await tx
    .selectFrom('member')
    .select(['id', 'name', 'name_key', 'email', 'external_id', 'status'])
    .where('org_id', '=', orgId)
    .where('is_pool', '=', false)
    .execute()
  const products = await tx
    .selectFrom('product')
    .select(['id', 'name', 'name_key', 'code', 'external_id'])
    .where('org_id', '=', orgId)
    .where('deleted_at', 'is', null)
    .execute()
  const sources = await tx.selectFrom('source').select(['id', 'key', 'name']).where('org_id', '=', orgId).execute()
  const reasons = await tx.selectFrom('loss_reason').select(['key', 'name']).where('org_id', '=', orgId).execute()
  const competitors = await tx
    .selectFrom('competitor')
    .select(['id', 'name_key'])
    .where('org_id', '=', orgId)
    .where('deleted_at', 'is', null)
    .execute()
  // who left comes first, so that an active namesake overwrites
  members.sort((a, b) => Number(b.status === 'deactivated') - Number(a.status === 'deactivated'))
  return {
    members: new Map(
      members.flatMap(({ id, name, name_key, email, external_id }) =>
        [external_id, email, name_key].filter((key) => key !== null).map((key) => [nameKey(key), { id, name }]),
      ),
    ),
    products: new Map(
      products.flatMap(({ id, name, name_key, code, external_id }) =>
        [external_id, code, name_key].filter((key) => key !== null).map((key) => [nameKey(key), { id, name }]),
      ),
    ),
    productsNearly: new Map(products.map(({ id, name }) => [looseKey(name), { id, name }])),
    sources: new Map(sources.flatMap(({ id, key, name }) => [key, ...texts(name)].map((text) => [nameKey(text), id]))),
    lossReasons: new Map(reasons.flatMap(({ key, name }) => [key, ...texts(name)].map((text) => [looseKey(text), key]))),
    competitors: new Map(competitors.map(({ id, name_key }) => [name_key, id])),
    customers: new Map(),
    customersAsked: new Set(),
    customersNearly: new Map(),
  }
}

/** Audit trail and undo list for records that an import makes on the way. */
export async function noteCreated(
  run: Run,
  entityKind: string,
  made: readonly { id: string; after: Record<string, unknown> }[],
): Promise<void> {
  run.tally.onTheWay += made.length
  const audited = record(
    run.tx,
    run.caller,
    made.map(({ id, after }) => ({ entityKind, entityId: id, action: 'created', after })),
  )
  const changes = insertChanges(
    run.tx,
    run.caller.orgId,
    run.importId,
    made.map(({ id }) => ({ entityKind, entityId: id, action: 'created' as const, version: 1, before: null })),
  )
  await Promise.all([audited, changes])
}
