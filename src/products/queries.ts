import { sql } from 'kysely'
import { pageOf, placeAfter } from '../platform/cursor.ts'
import type { Tx } from '../platform/database/connect.ts'
import { carriesGrams, holds } from '../platform/database/search-grams.ts'
import { verdictOf } from '../platform/http/problem.ts'
import type { Caller } from '../platform/session.ts'
import { searchable } from '../platform/text/grams.ts'
import { simplified } from '../platform/text/script.ts'
import { pinyinOf } from '../platform/text/pinyin.ts'
import { managingCatalogue } from './permissions.ts'
import { completeNames, type Names, type SourceKind } from './source.ts'

interface CatalogueFilter {
  limit: number
  cursor?: string | undefined
  q?: string | undefined
  archived?: boolean | undefined
}

const permissionsOf = (caller: Caller) => {
  const verdict = verdictOf(managingCatalogue(caller), caller.locale)
  return { edit: verdict, archive: verdict }
}

/** A catalogue is short: a word is looked for in the whole of it. */
const containing = (q: string, column: string) =>
  holds(searchable(q), sql`regexp_replace(${sql.ref(column)}, '[\\s._/-]', '', 'g')`)

const productRows = (tx: Tx, orgId: string) => tx.selectFrom('product').selectAll().where('org_id', '=', orgId)
type ProductRow = Awaited<ReturnType<ReturnType<typeof productRows>['executeTakeFirstOrThrow']>>

const shapeProduct = (caller: Caller, row: ProductRow) => ({
  id: row.id,
  name: row.name,
  code: row.code,
  series: row.series,
  listPriceMinor: row.list_price_minor,
  currency: row.currency,
  active: row.active,
  externalId: row.external_id,
  createdAt: row.created_at.toISOString(),
  version: row.version,
  archived: row.deleted_at !== null,
  permissions: permissionsOf(caller),
})

export async function readProduct(tx: Tx, caller: Caller, id: string) {
  const row = await productRows(tx, caller.orgId).where('id', '=', id).executeTakeFirst()
  return row ? shapeProduct(caller, row) : null
}

/** By name. A word is found in the name, its pinyin, the code or the series. */
export async function listProducts(tx: Tx, caller: Caller, filter: CatalogueFilter & { active?: boolean | undefined }) {
  const after = placeAfter(filter.cursor, ['text', 'id'])
  const { q } = filter
  const carried = carriesGrams(caller.orgId, 'product', q ?? '', 'id')
  const rows = await productRows(tx, caller.orgId)
    .where('deleted_at', filter.archived ? 'is not' : 'is', null)
    .$if(filter.active !== undefined, (query) => query.where('active', '=', filter.active!))
    .$if(q !== undefined && q !== '', (query) =>
      query.where((any) =>
        any.or([
          containing(q!, 'name_key'),
          sql<boolean>`position(${searchable(q!)} in lower(coalesce(code, ''))) > 0`,
          holds(simplified(q!.toLowerCase()), sql`lower(coalesce(series, ''))`),
          ...(carried ? [carried] : []),
        ]),
      ),
    )
    .$if(after !== null, (query) => query.where(sql<boolean>`(name_key, id) > (${after![0]}, ${after![1]}::uuid)`))
    .orderBy('name_key')
    .orderBy('id')
    .limit(filter.limit + 1)
    .execute()
  const { items, nextCursor } = pageOf(rows, filter.limit, (row) => [row.name_key, row.id])
  return { items: items.map((row) => shapeProduct(caller, row)), nextCursor }
}

const sourceRows = (tx: Tx, orgId: string) => tx.selectFrom('source').selectAll().where('org_id', '=', orgId)
type SourceRow = Awaited<ReturnType<ReturnType<typeof sourceRows>['executeTakeFirstOrThrow']>>

const shapeSource = (caller: Caller, row: SourceRow) => {
  const names = completeNames(row.name as Partial<Names>) ?? { 'zh-CN': row.key, 'zh-TW': row.key, en: row.key }
  return {
    id: row.id,
    key: row.key,
    name: names[caller.locale],
    names,
    kind: row.kind as SourceKind,
    position: row.position,
    active: row.active,
    version: row.version,
    permissions: permissionsOf(caller),
  }
}

export async function readSource(tx: Tx, caller: Caller, id: string) {
  const row = await sourceRows(tx, caller.orgId).where('id', '=', id).executeTakeFirst()
  return row ? shapeSource(caller, row) : null
}

/** In the organisation's own order; those no longer offered only when asked for. */
export async function listSources(tx: Tx, caller: Caller, filter: CatalogueFilter) {
  const after = placeAfter(filter.cursor, ['whole', 'id'])
  const rows = await sourceRows(tx, caller.orgId)
    .where('active', '=', !filter.archived)
    .$if(after !== null, (query) => query.where(sql<boolean>`(position, id) > (${after![0]}::bigint, ${after![1]}::uuid)`))
    .orderBy('position')
    .orderBy('id')
    .execute()
  const word = searchable(filter.q ?? '')
  const found = word === '' ? rows : rows.filter(({ name }) => Object.values(name as Names).some((each) => matches(each, word)))
  const { items, nextCursor } = pageOf(found, filter.limit, (row) => [row.position, row.id])
  return { items: items.map((row) => shapeSource(caller, row)), nextCursor }
}

const matches = (name: string, word: string): boolean => {
  const { full, initials } = pinyinOf(name)
  return [searchable(name), full, initials].some((text) => text.includes(word))
}

const competitorRows = (tx: Tx, orgId: string) => tx.selectFrom('competitor').selectAll().where('org_id', '=', orgId)
type CompetitorRow = Awaited<ReturnType<ReturnType<typeof competitorRows>['executeTakeFirstOrThrow']>>

const shapeCompetitor = (caller: Caller, row: CompetitorRow) => ({
  id: row.id,
  name: row.name,
  note: row.note,
  createdAt: row.created_at.toISOString(),
  version: row.version,
  archived: row.deleted_at !== null,
  permissions: permissionsOf(caller),
})

export async function readCompetitor(tx: Tx, caller: Caller, id: string) {
  const row = await competitorRows(tx, caller.orgId).where('id', '=', id).executeTakeFirst()
  return row ? shapeCompetitor(caller, row) : null
}

export async function listCompetitors(tx: Tx, caller: Caller, filter: CatalogueFilter) {
  const after = placeAfter(filter.cursor, ['text', 'id'])
  const rows = await competitorRows(tx, caller.orgId)
    .where('deleted_at', filter.archived ? 'is not' : 'is', null)
    .$if(filter.q !== undefined && filter.q !== '', (query) => query.where(containing(filter.q!, 'name_key')))
    .$if(after !== null, (query) => query.where(sql<boolean>`(name_key, id) > (${after![0]}, ${after![1]}::uuid)`))
    .orderBy('name_key')
    .orderBy('id')
    .limit(filter.limit + 1)
    .execute()
  const { items, nextCursor } = pageOf(rows, filter.limit, (row) => [row.name_key, row.id])
  return { items: items.map((row) => shapeCompetitor(caller, row)), nextCursor }
}
