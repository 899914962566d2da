import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { managingCatalogue } from '../permissions.ts'
import { insertProducts, lockProduct, saveProduct, type ProductFields } from '../store.ts'
import { archive, nameTaken, restore, tell } from './catalogue.ts'

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

export async function createProduct(
  tx: Tx,
  caller: Caller,
  fields: GivenProduct & { name: string },
): Promise<Outcome<{ id: string }>> {
  const lacking = managingCatalogue(caller)
  if (lacking) return { ok: false, refusal: lacking }
  const taken = await nameTaken(tx, caller.orgId, 'product', fields.name, null)
  if (taken) return taken
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
  const taken = change.name ? await nameTaken(tx, caller.orgId, 'product', change.name, id) : undefined
  if (taken) return taken
  await saveProduct(tx, caller.orgId, id, { ...before, ...changed.after })
  await tell(tx, caller, 'product', id, 'changed', changed)
  return accept(undefined)
}

export const archiveProduct = (tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> =>
  archive(tx, caller, 'product', id)

export const restoreProduct = (tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> =>
  restore(tx, caller, 'product', id)
