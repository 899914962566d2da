import { sql } from 'kysely'
import type { Level } from '../customers/customer.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Caller } from '../platform/session.ts'
import { neglectedDays } from '../quality/neglected.ts'
import type { Standing } from './permissions.ts'
import type { Verdict } from './round.ts'

export interface Stocktake extends Standing {
  id: string
  scopeName: string
}

/** The stocktake, locked; null when it is not there. */
export async function lockStocktake(tx: Tx, orgId: string, id: string): Promise<Stocktake | null> {
  const row = await tx
    .selectFrom('stocktake')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row
    ? {
        id,
        scopeName: row.scope_name,
        scopeKind: row.scope_kind as Stocktake['scopeKind'],
        scopeId: row.scope_id,
        startedBy: row.started_by,
        signedBy: row.signed_by,
        isSigned: row.signed_at !== null,
        isConfirmed: row.confirmed_at !== null,
        isEnded: row.ended_at !== null,
      }
    : null
}

/** SQL twin of whyOf: its number is the order of the round. */
const why = (now: Date) => sql`case when s.level = 'potential' then 0
  when ${sql.join(
    Object.entries(neglectedDays).map(
      ([grade, days]) =>
        sql`(s.grade = ${Number(grade)}::int and coalesce(s.last_answered_at, 'epoch'::timestamptz) < ${now}::timestamptz - ${days}::int * interval '1 day')`,
    ),
    sql` or `,
  )} then 1 else 2 end`

/** How many customers of these people are judged. */
export async function countJudged(tx: Tx, orgId: string, owners: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from customer_standing s
    where s.org_id = ${orgId} and s.owner_id = any(${[...owners]}::uuid[])`.execute(tx)
  return rows[0]!.count
}

/** Writes the customers of these people into a stocktake, as they stand now and in the order of the round. */
export async function insertItems(tx: Tx, caller: Caller, id: string, owners: readonly string[]): Promise<void> {
  await sql`
    insert into stocktake_item (org_id, stocktake_id, place, customer_id, customer_name, owner_id, why, level, relationship, grade, open_minor, won_minor,
      activities, minutes, last_answered_at)
    select ${caller.orgId}, ${id}, row_number() over (order by r.why, case when r.why = 0 then r.known_well_since is null end,
        case when r.why = 1 then r.grade end, case when r.why = 1 then coalesce(r.last_answered_at, 'epoch'::timestamptz) end,
        r.grade nulls last, r.strength desc, r.customer_id),
      r.customer_id, c.name, r.owner_id, (array['unjudged', 'neglected', 'rest'])[r.why + 1], r.level, r.relationship, r.grade, r.open_minor, r.won_minor,
      r.effort_count, r.effort_minutes, r.last_answered_at
    from (select s.*, ${why(caller.now)} as why from customer_standing s
        where s.org_id = ${caller.orgId} and s.owner_id = any(${[...owners]}::uuid[])) r
      join customer c on c.org_id = ${caller.orgId} and c.id = r.customer_id and c.deleted_at is null`.execute(tx)
}

interface Saved {
  verdict: Verdict
  level: Level | null
  note: string
}

/** Keeps a verdict; null takes it back. */
export async function saveVerdict(tx: Tx, caller: Caller, id: string, customerId: string, word: Saved | null): Promise<void> {
  await tx
    .updateTable('stocktake_item')
    .set({
      verdict: word?.verdict ?? null,
      proposed_level: word?.level ?? null,
      note: word?.note ?? '',
      is_together: false,
      decided_at: word ? caller.now : null,
      decided_by: word ? caller.memberId : null,
    })
    .where('org_id', '=', caller.orgId)
    .where('stocktake_id', '=', id)
    .where('customer_id', '=', customerId)
    .execute()
}

/** Keeps all that are left; returns how many. */
export async function saveRest(tx: Tx, caller: Caller, id: string): Promise<void> {
  await tx
    .updateTable('stocktake_item')
    .set({ verdict: 'keep', is_together: true, decided_at: caller.now, decided_by: caller.memberId })
    .where('org_id', '=', caller.orgId)
    .where('stocktake_id', '=', id)
    .where('verdict', 'is', null)
    .execute()
}

type Step = { signed: true } | { ended: true } | { confirmed: true; word: string }
export async function saveStep(tx: Tx, caller: Caller, id: string, step: Step): Promise<void> {
  await tx
    .updateTable('stocktake')
    .set((eb) => ({
      version: eb('version', '+', 1),
      ...('signed' in step ? { signed_at: caller.now, signed_by: caller.memberId } : {}),
      ...('ended' in step ? { ended_at: caller.now } : {}),
      ...('confirmed' in step ? { confirmed_at: caller.now, confirmed_by: caller.memberId, word: step.word } : {}),
    }))
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
}

export interface Proposal {
  customerId: string
  verdict: 'level' | 'pool'
  level: Level | null
  note: string
}
export async function readProposals(tx: Tx, orgId: string, id: string): Promise<Proposal[]> {
  const rows = await tx
    .selectFrom('stocktake_item')
    .select(['customer_id', 'verdict', 'proposed_level', 'note'])
    .where('org_id', '=', orgId)
    .where('stocktake_id', '=', id)
    .where('verdict', 'in', ['level', 'pool'])
    .orderBy('place')
    .execute()
  return rows.map((row) => ({
    customerId: row.customer_id,
    verdict: row.verdict as Proposal['verdict'],
    level: row.proposed_level as Level | null,
    note: row.note,
  }))
}

export async function saveOutcomes(
  tx: Tx,
  orgId: string,
  id: string,
  outcomes: readonly (readonly [string, string])[],
): Promise<void> {
  if (outcomes.length === 0) return
  await sql`update stocktake_item i set outcome = r.outcome
    from unnest(${outcomes.map(([customerId]) => customerId)}::uuid[], ${outcomes.map(([, outcome]) => outcome)}::text[]) as r (customer_id, outcome)
    where i.org_id = ${orgId} and i.stocktake_id = ${id} and i.customer_id = r.customer_id`.execute(tx)
}
