import { type RawBuilder, sql } from 'kysely'
import { selected } from '../../funnel/queries/conditions.ts'
import { reachable } from '../../people/queries.ts'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import type { CheckupQuery, Lacking } from '../contract.ts'
import type { HabitsReply } from '../habits-contract.ts'
import { habitsReply } from '../habits-reply.ts'
import { habits, hangsOnOne, type OpenHabit, type Recorded } from '../habits.ts'
import { large } from '../large.ts'
import { rowsOf } from '../pick.ts'
import { openState } from '../reach.ts'
import { window, windowDays } from '../wording.ts'
import { askedOf } from './checkup.ts'
import { lately } from './lately.ts'
import { readNames } from './names.ts'
import { type Prepared, prepare } from './prepare.ts'
import { noStep, prospectsAtHand, readProspects, unread } from './prospects.ts'
import { renewed } from './renewed.ts'

/** How people work, by what is on record (GET /checkup/habits). */
export async function readHabitsReport(tx: Tx, caller: Caller, query: CheckupQuery): Promise<Outcome<HabitsReply>> {
  const prepared = await prepare(tx, caller, query)
  return prepared.ok ? accept(await habitsOf(tx, caller, prepared.value)) : prepared
}

/** Worked out once for a page, until a deal changes or a minute is over. */
export const habitsOf = (tx: Tx, caller: Caller, prepared: Prepared): Promise<HabitsReply> =>
  prepared.deals.size > large.many && prepared.resolved.asOf === null
    ? lately(prepared, ['habits', askedOf(prepared, caller), dayOf(caller.now, caller.timeZone)], caller.now.getTime(), () =>
        countHabits(tx, caller, prepared),
      )
    : countHabits(tx, caller, prepared)

async function countHabits(tx: Tx, caller: Caller, prepared: Prepared): Promise<HabitsReply> {
  const { resolved, stages, stretch, now } = prepared
  const looked = window(stretch, now)
  const isNow = resolved.asOf === null
  const { owners } = resolved.selection
  const [recorded, open, nameOf] = await Promise.all([
    isNow && prepared.deals.size > large.many
      ? renewed(tx, caller, ['recorded', stretch], (then, at) =>
          readRecorded(then, caller.orgId, sql`true`, window(stretch, at.getTime()), at.getTime()),
        )
      : readRecorded(tx, caller.orgId, theirs(caller, owners), looked, now).then((found) => ({ found, at: null })),
    isNow ? readOpen(tx, caller, prepared) : [],
    readNames(tx, caller, resolved.remember, 'owner'),
  ])
  const own = recorded.found.filter(
    ({ owner }) => reaches({ reach: caller.reach }, owner) && (owners === null || owners.includes(owner)),
  )
  const days = windowDays(looked, caller.timeZone)
  return habitsReply(habits(own, open, stages.length), { stages, days, isNow, nameOf, knownAt: recorded.at }, caller)
}

const theirs = (caller: Caller, owners: readonly string[] | null): RawBuilder<unknown> =>
  sql`${reachable(caller, 'a.owner_id')} and ${owners === null ? sql`true` : sql`a.owner_id = any(${[...owners]}::uuid[])`}`

/** What each person wrote down of what happened in a stretch, as was on record at `known`; `whose` is a condition over activity `a`. */
async function readRecorded(
  tx: Tx,
  orgId: string,
  whose: RawBuilder<unknown>,
  looked: { from: number; to: number },
  known: number,
): Promise<Recorded[]> {
  const [from, to, until] = [looked.from, looked.to, known].map((at) => new Date(at))
  const { rows } = await sql<Recorded>`
    select a.owner_id as owner, count(*)::int as activities, (count(*) filter (where a.late))::int as late,
      percentile_cont(0.5) within group (order by date_part('epoch', a.recorded_at - a.happened_at)) / 3600 as "medianHours"
    from activity a
    where a.org_id = ${orgId} and a.deleted_at is null and a.happened_at >= ${from} and a.happened_at < ${to}
      and a.recorded_at <= ${until} and ${whose}
    group by 1 order by 1`.execute(tx)
  return rows
}

/** Rows of the open deals that lack something, whenever they came. */
export async function readLacking(tx: Tx, caller: Caller, prepared: Prepared, lacking: Lacking): Promise<ReadonlySet<number>> {
  const lacks: Record<Lacking, (deal: OpenHabit) => boolean> = {
    'second-contact': hangsOnOne,
    'next-step': ({ step }) => step === 'none',
    'overdue-step': ({ step }) => step === 'overdue',
  }
  const open = await readOpen(tx, caller, prepared)
  return new Set(open.filter(lacks[lacking]).map(({ deal }) => deal))
}

/** The open deals of a report, each with who is known and what is to happen next: of many deals that is kept, and only what changed is read. */
async function readOpen(tx: Tx, caller: Caller, { deals, picks, resolved }: Prepared): Promise<OpenHabit[]> {
  const atHand = deals.size > large.many ? await prospectsAtHand(tx, caller, deals) : null
  const { people, stepDay } = atHand ?? (await readProspects(tx, caller, deals, selected(caller, resolved.selection)))
  const today = Date.parse(dayOf(caller.now, caller.timeZone)) / 86_400_000
  const { codes, values } = deals.of.owner
  const open: OpenHabit[] = []
  for (const deal of rowsOf(picks)) {
    if (deals.state[deal] !== openState || people[deal] === unread) continue
    const day = stepDay[deal]!
    open.push({
      deal,
      owner: values[codes[deal]!] ?? null,
      stage: deals.final[deal]!,
      amountMinor: deals.amountMinor[deal]!,
      people: people[deal]!,
      step: day === noStep ? 'none' : day < today ? 'overdue' : 'planned',
      overdueDays: day === noStep ? 0 : Math.max(0, today - day),
    })
  }
  return open
}
