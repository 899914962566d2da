import { setImmediate } from 'node:timers/promises'
import { sql, type RawBuilder } from 'kysely'
import { readRoles } from '../../account-team/queries/roles.ts'
import { readOrganization } from '../../people/queries.ts'
import { raiseTasks, withdrawRaised, type RaisedTask } from '../../playbooks/commands/raise.ts'
import { completeRaised, moveRaised, reviveRaised } from '../../playbooks/commands/raised.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { say } from '../../platform/words.ts'
import { dutiesOf, isOfReview, keyOf, stateOf, stepsOf, type AccountState, type Steps } from '../duties.ts'
import { ruleOf, tiersOwed } from '../mechanism.ts'
import { readAccounts, readGround, readMade } from '../queries/ground.ts'
import { readMechanism } from '../queries/setting.ts'
import { endRound, lockRound, readProgress, saveKept, saveProgress, saveRound } from '../store.ts'
import { titleOf } from '../task-titles.ts'
import { words } from '../words.ts'

export const keepKind = 'operating.keep-up'
/** So many accounts are looked at by one statement. */
const together = 10_000
/** After so many accounts requests have their turn. */
const breathEvery = 250
/** A transaction may be written so long after the moment it carries. */
const lateMs = 5 * 60_000

/** How many tasks were made, and how many withdrawn or done by a contact on record. */
export interface KeptUp {
  raised: number
  ended: number
}

/** Works out what these accounts are owed, and makes, moves, ends and withdraws their tasks. Asked twice it changes nothing. */
export async function keepAccounts(tx: Tx, orgId: string, now: Date, customers: readonly string[]): Promise<KeptUp> {
  const [house, { tiers, onSince }, { roles }] = await Promise.all([
    readOrganization(tx, orgId),
    readMechanism(tx, orgId),
    readRoles(tx, orgId),
  ])
  const { timeZone, locale } = house
  const today = dayOf(now, timeZone)
  const ground = await readGround(tx, orgId, today, onSince ?? today)
  const done: KeptUp = { raised: 0, ended: 0 }
  const caller: Omit<Caller, 'memberId'> = {
    orgId, role: 'auditor', abilities: new Set(), reach: 'organisation', locale, timeZone, currency: house.currency, now, via: 'job',
  } // prettier-ignore
  for (let at = 0; at < customers.length; at += together) {
    const some = customers.slice(at, at + together)
    const only = (column: string): RawBuilder<boolean> => sql<boolean>`${sql.ref(column)} = any(${some}::uuid[])`
    const [accounts, made] = await Promise.all([readAccounts(tx, orgId, timeZone, only), readMade(tx, orgId, timeZone, only)])
    const all: Steps = { raise: [], withdraw: [], complete: [], move: [], keep: [] }
    const raise: RaisedTask[] = []
    const states: (AccountState & { customerId: string })[] = []
    for (const [count, account] of accounts.entries()) {
      if (count % breathEvery === 0) await setImmediate()
      const own = made.get(account.id) ?? []
      // while it is off, what customers asked for goes on to be owed
      const duties = dutiesOf(account, ruleOf(tiers, onSince === null ? null : account.tier), own, ground)
      const steps = stepsOf(account, duties, own)
      for (const part of ['withdraw', 'complete', 'move', 'keep'] as const) all[part].push(...(steps[part] as never[]))
      raise.push(
        ...steps.raise.map((duty) => ({
          key: keyOf(account.id, duty),
          customerId: account.id,
          ownerId: account.ownerId,
          role: 'owner' as const,
          ...titleOf(duty, { name: account.name, tier: account.tier, roles }),
          dueOn: duty.dueOn,
        })),
      )
      if (duties.length > 0) states.push({ customerId: account.id, ...stateOf(duties) })
    }
    done.ended += all.complete.length + (await withdrawRaised(tx, orgId, all.withdraw, now))
    const [reviewed, met] = [all.complete.filter(isOfReview), all.complete.filter((key) => !isOfReview(key))]
    await completeRaised(tx, orgId, met, say(locale, words, 'metOnRecord'), now)
    await completeRaised(tx, orgId, reviewed, say(locale, words, 'reviewedOnRecord'), now)
    await moveRaised(tx, orgId, all.move, now)
    await reviveRaised(tx, orgId, raise, now)
    done.raised += await raiseTasks(tx, caller, raise)
    await saveKept(tx, orgId, only, all.keep, states)
  }
  return done
}

/** Above so many accounts a whole round goes batch by batch, each in a transaction of its own. */
const usualBatch = 5000

/**
 * Keeps the mechanism up to date: all accounts once a day and when the setting changes, between that whoever was touched. Many accounts
 * are gone through batch by batch; `isMore` when the next call is to go on.
 */
export async function keepOperating(
  tx: Tx,
  orgId: string,
  now: Date,
  { all = false, batch = usualBatch } = {},
): Promise<KeptUp & { isMore?: true }> {
  const [{ timeZone }, { tiers, onSince }, progress] = await Promise.all([
    readOrganization(tx, orgId),
    readMechanism(tx, orgId),
    readProgress(tx, orgId),
  ])
  if (onSince === null && !progress) return { raised: 0, ended: 0 }
  const today = dayOf(now, timeZone)
  const owed = onSince === null ? [] : tiersOwed(tiers)
  const begun = await lockRound(tx, orgId)
  if (!all && !begun && progress && progress.kept_on >= today) {
    const touched = await touchedSince(tx, orgId, new Date(progress.touched_through.getTime() - lateMs))
    const kept = await keepAccounts(tx, orgId, now, touched)
    await saveProgress(tx, orgId, now, today)
    return kept
  }
  const round = begun && !all ? begun : { at: now, throughId: null, done: 0, total: await countOwed(tx, orgId, owed) }
  const some = await nextOwed(tx, orgId, owed, round.throughId, batch)
  const kept = await keepAccounts(tx, orgId, now, some)
  if (some.length === batch) {
    await saveRound(tx, orgId, { ...round, throughId: some.at(-1)!, done: round.done + some.length })
    return { ...kept, isMore: true }
  }
  await endRound(tx, orgId)
  await saveProgress(tx, orgId, round.at, dayOf(round.at, timeZone))
  return kept
}

const known = sql`select customer_id from operating_task where org_id = `
const stands = sql`select customer_id from operating_state where org_id = `
const everybody = (orgId: string, owed: readonly string[]) => sql`(
  select customer_id as id from key_account where org_id = ${orgId} and tier = any(${[...owed]}::text[])
  union ${known}${orgId} union ${stands}${orgId}) owed`

async function countOwed(tx: Tx, orgId: string, owed: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${everybody(orgId, owed)}`.execute(tx)
  return rows[0]!.count
}

/** Who is owed anything or was, so many at a time in the order of their ids. */
async function nextOwed(tx: Tx, orgId: string, owed: readonly string[], after: string | null, limit: number): Promise<string[]> {
  const behind = after === null ? sql`true` : sql`id > ${after}::uuid`
  const { rows } = await sql<{ id: string }>`
    select id from ${everybody(orgId, owed)} where ${behind} order by id limit ${limit}`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Customers whose tier, team, contacts or tasks may have changed. */
async function touchedSince(tx: Tx, orgId: string, since: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with touched as (
      select customer_id as id from key_account where org_id = ${orgId} and judged_at > ${since}
      union select id from customer where org_id = ${orgId} and updated_at > ${since}
      union select customer_id from activity where org_id = ${orgId} and updated_at > ${since} and customer_id is not null
      union select customer_id from account_member where org_id = ${orgId} and (since > ${since} or ended_at > ${since})
      union select p.customer_id from account_plan_review w join account_plan p on p.org_id = w.org_id and p.id = w.plan_id
        where w.org_id = ${orgId} and w.written_at > ${since}
      union select d.customer_id from operating_task d join task t on t.org_id = d.org_id and t.external_id = d.task_key
        where d.org_id = ${orgId} and t.updated_at > ${since})
    select t.id from touched t
    where t.id in (select customer_id from key_account where org_id = ${orgId}) or t.id in (${known}${orgId}) or t.id in (${stands}${orgId})`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}
