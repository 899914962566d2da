import { editingCustomer } from '../../customers/permissions.ts'
import { readOrganization } from '../../people/queries.ts'
import { reaches } from '../../people/reach.ts'
import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { fromDeals, nothingSaid, valuesOf, type Facts } from '../evidence.ts'
import { indicators, isBeyondCapacity, scoreKeyAccount, type Tier } from '../score.ts'
import { readToJudge } from '../store.ts'
import { readJudging } from './setting.ts'

const shownChanges = 12

/** What people know of a customer, with who wrote it last; version 0 while nobody has. */
export async function readFacts(tx: Tx, orgId: string, id: string) {
  const row = await tx
    .selectFrom('key_account_fact as f')
    .leftJoin('member as m', (join) => join.onRef('m.org_id', '=', 'f.org_id').onRef('m.id', '=', 'f.updated_by'))
    .selectAll('f')
    .select('m.name')
    .where('f.org_id', '=', orgId)
    .where('f.customer_id', '=', id)
    .executeTakeFirst()
  const facts: Facts = row
    ? {
        customerSince: row.customer_since,
        walletShare: row.wallet_share,
        margin: row.margin,
        daysLate: row.days_late,
        overdueDays: row.overdue_days,
        strategic: row.strategic,
      }
    : nothingSaid
  return {
    ...facts,
    note: row?.note ?? null,
    version: row?.version ?? 0,
    by: row ? { id: row.updated_by, name: row.name ?? '' } : null,
    at: row?.updated_at.toISOString() ?? null,
  }
}

/** Score and tier of one customer, worked out from what is on record now; null when it is not there or out of reach. */
export async function readAccountOf(tx: Tx, caller: Caller, id: string) {
  const { orgId, now, timeZone } = caller
  const customer = await tx
    .selectFrom('customer')
    .select(['owner_id as ownerId', 'deleted_at'])
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!customer || !reaches(caller, customer.ownerId, id)) return null
  const { currency } = await readOrganization(tx, orgId)
  const [{ judging, capacity, thresholds }, [evidence], facts, kept, changes] = await Promise.all([
    readJudging(tx, orgId),
    readToJudge(tx, orgId, { at: now, timeZone, currency }, (column) => sql<boolean>`${sql.ref(column)} = ${id}::uuid`),
    readFacts(tx, orgId, id),
    readKept(tx, orgId, id),
    tx
      .selectFrom('key_account_change')
      .selectAll()
      .where('org_id', '=', orgId)
      .where('customer_id', '=', id)
      .orderBy('day', 'desc')
      .orderBy('id', 'desc')
      .limit(shownChanges)
      .execute(),
  ])
  const nothing = { firstWonOn: null, wonMinor: 0, wonBeforeMinor: 0, employees: null, facts }
  const values = valuesOf(evidence ?? nothing, dayOf(now, timeZone))
  // the first order that people name counts where it is the earlier one
  const isSaid = facts.customerSince !== null && facts.customerSince < (evidence?.firstWonOn ?? '9999')
  const { parts, ...score } = scoreKeyAccount(values, facts.overdueDays ?? 0, judging, thresholds)
  const place = score.tier === 'S' ? (kept?.place ?? null) : null
  return {
    ...score,
    place,
    isBeyond: place !== null && isBeyondCapacity(score.tier, place, capacity),
    capacity,
    indicators: indicators
      .filter((indicator) => judging[indicator].weight > 0)
      .map((indicator) => ({
        indicator,
        weight: judging[indicator].weight,
        value: values[indicator],
        points: parts[indicator] ?? null,
        fromDeals: fromDeals.includes(indicator) && !(indicator === 'years' && isSaid),
      })),
    since: kept?.tier === score.tier ? kept.since : null,
    facts: { ...facts, strategic: facts.strategic as 0 | 1 | 2 | null },
    changes: changes.map((row) => ({
      id: row.id,
      day: row.day,
      fromTier: row.from_tier as Tier | null,
      toTier: row.to_tier as Tier,
      score: row.score,
    })),
    permissions: {
      edit: verdictOf(
        editingCustomer(caller, { id, ownerId: customer.ownerId, archived: customer.deleted_at !== null }),
        caller.locale,
      ),
    },
  }
}

/** As it was judged last, with its place among the S customers. */
async function readKept(tx: Tx, orgId: string, id: string) {
  const { rows } = await sql<{ tier: Tier; since: string; place: number | null }>`
    select k.tier, k.since, case when k.tier = 'S' then
      (select count(*)::int + 1 from key_account b where b.org_id = k.org_id and b.tier = 'S' and (b.score, b.customer_id) > (k.score, k.customer_id)) end as place
    from key_account k where k.org_id = ${orgId} and k.customer_id = ${id}`.execute(tx)
  return rows[0]
}
