import { sql, type RawBuilder } from 'kysely'
import { gramsAsked, gramsOf } from '../text/grams.ts'
import { variantsOf } from '../text/script.ts'
import type { Tx } from './connect.ts'
import { ask } from './statement.ts'

/** What search finds a record by: names, pinyin, phone numbers, codes. */
export interface Findable {
  entityId: string
  texts: readonly (string | null | undefined)[]
}

/** $1 the organisation, $2 the kind, $3 the pieces, $4 the records of each. */
const freshFiling = `
  insert into search_gram (org_id, gram, kind, entity_id)
  select $1::uuid, gram, $2, entity::uuid from unnest($3::text[], $4::text[]) as g (gram, entities)
    cross join lateral string_to_table(entities, ' ') as entity`

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
  const entities = grams.map((gram) => filed.get(gram)!.join(' '))
  const filing = ask(tx, fresh ? freshFiling : `${freshFiling} on conflict do nothing`, [orgId, kind, grams, entities])
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

/** Condition that a text holds a folded word (see `searchable`), in whichever script the text is written. */
export function holds(word: string, text: RawBuilder<unknown>): RawBuilder<boolean> {
  const { from, to } = variantsOf(word)
  return sql<boolean>`position(${word} in translate(${text}, ${from}, ${to})) > 0`
}

/** So far it is counted which piece of a word is the rarest. */
const countedTo = 300

/**
 * The newest records that are filed under the rarest piece of `q` and of which `condition` is true: `columns` of a `table` under
 * its `alias`, no more than `most`. It walks along that piece from the newest back; `condition` checks the word against the record.
 * Which piece is the rarest is found while it runs, so that one plan is as good for rare words as for frequent ones: planning
 * each search by itself cost several times the search. For who reaches everything; a small reach is found faster by its owner.
 */
export function newestCarrying(
  orgId: string,
  kinds: readonly string[],
  q: string,
  {
    table,
    alias,
    columns,
    condition,
    most,
  }: {
    table: string
    alias: string
    columns: RawBuilder<unknown>
    condition: RawBuilder<unknown>
    most: number
  },
): RawBuilder<unknown> | null {
  const grams = gramsAsked(q)
  if (grams.length === 0) return null
  const under = sql`org_id = ${orgId} and kind in (${sql.join(kinds.map((kind) => sql.lit(kind)))})`
  const filed = sql`select ${kinds.length > 1 ? sql`distinct` : sql``} entity_id from search_gram where ${under} and gram = rarest.gram`
  return sql`
    with rarest as materialized (
      select asked.gram from unnest(${grams}::text[]) asked (gram) cross join lateral (
        select count(*) as times from (select from search_gram where ${under} and gram = asked.gram limit ${sql.lit(countedTo)}) few) counted
      order by counted.times limit 1)
    select found.* from rarest cross join lateral (
      select ${columns} from (${filed}) filed join ${sql.table(table)} ${sql.ref(alias)} on ${sql.ref(`${alias}.org_id`)} = ${orgId} and ${sql.ref(`${alias}.id`)} = filed.entity_id
      where ${condition} order by filed.entity_id desc limit ${sql.lit(most)}) found`
}

/** Condition that a record found by `newestCarrying` carries every piece of `q`: for records whose own columns do not tell. */
export function carriesAll(orgId: string, kinds: readonly string[], q: string, idColumn: string): RawBuilder<boolean> {
  const each = sql`select from search_gram each where each.org_id = ${orgId} and each.gram = piece.gram
    and each.kind in (${sql.join(kinds.map((kind) => sql.lit(kind)))}) and each.entity_id = ${sql.ref(idColumn)}`
  return sql<boolean>`not exists (select from unnest(${gramsAsked(q)}::text[]) piece (gram) where not exists (${each}))`
}

/** carriesPieces for one kind. */
export const carriesGrams = (orgId: string, kind: string, q: string, idColumn: string) =>
  carriesPieces(orgId, [kind], q, idColumn)
