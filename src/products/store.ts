import { sql } from 'kysely'
import type { Tx } from '../platform/database/connect.ts'
import { reindex } from '../platform/database/search-grams.ts'
import { looseKey, nameKey } from '../platform/text/keys.ts'
import { pinyinOf } from '../platform/text/pinyin.ts'
import { newId } from '../platform/ids.ts'
import type { Names, SourceKind } from './source.ts'

export interface ProductFields {
  name: string
  code: string | null
  series: string | null
  listPriceMinor: number | null
  currency: string
  active: boolean
  externalId: string | null
}

const productColumns = (product: ProductFields) => ({
  name: product.name,
  name_key: nameKey(product.name),
  code: product.code,
  series: product.series,
  list_price_minor: product.listPriceMinor,
  currency: product.currency,
  active: product.active,
  external_id: product.externalId,
})

/** Products are found by name, pinyin, code and series. */
export const findProductsBy = (tx: Tx, orgId: string, products: readonly (ProductFields & { id: string })[], fresh: boolean) =>
  reindex(
    tx,
    orgId,
    'product',
    products.map(({ id, name, code, series }) => {
      const { full, initials } = pinyinOf(name)
      return { entityId: id, texts: [looseKey(name), full, initials, code, series] }
    }),
    { fresh },
  )

export async function insertProducts(tx: Tx, orgId: string, products: readonly ProductFields[]): Promise<string[]> {
  const rows = products.map((product) => ({ ...product, id: newId() }))
  if (rows.length === 0) return []
  await tx
    .insertInto('product')
    .values(rows.map((row) => ({ org_id: orgId, id: row.id, ...productColumns(row) })))
    .execute()
  await findProductsBy(tx, orgId, rows, true)
  return rows.map(({ id }) => id)
}

export const lockProduct = (tx: Tx, orgId: string, id: string) =>
  tx.selectFrom('product').selectAll().where('org_id', '=', orgId).where('id', '=', id).forUpdate().executeTakeFirst()

export async function saveProduct(tx: Tx, orgId: string, id: string, product: ProductFields): Promise<void> {
  await tx
    .updateTable('product')
    .set({ ...productColumns(product), version: sql`version + 1` })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute()
  await findProductsBy(tx, orgId, [{ ...product, id }], false)
}

export interface SourceFields {
  key: string
  names: Names
  kind: SourceKind
  position: number
}

export async function insertSources(tx: Tx, orgId: string, sources: readonly SourceFields[]): Promise<string[]> {
  const rows = sources.map(({ names, ...source }) => ({ org_id: orgId, id: newId(), ...source, name: JSON.stringify(names) }))
  await tx.insertInto('source').values(rows).execute()
  return rows.map(({ id }) => id)
}

export const lockSource = (tx: Tx, orgId: string, id: string) =>
  tx.selectFrom('source').selectAll().where('org_id', '=', orgId).where('id', '=', id).forUpdate().executeTakeFirst()

export async function saveSource(
  tx: Tx,
  orgId: string,
  id: string,
  { names, ...change }: Partial<Omit<SourceFields, 'key'>> & { active?: boolean },
): Promise<void> {
  await tx
    .updateTable('source')
    .set({ ...change, ...(names ? { name: JSON.stringify(names) } : {}), version: sql`version + 1` })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute()
}

export async function insertCompetitor(tx: Tx, orgId: string, given: { name: string; note: string | null }): Promise<string> {
  const id = newId()
  await tx
    .insertInto('competitor')
    .values({ org_id: orgId, id, name_key: nameKey(given.name), ...given })
    .execute()
  return id
}

export const lockCompetitor = (tx: Tx, orgId: string, id: string) =>
  tx.selectFrom('competitor').selectAll().where('org_id', '=', orgId).where('id', '=', id).forUpdate().executeTakeFirst()

export async function saveCompetitor(
  tx: Tx,
  orgId: string,
  id: string,
  given: { name: string; note: string | null },
): Promise<void> {
  await tx
    .updateTable('competitor')
    .set({ ...given, name_key: nameKey(given.name), version: sql`version + 1` })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute()
}

export async function setArchived(
  tx: Tx,
  orgId: string,
  table: 'product' | 'competitor',
  id: string,
  deletedAt: Date | null,
): Promise<void> {
  await tx
    .updateTable(table)
    .set({ deleted_at: deletedAt, version: sql`version + 1` })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute()
}
