import { sql } from 'kysely'
import { differs, judgeStanding } from '../../customers/standing.ts'
import { readOrganization } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { addDays } from '../../platform/time.ts'
import { readRules } from '../queries/setting.ts'
import { endExpired, insertOverrides, readWhoStated } from '../store/overrides.ts'
import { unsettledOn } from '../store/unsettled.ts'
import { readToJudge, saveJudged, type Judged, type ToJudge } from '../store/standings.ts'
import { isOneOf, measureStandings, type Moment, type Some } from './measure.ts'

const chunk = 5000
/** So many are measured by one statement: their contacts lie all over the table, so fewer would read all of it as often. */
const measuredTogether = 40_000
/** Overrides hold for so many days unless somebody says otherwise. */
export const overrideDays = 180

interface Occasion {
  /** What made it necessary: kept with every change. */
  why?: Record<string, unknown>
  madeBy?: string
  /** Today, when the day that is judged is one of the past. */
  now?: Moment
  /** What the contacts come to is kept by now, for this moment. */
  isSummed?: boolean
  /** Leaves out who cannot have moved by the day alone: nothing was written of them, and the contacts speak for what holds. */
  onlyUnsettled?: boolean
}

/** Measures and judges customers anew, all or those named. Returns how many moved. */
export async function judgeCustomers(
  tx: Tx,
  orgId: string,
  moment: Moment,
  customers: Some | 'all',
  { why = {}, madeBy, now = moment, isSummed = false, onlyUnsettled = false }: Occasion = {},
): Promise<number> {
  if (Array.isArray(customers) && customers.length === 0) return 0
  const { currency } = await readOrganization(tx, orgId)
  const { rules } = await readRules(tx, orgId)
  await endExpired(tx, orgId, now)
  let moved = 0
  const which = onlyUnsettled ? unsettledOn(moment.today) : sql`true`
  const parts = customers === 'all' ? rangesOf(tx, orgId) : 'through' in customers ? [customers] : inPieces(customers)
  for await (const some of parts) {
    await measureStandings(tx, orgId, moment, currency, some, { isSummed })
    for (let after: string | null = null, isMore = true; isMore;) {
      const behind = after === null ? sql`true` : sql`s.customer_id > ${after}::uuid`
      const part: ToJudge[] = await readToJudge(
        tx,
        orgId,
        sql`${isOneOf(some, 's.customer_id')} and ${behind} and ${which}`,
        chunk,
      )
      const judged = part.flatMap((one): (Judged & { newlyStated: string | null })[] => {
        const { standing, newlyStated } = judgeStanding(one, one.before, rules, moment.today)
        if (!differs(one.before, standing)) return []
        const facts = { strength: Math.round(one.ties.strength * 100) / 100, rule: standing.rule, ...why }
        return [{ ...one, after: standing, why: facts, madeBy: madeBy ?? null, newlyStated }]
      })
      await keepStatements(tx, orgId, now, judged)
      await saveJudged(tx, orgId, moment, judged)
      moved += judged.filter(({ before }) => before !== null).length
      isMore = part.length === chunk
      after = part.at(-1)?.id ?? null
    }
  }
  return moved
}

async function* inPieces(ids: readonly string[]): AsyncGenerator<Some> {
  for (let at = 0; at < ids.length; at += chunk) yield ids.slice(at, at + chunk)
}

/** All customers in the order of their ids, so many at a time: no statement takes long, however many there are. */
async function* rangesOf(tx: Tx, orgId: string): AsyncGenerator<Some> {
  let after: string | null = null
  for (let ids = await idsAfter(tx, orgId, after); ids.length > 0; ids = await idsAfter(tx, orgId, after)) {
    const through: string = ids.at(-1)!
    yield { after, through }
    after = through
  }
}

async function idsAfter(tx: Tx, orgId: string, after: string | null): Promise<string[]> {
  const behind = after === null ? sql`true` : sql`id > ${after}::uuid`
  const { rows } = await sql<{ id: string }>`
    select id from customer where org_id = ${orgId} and ${behind} order by id limit ${measuredTogether}`.execute(tx)
  return rows.map(({ id }) => id)
}

/** A level that somebody wrote into a form, a file or through the API is an override without a reason: it shows in the list of them. */
async function keepStatements(
  tx: Tx,
  orgId: string,
  { at, today }: Moment,
  judged: (Judged & { newlyStated: string | null })[],
): Promise<void> {
  const stated = judged.filter(({ newlyStated }) => newlyStated !== null)
  if (stated.length === 0) return
  const by = await readWhoStated(tx, orgId, stated.map(({ id }) => id)) // prettier-ignore
  for (const one of stated) one.madeBy = by.get(one.id) ?? null
  await insertOverrides(
    tx,
    orgId,
    at,
    stated.map(({ id, after, newlyStated }) => ({
      customerId: id,
      of: 'level' as const,
      value: newlyStated!,
      proposed: after.proposed,
      reason: null,
      madeBy: by.get(id)!,
      expiresOn: addDays(today, overrideDays),
    })),
  )
}
