import { sql } from 'kysely'
import { resolveScope } from '../../capacity/queries/scope.ts'
import type { Level } from '../../customers/customer.ts'
import { release } from '../../pool/commands/pass.ts'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome, type Refusal } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { overrideStanding } from '../../quality/commands/standing.ts'
import { confirmingStocktake, decidingStocktake, seesStocktake, startingStocktake } from '../permissions.ts'
import { lackOf, mostCustomers, type Verdict } from '../round.ts'
import {
  countJudged,
  insertItems,
  lockStocktake,
  readProposals,
  saveOutcomes,
  saveRest,
  saveStep,
  saveVerdict,
  type Proposal,
  type Stocktake,
} from '../store.ts'

interface Asked {
  owner?: string | undefined
  team?: string | undefined
  note: string
}

/** Begins a round: the customers of a person or a team as they stand now. One round at a time of each scope. */
export async function startStocktake(tx: Tx, caller: Caller, asked: Asked): Promise<Outcome<{ id: string }>> {
  const refusal = startingStocktake(caller)
  if (refusal) return { ok: false, refusal }
  const found = await resolveScope(tx, caller, { owner: asked.owner, team: asked.team })
  if (!found.ok) return found
  const scope = found.value
  if (scope.kind === 'organisation' || scope.id === null) return refuse('stocktake-needs-scope')
  await sql`select pg_advisory_xact_lock(hashtextextended(${`stocktake ${scope.id}`}, 0))`.execute(tx)
  const earlier = await tx
    .selectFrom('stocktake')
    .select(['id', 'signed_at'])
    .where('org_id', '=', caller.orgId)
    .where('scope_id', '=', scope.id)
    .where('ended_at', 'is', null)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (earlier && earlier.signed_at === null) return refuse('stocktake-running', { stocktakeId: earlier.id }, 409)
  const owners = scope.people.map(({ id }) => id)
  const count = await countJudged(tx, caller.orgId, owners)
  if (count === 0) return refuse('stocktake-empty')
  if (count > mostCustomers) return refuse('stocktake-too-large', { count, most: mostCustomers })
  const id = newId()
  await tx
    .insertInto('stocktake')
    .values({
      org_id: caller.orgId,
      id,
      scope_kind: scope.kind,
      scope_id: scope.id,
      scope_name: scope.name,
      taken_on: dayOf(caller.now, caller.timeZone),
      customers: count,
      previous_id: earlier?.id ?? null,
      note: asked.note,
      started_at: caller.now,
      started_by: caller.memberId,
    })
    .execute()
  await insertItems(tx, caller, id, owners)
  await tell(tx, caller, id, 'stocktake-started', scope.name)
  return accept({ id })
}

/** The stocktake, locked, when the rule lets the caller. */
async function stocktakeFor(
  tx: Tx,
  caller: Caller,
  id: string,
  rule: (caller: Caller, of: Stocktake) => Refusal | null,
): Promise<Outcome<Stocktake>> {
  const found = await lockStocktake(tx, caller.orgId, id)
  if (!found || !seesStocktake(caller, found)) return refuse('not-found')
  const refusal = rule(caller, found)
  return refusal ? { ok: false, refusal } : accept(found)
}

interface Word {
  verdict: Verdict
  level?: Level | undefined
  note: string
}

/** Says what becomes of a customer; null takes it back. A proposal needs a reason, and another level than the present one. */
export async function decide(
  tx: Tx,
  caller: Caller,
  id: string,
  customerId: string,
  word: Word | null,
): Promise<Outcome<undefined>> {
  const found = await stocktakeFor(tx, caller, id, decidingStocktake)
  if (!found.ok) return found
  const item = await tx
    .selectFrom('stocktake_item')
    .select('level')
    .where('org_id', '=', caller.orgId)
    .where('stocktake_id', '=', id)
    .where('customer_id', '=', customerId)
    .executeTakeFirst()
  if (!item) return refuse('not-found')
  const lack = word && lackOf(word, item.level as Level)
  if (lack) return refuse(lack === 'level' ? 'verdict-needs-level' : 'verdict-needs-note')
  await saveVerdict(tx, caller, id, customerId, word && { ...word, level: word.verdict === 'level' ? word.level! : null })
  return accept(undefined)
}

export async function keepRest(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const found = await stocktakeFor(tx, caller, id, decidingStocktake)
  if (!found.ok) return found
  await saveRest(tx, caller, id)
  return accept(undefined)
}

/** Signs it once everybody has a verdict; the database keeps it as it is from then on. */
export async function signStocktake(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const found = await stocktakeFor(tx, caller, id, decidingStocktake)
  if (!found.ok) return found
  const { rows } = await sql<{ left: number }>`select count(*)::int as left from stocktake_item
    where org_id = ${caller.orgId} and stocktake_id = ${id} and verdict is null`.execute(tx)
  const { left } = rows[0]!
  if (left > 0) return refuse('stocktake-not-done', { left }, 409)
  await saveStep(tx, caller, id, { signed: true })
  await tell(tx, caller, id, 'stocktake-signed', found.value.scopeName)
  return accept(undefined)
}

/** Gives it up; what was said stays on record, and another round may begin. */
export async function endStocktake(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const found = await stocktakeFor(tx, caller, id, decidingStocktake)
  if (!found.ok) return found
  await saveStep(tx, caller, id, { ended: true })
  await tell(tx, caller, id, 'stocktake-ended', found.value.scopeName)
  return accept(undefined)
}

/**
 * Confirms it: levels that were proposed hold as overrides with their reason, and customers proposed for the pool go there, as the
 * supervisor's own acts; what is declined or cannot be done any more says so.
 */
export async function confirmStocktake(
  tx: Tx,
  caller: Caller,
  id: string,
  { declined, word }: { declined: readonly string[]; word: string },
): Promise<Outcome<undefined>> {
  const found = await stocktakeFor(tx, caller, id, confirmingStocktake)
  if (!found.ok) return found
  const no = new Set(declined)
  const outcomes: [string, 'done' | 'declined' | 'failed'][] = []
  for (const proposal of await readProposals(tx, caller.orgId, id)) {
    const done = no.has(proposal.customerId) ? null : await carryOut(tx, caller, proposal)
    outcomes.push([proposal.customerId, done === null ? 'declined' : done.ok ? 'done' : 'failed'])
  }
  await saveOutcomes(tx, caller.orgId, id, outcomes)
  await saveStep(tx, caller, id, { confirmed: true, word })
  await tell(tx, caller, id, 'stocktake-confirmed', found.value.scopeName)
  return accept(undefined)
}

const carryOut = (tx: Tx, caller: Caller, { customerId, verdict, level, note }: Proposal): Promise<Outcome<undefined>> =>
  verdict === 'pool'
    ? release(tx, caller, customerId, note)
    : overrideStanding(tx, caller, customerId, { of: 'level', value: level!, reason: note })

async function tell(tx: Tx, caller: Caller, id: string, action: string, name: string): Promise<void> {
  await record(tx, caller, [{ entityKind: 'stocktake', entityId: id, action, after: { stocktake: name } }])
  await announce(tx, caller.orgId, [{ topic: `stocktake.${action}`, entityKind: 'stocktake', entityId: id, ownerId: caller.memberId }]) // prettier-ignore
}
