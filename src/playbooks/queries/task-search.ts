import { sql, type RawBuilder } from 'kysely'
import { readDefinition } from '../../pipelines/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { carriesGrams, holds } from '../../platform/database/search-grams.ts'
import type { Caller } from '../../platform/session.ts'
import { searchable } from '../../platform/text/grams.ts'

/** A word that more tasks carry is looked for along the list itself, which then finds a page of them soon. */
const mostGathered = 5000
/** A single character has no piece to be filed under: it is looked for in so many of the newest things that people wrote. */
const looked = 2000

/**
 * Condition that a task `t` (with its deal `o` and customer `c`) carries a word: in its title, its result, the name of its deal or
 * of its customer. `which` are the list's other conditions on `t` alone, so that only what may be shown is gathered.
 */
export async function carryingWord(tx: Tx, caller: Caller, q: string, which: RawBuilder<unknown>): Promise<RawBuilder<unknown>> {
  const { orgId } = caller
  const word = searchable(q)
  if (word === '') return sql`false`
  const from = (rest: RawBuilder<unknown>) =>
    sql`(select t.id from task t where t.org_id = ${orgId} and ${which} and ${rest} limit ${sql.lit(mostGathered + 1)})`
  const filed = carriesGrams(orgId, 'task', q, 't.id')
  const deals = carriesGrams(orgId, 'opportunity', q, 'd.id')
  const customers = (column: string) => carriesGrams(orgId, 'customer', q, column)
  const ways = [
    from(sql`t.key = any(${await keysTitled(tx, orgId, word)}::text[]) and ${inTitle(word)}`),
    filed
      ? from(sql`${filed} and (${inTitle(word)} or ${inResult(word)})`)
      : sql`(select t.id from (select * from task t where t.org_id = ${orgId} and ${which} and (t.key is null or t.result is not null)
             order by t.id desc limit ${sql.lit(looked)}) t where ${inTitle(word)} or ${inResult(word)})`,
    ...(deals
      ? [
          from(sql`t.opportunity_id in (select d.id from opportunity d where d.org_id = ${orgId} and ${deals})`),
          from(
            sql`t.opportunity_id in (select d.id from opportunity d where d.org_id = ${orgId} and ${customers('d.customer_id')})`,
          ),
          from(sql`${customers('t.customer_id')}`),
        ]
      : []),
  ]
  const { rows } = await sql<{ id: string }>`${sql.join(ways, sql` union `)} limit ${sql.lit(mostGathered + 1)}`.execute(tx)
  if (rows.length <= mostGathered) return sql`t.id = any(${rows.map(({ id }) => id)}::uuid[])`
  return sql`(${inTitle(word)} or ${inResult(word)} or ${holds(word, folded(sql`o.name`))} or ${holds(word, folded(sql`c.name`))})`
}

/** A text as search sees it, but for its script: `holds` looks for both. */
const folded = (text: RawBuilder<unknown>) => sql`regexp_replace(lower(normalize(${text}, NFKC)), '[\\s[:punct:]]', '', 'g')`
/** The three titles stay apart by a character that no word has. */
const inTitle = (word: string) =>
  holds(word, folded(sql`t.title ->> 'zh-CN' || chr(1) || (t.title ->> 'zh-TW') || chr(1) || (t.title ->> 'en')`))
const inResult = (word: string) => holds(word, folded(sql`coalesce(t.result, '')`))

/** Versions never change: what each calls its stage tasks is worked out once, folded. The oldest leave when there are too many. */
const titles = new Map<string, readonly { key: string; title: string }[]>()
const mostRemembered = 2000

/** The keys of all stage tasks that some version of some pipeline gives a title with this folded word. */
async function keysTitled(tx: Tx, orgId: string, word: string): Promise<string[]> {
  const versions = await tx.selectFrom('pipeline_version').select(['pipeline_id', 'number']).where('org_id', '=', orgId).execute()
  const keys = new Set<string>()
  for (const { pipeline_id: pipelineId, number } of versions)
    for (const { key, title } of await titlesOf(tx, orgId, pipelineId, number)) if (title.includes(word)) keys.add(key)
  return [...keys]
}

async function titlesOf(tx: Tx, orgId: string, pipelineId: string, version: number) {
  const name = `${orgId}/${pipelineId}/${version}`
  const known = titles.get(name)
  if (known) return known
  const { stages } = await readDefinition(tx, orgId, pipelineId, version)
  const found = stages.flatMap(({ tasks }) =>
    tasks.map(({ key, name: named }) => ({ key, title: Object.values(named).map(searchable).join('\u0001') })),
  )
  if (titles.size >= mostRemembered) titles.delete(titles.keys().next().value!)
  titles.set(name, found)
  return found
}
