import { sql, type RawBuilder } from 'kysely'
import { readOrganization } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { dayOf } from '../../platform/time.ts'
import { valuesOf } from '../evidence.ts'
import { readJudging } from '../queries/setting.ts'
import { scoreKeyAccount } from '../score.ts'
import { readProgress, readToJudge, saveJudged, saveProgress } from '../store.ts'

/** So many customers are looked at by one statement. */
const together = 20_000
/** A transaction may be written so long after the moment it carries. */
const lateMs = 5 * 60_000

export type Only = (column: string) => RawBuilder<boolean>

/** Judges these customers, or all; returns how many came to another tier. */
export async function judgeKeyAccounts(tx: Tx, orgId: string, at: Date, customers: readonly string[] | 'all'): Promise<number> {
  const [{ timeZone, currency }, { judging, thresholds }] = await Promise.all([
    readOrganization(tx, orgId),
    readJudging(tx, orgId),
  ])
  const today = dayOf(at, timeZone)
  let moved = 0
  for await (const only of customers === 'all' ? ranges(tx, orgId) : pieces(customers)) {
    const part = await readToJudge(tx, orgId, { at, timeZone, currency }, only)
    const judged = part.map((one) => {
      const values = valuesOf(one, today)
      const score = scoreKeyAccount(values, one.facts.overdueDays ?? 0, judging, thresholds)
      const since = one.before?.tier === score.tier ? one.before.since : today
      return {
        id: one.id,
        ownerId: one.ownerId,
        before: one.before?.tier ?? null,
        since,
        score,
        values,
        revenueMinor: one.wonMinor,
      }
    })
    await saveJudged(tx, orgId, { at, today }, only, judged)
    moved += judged.filter(({ before, score }) => before !== score.tier).length
  }
  return moved
}

/** Some customers, so many at a time. */
export async function* pieces(ids: readonly string[]): AsyncGenerator<Only> {
  for (let at = 0; at < ids.length; at += together) {
    const some = ids.slice(at, at + together)
    yield (column) => sql<boolean>`${sql.ref(column)} = any(${some}::uuid[])`
  }
}

/** All customers of an organisation, so many at a time, in the order of their ids. */
export async function* ranges(tx: Tx, orgId: string): AsyncGenerator<Only> {
  for (let from: string | null = null, isMore = true; isMore;) {
    const through: string | null = await lastOfNext(tx, orgId, from)
    yield between(from, through)
    isMore = through !== null
    from = through
  }
}

/** The last of the customers that come next in the order of their ids; null when these are the last ones. */
async function lastOfNext(tx: Tx, orgId: string, from: string | null): Promise<string | null> {
  const behind = from === null ? sql`true` : sql`id > ${from}::uuid`
  const { rows } = await sql<{ id: string }>`
    select id from customer where org_id = ${orgId} and ${behind} order by id offset ${sql.lit(together - 1)} limit 1`.execute(tx)
  return rows[0]?.id ?? null
}

const between =
  (from: string | null, through: string | null): Only =>
  (column) =>
    sql<boolean>`(${from === null ? sql`true` : sql`${sql.ref(column)} > ${from}::uuid`}
      and ${through === null ? sql`true` : sql`${sql.ref(column)} <= ${through}::uuid`})`

/** Keeps key accounts up to date: all once a day, as years pass and deals grow old; between that whoever was touched. */
export async function keepKeyAccounts(tx: Tx, orgId: string, now: Date, { all = false } = {}): Promise<number> {
  const [{ timeZone }, progress] = await Promise.all([readOrganization(tx, orgId), readProgress(tx, orgId)])
  const today = dayOf(now, timeZone)
  const isDue = all || !progress || progress.judged_on < today
  const moved = await judgeKeyAccounts(tx, orgId, now, isDue ? 'all' : await touchedSince(tx, orgId, progress.touched_through))
  await saveProgress(tx, orgId, now, today)
  return moved
}

async function touchedSince(tx: Tx, orgId: string, through: Date): Promise<string[]> {
  const since = new Date(through.getTime() - lateMs)
  const { rows } = await sql<{ id: string }>`
    select id from customer where org_id = ${orgId} and updated_at > ${since}
    union select customer_id from opportunity where org_id = ${orgId} and updated_at > ${since} and customer_id is not null`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}
