import { sql } from 'kysely'
import { gramsAsked, gramsOf } from '../text/grams.ts'
import type { Tx } from './connect.ts'

/** What search finds a record by: names, pinyin, phone numbers, codes. */
export interface Findable {
  entityId: string
  texts: readonly (string | null | undefined)[]
}

/** Makes the records findable by exactly these texts and no longer by earlier ones; all it asks, it asks at once. */
export async function reindex(
  tx: Tx,
  orgId: string,
  kind: string,
  records: readonly Findable[],
  { fresh = false } = {},
): Promise<void> {
  if (records.length === 0) return
  const cleared = fresh
    ? null
    : sql`delete from search_gram where org_id = ${orgId} and entity_id = any(${records.map(({ entityId }) => entityId)})`.execute(
        tx,
      )
  const filed = new Map<string, string[]>()
  for (const { entityId, texts } of records) {
    for (const gram of gramsOf(texts)) {
      const entities = filed.get(gram)
      if (entities) entities.push(entityId)
      else filed.set(gram, [entityId])
    }
  }
  if (filed.size === 0) return void (await cleared)
  // one line per piece, in the order of the index: a large import spends most of its time here, and this halves it
  const grams = [...filed.keys()].sort()
  const filing = sql`insert into search_gram (org_id, gram, kind, entity_id)
            select ${orgId}, gram, ${kind}, entity::uuid
            from unnest(${grams}::text[], ${grams.map((gram) => filed.get(gram)!.join(' '))}::text[]) as g (gram, entities)
            cross join lateral string_to_table(entities, ' ') as entity
            ${fresh ? sql`` : sql`on conflict do nothing`}`.execute(tx)
  await Promise.all([cleared, filing])
}

/** The ids of records of these kinds filed under every piece of `q`, as a sub-query; null when q is too short to have a piece. */
export function gramHits(orgId: string, kinds: readonly string[], q: string) {
  const grams = gramsAsked(q)
  if (grams.length === 0) return null
  const pieces = grams.map(
    (gram) => sql`select entity_id from search_gram where org_id = ${orgId} and gram = ${gram} and kind in (${sql.join(kinds)})`,
  )
  return sql<string>`(${sql.join(pieces, sql` intersect `)})`
}

/**
 * Condition that `idColumn` names a record of these kinds that carries every piece of `q`; null when q is too short to have one.
 * One condition for each piece: so the rare one leads and the common ones are only looked up.
 */
export function carriesPieces(orgId: string, kinds: readonly string[], q: string, idColumn: string) {
  const grams = gramsAsked(q)
  if (grams.length === 0) return null
  const each = grams.map(
    (gram) =>
      sql`${sql.ref(idColumn)} in (select entity_id from search_gram where org_id = ${orgId} and gram = ${gram} and kind in (${sql.join(kinds)}))`,
  )
  return sql<boolean>`(${sql.join(each, sql` and `)})`
}

/** carriesPieces for one kind. */
export const carriesGrams = (orgId: string, kind: string, q: string, idColumn: string) =>
  carriesPieces(orgId, [kind], q, idColumn)
