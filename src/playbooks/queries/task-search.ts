import { sql, type RawBuilder } from 'kysely'
import { readDefinition } from '../../pipelines/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { carriesAll, carriesGrams, holds } from '../../platform/database/search-grams.ts'
import type { Caller } from '../../platform/session.ts'
import { searchable } from '../../platform/text/grams.ts'

/** A word that more tasks carry is looked for along the list itself, which finds a page of them soon. */
const mostGathered = 5000
/** So many tasks are looked at first as the list has them: of a word that most tasks carry they hold the page already. */
const lookedAhead = 200
/** Where those held some, so many may be looked at for a page of them. */
const mostLookedAhead = 1500
/** A single character has no piece to be filed under: it is looked for in so many of the newest things that people wrote. */
const looked = 2000

/**
 * Condition that a task `t` (with its deal `o` and customer `c`) carries a word: in its title, its result, the name of its deal or
 * of its customer. `which` are the list's other conditions on `t` alone, so that only what may be shown is gathered; `list` is what
 * follows its `select … from` but for the word, up to so many; a page is `wanted` tasks.
 */
export async function carryingWord(
  tx: Tx,
  caller: Caller,
  {
    q,
    which,
    list,
    wanted,
  }: { q: string; which: RawBuilder<unknown>; list: (most: number) => RawBuilder<unknown>; wanted: number },
): Promise<RawBuilder<unknown>> {
  const { orgId } = caller
  const word = searchable(q)
  if (word === '') return sql`false`
  const { sure, perhaps } = await keysTitled(tx, orgId, word)
  const titled = sql`(t.key = any(${sure}::text[]) or t.key = any(${perhaps}::text[]) and ${inTitle(word)})`
  const written = sql`(t.key is null and ${inTitle(word)} or t.result is not null and ${inResult(word)})`
  const isFiled = carriesGrams(orgId, 'task', q, 't.id') !== null
  if (isFiled) {
    const carriesIt = (kind: string, column: string) => carriesAll(orgId, [kind], q, column)
    const carried = sql`(${titled} or ${carriesIt('opportunity', 't.deal')} or ${carriesIt('customer', 't.customer')}
      or ${carriesIt('task', 't.id')} and ${written})`
    const ids = await foundAhead(tx, carried, list, wanted)
    if (ids) return sql`t.id = any(${ids}::uuid[])`
  }
  const from = (rest: RawBuilder<unknown>) => sql`select t.id from task t where t.org_id = ${orgId} and ${which} and ${rest}`
  const carries = (kind: string, column: string) => carriesGrams(orgId, kind, q, column)
  const dealsNamed = sql`select d.id from opportunity d where d.org_id = ${orgId} and ${carries('opportunity', 'd.id')}`
  const customersNamed = sql`select k.id from customer k where k.org_id = ${orgId} and ${carries('customer', 'k.id')}`
  // a house has fewer customers than deals, and each is asked for its pieces
  const dealsOfNamed = sql`select d.id from opportunity d where d.org_id = ${orgId} and d.customer_id in (${customersNamed})`
  const byPeople = isFiled
    ? from(sql`${carries('task', 't.id')} and ${written}`)
    : sql`select t.id from (select * from task t where t.org_id = ${orgId} and ${which} and (t.key is null or t.result is not null)
           order by t.id desc limit ${sql.lit(looked)}) t where ${written}`
  const ways = [
    from(sql`t.key = any(${[...sure, ...perhaps]}::text[]) and ${titled}`),
    byPeople,
    ...(isFiled
      ? [
          from(sql`t.opportunity_id in (${dealsNamed})`),
          from(sql`t.opportunity_id in (${dealsOfNamed})`),
          from(sql`${carries('customer', 't.customer_id')}`),
        ]
      : []),
  ]
  const few = ways.map((way) => sql`(${way} limit ${sql.lit(mostGathered + 1)})`)
  const { rows } = await sql<{ id: string }>`${sql.join(few, sql` union `)} limit ${sql.lit(mostGathered + 1)}`.execute(tx)
  if (rows.length <= mostGathered) return sql`t.id = any(${rows.map(({ id }) => id)}::uuid[])`
  // along the list, and by what the task itself says: texts are folded, and deals and customers looked up, for nothing that does not carry it
  const none = sql`select null::uuid as id where false`
  const gathered = (ids: RawBuilder<unknown>) => sql`array(select id from (${ids}) n limit ${sql.lit(mostGathered + 1)})`
  const found = await sql<{ written: string[]; deals: string[]; customers: string[] }>`
    select ${gathered(byPeople)} as written, ${gathered(isFiled ? sql`${dealsNamed} union ${dealsOfNamed}` : none)} as deals,
           ${gathered(isFiled ? customersNamed : none)} as customers`.execute(tx)
  const among = (column: string, ids: readonly string[], otherwise: RawBuilder<unknown>) =>
    ids.length > mostGathered ? otherwise : sql`${sql.ref(column)} = any(${ids}::uuid[])`
  const { written: tasks, deals, customers } = found.rows[0]!
  return sql`(${titled} or ${among('t.id', tasks, written)} or ${among('t.customer_id', customers, holds(word, folded(sql`c.name`)))}
    or ${among('t.opportunity_id', deals, sql`(${holds(word, folded(sql`o.name`))} or ${holds(word, folded(sql`c.name`))})`)})`
}

/** A page of the list's tasks that are carried, from looking along it; null where too few carry the word to find a page soon. */
async function foundAhead(
  tx: Tx,
  carried: RawBuilder<unknown>,
  list: (most: number) => RawBuilder<unknown>,
  wanted: number,
): Promise<string[] | null> {
  const look = async (most: number) => {
    const { rows } = await sql<{ looked: number; found: string[] | null }>`
      select count(*)::int as looked, array_agg(t.id) filter (where ${carried}) as found
      from (select t.id, t.key, t.title, t.result, o.id as deal, c.id as customer ${list(most)}) t`.execute(tx)
    const { looked, found } = rows[0]!
    const ids = found ?? []
    return { ids, isPage: ids.length >= wanted || looked < most }
  }
  const first = await look(lookedAhead)
  if (first.isPage) return first.ids
  const likely = Math.ceil((1.5 * wanted * lookedAhead) / first.ids.length)
  if (likely > mostLookedAhead) return null
  const second = await look(likely)
  return second.isPage ? second.ids : null
}

/** A text as search sees it, but for its script: `holds` looks for both. */
const folded = (text: RawBuilder<unknown>) => sql`regexp_replace(lower(normalize(${text}, NFKC)), '[\\s[:punct:]]', '', 'g')`
/** The three titles stay apart by a character that no word has. */
const inTitle = (word: string) =>
  holds(word, folded(sql`t.title ->> 'zh-CN' || chr(1) || (t.title ->> 'zh-TW') || chr(1) || (t.title ->> 'en')`))
const inResult = (word: string) => holds(word, folded(sql`coalesce(t.result, '')`))

/** Versions never change: what each calls its stage tasks is worked out once, folded. The oldest leave when there are too many. */
const known = new Map<string, readonly { key: string; title: string }[]>()
const mostRemembered = 2000

/** The keys of stage tasks whose title has this folded word: `sure` in every version of every pipeline, `perhaps` only in some. */
async function keysTitled(tx: Tx, orgId: string, word: string): Promise<{ sure: string[]; perhaps: string[] }> {
  const versions = await tx.selectFrom('pipeline_version').select(['pipeline_id', 'number']).where('org_id', '=', orgId).execute()
  const [having, lacking] = [new Set<string>(), new Set<string>()]
  for (const { pipeline_id: pipelineId, number } of versions)
    for (const { key, title } of await titlesOf(tx, orgId, pipelineId, number)) (title.includes(word) ? having : lacking).add(key)
  return { sure: [...having].filter((key) => !lacking.has(key)), perhaps: [...having].filter((key) => lacking.has(key)) }
}

async function titlesOf(tx: Tx, orgId: string, pipelineId: string, version: number) {
  const name = `${orgId}/${pipelineId}/${version}`
  const before = known.get(name)
  if (before) return before
  const { stages } = await readDefinition(tx, orgId, pipelineId, version)
  const found = stages.flatMap(({ tasks }) =>
    tasks.map(({ key, name: named }) => ({ key, title: Object.values(named).map(searchable).join('\u0001') })),
  )
  if (known.size >= mostRemembered) known.delete(known.keys().next().value!)
  known.set(name, found)
  return found
}
