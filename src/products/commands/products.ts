import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { nameKey } from '../../platform/text/keys.ts'
import { managingCatalogue } from '../permissions.ts'
import { insertProducts, lockProduct, saveProduct, setArchived, type ProductFields } from '../store.ts'

interface GivenProduct {
  name?: string | undefined
  code?: string | null | undefined
  series?: string | null | undefined
  listPriceMinor?: number | null | undefined
  currency?: string | undefined
  active?: boolean | undefined
  externalId?: string | null | undefined
}

const given = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>

const tell = async (tx: Tx, caller: Caller, id: string, action: 'created' | 'changed' | 'archived' | 'restored', change = {}) => {
  await record(tx, caller, [{ entityKind: 'product', entityId: id, action, ...change }])
  await announce(tx, caller.orgId, [{ topic: `product.${action}`, entityKind: 'product', entityId: id, ownerId: null }])
}

export async function createProduct(
  tx: Tx,
  caller: Caller,
  fields: GivenProduct & { name: string },
): Promise<Outcome<{ id: string }>> {
  const lacking = managingCatalogue(caller)
  if (lacking) return { ok: false, refusal: lacking }
  if (await nameTaken(tx, caller.orgId, fields.name, null)) return refuse('product-name-taken', { name: fields.name }, 409)
  const [id] = await addProducts(tx, caller, [fields])
  return accept({ id: id! })
}

/** Many at once, as an import brings them; names are unique and new, which the importer has seen to. Returns their ids in order. */
export async function addProducts(
  tx: Tx,
  caller: Caller,
  products: readonly (GivenProduct & { name: string })[],
): Promise<string[]> {
  const rows = products.map((product): ProductFields => ({ ...empty(caller), ...given(product) }) as ProductFields)
  const ids = await insertProducts(tx, caller.orgId, rows)
  await record(
    tx,
    caller,
    ids.map((id, index) => ({ entityKind: 'product', entityId: id, action: 'created', after: { ...rows[index]! } })),
  )
  await announce(
    tx,
    caller.orgId,
    ids.map((id) => ({ topic: 'product.created', entityKind: 'product', entityId: id, ownerId: null })),
  )
  return ids
}

const empty = ({ currency }: Caller): Omit<ProductFields, 'name'> => ({
  code: null,
  series: null,
  listPriceMinor: null,
  currency,
  active: true,
  externalId: null,
})

export async function changeProduct(
  tx: Tx,
  caller: Caller,
  id: string,
  change: GivenProduct,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const lacking = managingCatalogue(caller)
  if (lacking) return { ok: false, refusal: lacking }
  const row = await lockProduct(tx, caller.orgId, id)
  if (!row || row.deleted_at) return refuse('not-found')
  if (ifMatch !== null && ifMatch !== row.version) return refuse('version-conflict', { version: row.version })
  const before: ProductFields = {
    name: row.name,
    code: row.code,
    series: row.series,
    listPriceMinor: row.list_price_minor,
    currency: row.currency,
    active: row.active,
    externalId: row.external_id,
  }
  const changed = difference<ProductFields>(before, given(change) as Partial<ProductFields>)
  if (!changed) return accept(undefined)
  if (change.name && (await nameTaken(tx, caller.orgId, change.name, id)))
    return refuse('product-name-taken', { name: change.name }, 409)
  await saveProduct(tx, caller.orgId, id, { ...before, ...changed.after })
  await tell(tx, caller, id, 'changed', changed)
  return accept(undefined)
}

/** Deals that name the product keep it; it is no longer offered and its name is free again. */
export async function archiveProduct(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const lacking = managingCatalogue(caller)
  if (lacking) return { ok: false, refusal: lacking }
  const row = await lockProduct(tx, caller.orgId, id)
  if (!row) return refuse('not-found')
  if (row.deleted_at) return accept(undefined)
  await setArchived(tx, caller.orgId, 'product', id, caller.now)
  await tell(tx, caller, id, 'archived')
  return accept(undefined)
}

export async function restoreProduct(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const lacking = managingCatalogue(caller)
  if (lacking) return { ok: false, refusal: lacking }
  const row = await lockProduct(tx, caller.orgId, id)
  if (!row) return refuse('not-found')
  if (!row.deleted_at) return accept(undefined)
  if (await nameTaken(tx, caller.orgId, row.name, id)) return refuse('product-name-taken', { name: row.name }, 409)
  await setArchived(tx, caller.orgId, 'product', id, null)
  await tell(tx, caller, id, 'restored')
  return accept(undefined)
}

async function nameTaken(tx: Tx, orgId: string, name: string, except: string | null): Promise<boolean> {
  const row = await tx
    .selectFrom('product')
    .select('id')
    .where('org_id', '=', orgId)
    .where('name_key', '=', nameKey(name))
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined && row.id !== except
}
