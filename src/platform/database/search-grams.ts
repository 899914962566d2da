import { sql } from 'kysely'
import { gramsAsked, gramsOf } from '../text/grams.ts'
import type { Tx } from './connect.ts'

/** What search finds a record by: names, pinyin, phone numbers, codes. */
export interface Findable {
  entityId: string
  texts: readonly (string | null | undefined)[]
}

/** Makes the records findable by exactly these texts and no longer by earlier ones. */
export async function reindex(
  tx: Tx,
  orgId: string,
  kind: string,
  records: readonly Findable[],
  { fresh = false } = {},
): Promise<void> {
  if (records.length === 0) return
  if (!fresh) {
    await sql`delete from search_gram where org_id = ${orgId} and entity_id = any(${records.map(({ entityId }) => entityId)})`.execute(
      tx,
    )
  }
  const pieces = records.flatMap(({ entityId, texts }) => gramsOf(texts).map((gram) => [gram, entityId] as const))
  if (pieces.length === 0) return
  // in the order of the index: a large import spends most of its time here, and this halves it
  pieces.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  await sql`insert into search_gram (org_id, gram, kind, entity_id)
            select ${orgId}, gram, ${kind}, entity
            from unnest(${pieces.map(([gram]) => gram)}::text[], ${pieces.map(([, entityId]) => entityId)}::uuid[]) as g (gram, entity)
            ${fresh ? sql`` : sql`on conflict do nothing`}`.execute(tx)
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

/** Condition that `idColumn` names a record of `kind` that carries every piece of `q`; null when q is too short to have one. */
export function carriesGrams(orgId: string, kind: string, q: string, idColumn: string) {
  const hits = gramHits(orgId, [kind], q)
  return hits && sql<boolean>`${sql.ref(idColumn)} in ${hits}`
}
