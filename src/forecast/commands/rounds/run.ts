import { sql } from 'kysely'
import { record } from '../../../platform/audit-trail.ts'
import type { Tx } from '../../../platform/database/connect.ts'
import { newId } from '../../../platform/ids.ts'
import { announce } from '../../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../../platform/refusal.ts'
import type { Caller } from '../../../platform/session.ts'
import { mondayOf } from '../../../platform/time.ts'
import { latestRound, roundOf, type RoundRow } from '../../queries/rounds/rounds.ts'
import { readRhythm } from '../../queries/rounds/setting.ts'
import { periodWith } from '../../round-period.ts'
import { lockingRound, reopeningRound, runningRounds } from '../../round-permissions.ts'
import { roundTimes, stateOf } from '../../round-times.ts'

type Clock = Pick<Caller, 'orgId' | 'now' | 'timeZone'>
interface Event {
  kind: 'opened' | 'reminded' | 'locked' | 'reopened'
  by: string | null
  reason?: string
  until?: Date
}

async function note(tx: Tx, { orgId, now }: Pick<Clock, 'orgId' | 'now'>, roundId: string, event: Event): Promise<void> {
  const { kind, by, reason = null, until = null } = event
  await tx
    .insertInto('forecast_round_event')
    .values({ org_id: orgId, id: newId(), round_id: roundId, kind, at: now, by, reason, until })
    .execute()
  await announce(tx, orgId, [{ topic: `forecast.${kind}`, entityKind: 'forecast', entityId: roundId, ownerId: null }])
}

/** What the clock does: opens the round of the week, reminds, notes that it has locked. May come by at any time, and again. */
export async function keepRounds(tx: Tx, clock: Clock): Promise<void> {
  const { today, setting, calendar } = await readRhythm(tx, clock)
  const times = setting.active ? roundTimes(today, setting, calendar, clock.timeZone) : null
  if (times && clock.now >= times.opensAt && clock.now < times.locksAt)
    await insertRound(tx, clock, null, { ...times, period: periodWith(times.opensOn, setting.periodKind).key })
  const round = await latestRound(tx, clock)
  if (!round) return
  const set = (columns: { reminded_at: Date } | { locked_at: Date }) =>
    tx
      .updateTable('forecast_round')
      .set({ ...columns, version: sql<number>`version + 1` })
      .where('org_id', '=', clock.orgId)
      .where('id', '=', round.id)
      .execute()
  const isLocked = clock.now >= round.locks_at
  if (round.reminded_at === null && clock.now >= round.remind_at && !isLocked) {
    await set({ reminded_at: clock.now })
    await note(tx, clock, round.id, { kind: 'reminded', by: null })
  }
  if (round.locked_at === null && isLocked) {
    await set({ locked_at: clock.now })
    await note(tx, clock, round.id, { kind: 'locked', by: null })
  }
}

interface NewRound {
  weekOn: string
  period: string
  opensAt: Date
  remindAt: Date
  dueAt: Date
  locksAt: Date
}

/** One round a week: null where there is one already. */
async function insertRound(tx: Tx, clock: Clock, by: string | null, round: NewRound): Promise<RoundRow | null> {
  const row = await tx
    .insertInto('forecast_round')
    .values({
      org_id: clock.orgId,
      id: newId(),
      week_on: round.weekOn,
      period: round.period,
      opens_at: round.opensAt,
      remind_at: round.remindAt,
      due_at: round.dueAt,
      locks_at: round.locksAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (row) await note(tx, clock, row.id, { kind: 'opened', by })
  return row ?? null
}

/** Opens the round of this week now, for as long as it would have been open: the first one, or one that a holiday left out. */
export async function openRound(tx: Tx, caller: Caller): Promise<Outcome<RoundRow>> {
  const refusal = runningRounds(caller)
  if (refusal) return { ok: false, refusal }
  const { today, setting, calendar } = await readRhythm(tx, caller)
  const usual = roundTimes(today, setting, calendar, caller.timeZone)
  const span = (from: Date | undefined, to: Date | undefined, hours: number): number =>
    from && to ? to.getTime() - from.getTime() : hours * 3_600_000
  const at = (ms: number): Date => new Date(caller.now.getTime() + ms)
  const inTime = usual !== null && usual.dueAt > caller.now
  const row = await insertRound(tx, caller, caller.memberId, {
    weekOn: mondayOf(today),
    period: periodWith(today, setting.periodKind).key,
    opensAt: caller.now,
    remindAt: inTime ? usual.remindAt : at(span(usual?.opensAt, usual?.remindAt, 2)),
    dueAt: inTime ? usual.dueAt : at(span(usual?.opensAt, usual?.dueAt, 4)),
    locksAt: inTime ? usual.locksAt : at(span(usual?.opensAt, usual?.locksAt, 10)),
  })
  if (!row) return refuse('round-exists', {}, 409)
  await record(tx, caller, [{ entityKind: 'forecast-round', entityId: row.id, action: 'created', after: { period: row.period } }])
  return accept(row)
}

/** The round, kept from changing until the transaction ends. */
const lockRow = async (tx: Tx, caller: Caller, id: string): Promise<RoundRow | undefined> => {
  await sql`select 1 from forecast_round where org_id = ${caller.orgId} and id = ${id} for update`.execute(tx)
  return roundOf(tx, caller, id)
}

const stateFor = (row: RoundRow, caller: Caller) =>
  stateOf({ dueAt: row.due_at, locksAt: row.locks_at, lockedAt: row.locked_at }, caller.now)

async function retime(tx: Tx, caller: Caller, row: RoundRow, locksAt: Date, event: Event): Promise<Outcome<RoundRow>> {
  const changed = await tx
    .updateTable('forecast_round')
    .set({ locks_at: locksAt, locked_at: event.kind === 'locked' ? caller.now : null, version: row.version + 1 })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await note(tx, caller, row.id, event)
  const before = { locksAt: row.locks_at.toISOString() }
  const after = { locksAt: locksAt.toISOString(), ...(event.reason && { reason: event.reason }) }
  await record(tx, caller, [{ entityKind: 'forecast-round', entityId: row.id, action: event.kind, before, after }])
  return accept(changed)
}

/** Locks a round before its time. */
export async function lockRound(tx: Tx, caller: Caller, id: string): Promise<Outcome<RoundRow>> {
  const row = await lockRow(tx, caller, id)
  if (!row) return refuse('not-found')
  const refusal = lockingRound(caller, stateFor(row, caller))
  if (refusal) return { ok: false, refusal }
  return retime(tx, caller, row, caller.now, { kind: 'locked', by: caller.memberId })
}

/** A round that was opened again stays so for a week at most. */
const longestReopening = 7 * 86_400_000

/** Opens a locked round again until a moment; that it was, by whom and why, stays on record. What is submitted then is late. */
export async function reopenRound(
  tx: Tx,
  caller: Caller,
  id: string,
  { until, reason }: { until: string; reason: string },
): Promise<Outcome<RoundRow>> {
  const row = await lockRow(tx, caller, id)
  if (!row) return refuse('not-found')
  const refusal = reopeningRound(caller, stateFor(row, caller))
  if (refusal) return { ok: false, refusal }
  const end = new Date(until)
  if (end <= caller.now || end.getTime() > caller.now.getTime() + longestReopening) return refuse('reopening-until', { days: 7 })
  return retime(tx, caller, row, end, { kind: 'reopened', by: caller.memberId, reason, until: end })
}
