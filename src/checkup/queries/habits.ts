import { sql } from 'kysely'
import { selected, type Selection } from '../../funnel/queries/conditions.ts'
import { nextStepStateOf } from '../../opportunities/ageing.ts'
import { reachable } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import type { CheckupQuery, Lacking } from '../contract.ts'
import type { HabitsReply } from '../habits-contract.ts'
import { habitsReply } from '../habits-reply.ts'
import { habits, hangsOnOne, type OpenHabit, type Recorded } from '../habits.ts'
import { openState } from '../reach.ts'
import { window, windowDays } from '../wording.ts'
import { askedOf } from './checkup.ts'
import { lately } from './lately.ts'
import { readNames } from './names.ts'
import { longRemembered, manyDeals, type Prepared, prepare } from './prepare.ts'

/** How people work, by what is on record (GET /checkup/habits). */
export async function readHabitsReport(tx: Tx, caller: Caller, query: CheckupQuery): Promise<Outcome<HabitsReply>> {
  const prepared = await prepare(tx, caller, query)
  return prepared.ok ? accept(await habitsOf(tx, caller, prepared.value)) : prepared
}

/** Worked out once for a page, until a deal changes or a minute is over. */
export const habitsOf = (tx: Tx, caller: Caller, prepared: Prepared): Promise<HabitsReply> =>
  prepared.deals.size > manyDeals && prepared.resolved.asOf === null
    ? lately(
        prepared.deals,
        ['habits', askedOf(prepared, caller), dayOf(caller.now, caller.timeZone)],
        caller.now.getTime(),
        () => countHabits(tx, caller, prepared),
      )
    : countHabits(tx, caller, prepared)

async function countHabits(tx: Tx, caller: Caller, prepared: Prepared): Promise<HabitsReply> {
  const { resolved, stages, stretch, now } = prepared
  const looked = window(stretch, now)
  const isNow = resolved.asOf === null
  const recordedThen = () => readRecorded(tx, caller, resolved.selection.owners, looked, now)
  const [recorded, open, nameOf] = await Promise.all([
    isNow && prepared.deals.size > manyDeals
      ? longRemembered(caller, ['recorded', resolved.selection.owners, stretch], recordedThen)
      : recordedThen().then((found) => ({ found, at: null })),
    isNow ? readOpen(tx, caller, prepared) : { deals: [], at: null },
    readNames(tx, caller, resolved.remember, 'owner'),
  ])
  const found = habits(recorded.found, open.deals, stages.length)
  const known = [recorded.at, open.at].filter((at) => at !== null)
  const knownAt = known.length === 0 ? null : new Date(Math.min(...known.map((at) => at.getTime())))
  return habitsReply(found, { stages, days: windowDays(looked, caller.timeZone), isNow, nameOf, knownAt }, caller)
}

/** What each person within reach wrote down of what happened in a stretch, as was on record at `known`. */
async function readRecorded(
  tx: Tx,
  caller: Caller,
  owners: readonly string[] | null,
  looked: { from: number; to: number },
  known: number,
): Promise<Recorded[]> {
  const [from, to, until] = [looked.from, looked.to, known].map((at) => new Date(at))
  const { rows } = await sql<Recorded>`
    select a.owner_id as owner, count(*)::int as activities, (count(*) filter (where a.late))::int as late,
      percentile_cont(0.5) within group (order by date_part('epoch', a.recorded_at - a.happened_at)) / 3600 as "medianHours"
    from activity a
    where a.org_id = ${caller.orgId} and a.deleted_at is null and a.happened_at >= ${from} and a.happened_at < ${to}
      and a.recorded_at <= ${until} and ${reachable(caller, 'a.owner_id')}
      and ${owners === null ? sql`true` : sql`a.owner_id = any(${[...owners]}::uuid[])`}
    group by 1 order by 1`.execute(tx)
  return rows
}

/** Ids of the open deals that lack something, whenever they came. */
export async function readLacking(tx: Tx, caller: Caller, prepared: Prepared, lacking: Lacking): Promise<ReadonlySet<string>> {
  const lacks: Record<Lacking, (deal: OpenHabit) => boolean> = {
    'second-contact': hangsOnOne,
    'next-step': ({ step }) => step === 'none',
    'overdue-step': ({ step }) => step === 'overdue',
  }
  const { deals: open } = await readOpen(tx, caller, prepared)
  return new Set(open.filter(lacks[lacking]).map(({ id }) => id))
}

interface OpenRow {
  id: string
  next_step_on: string | null
  people: number
}

/** The same with the row of each deal: finding that by its id is most of the work where there are many. */
type Placed = OpenRow & { deal: number }

/**
 * The open deals of a report, each with who is known and what is to happen next. Of many deals all within reach are read, whatever the filter,
 * and remembered: what is known of them may be ten minutes old then, which is told; which of them are open and picked is as new as ever.
 */
async function readOpen(
  tx: Tx,
  caller: Caller,
  { deals, picks, resolved }: Prepared,
): Promise<{ deals: OpenHabit[]; at: Date | null }> {
  const { selection } = resolved
  const everybody = { ...selection, owners: null, sources: null, products: null, regions: null }
  const read = async (asked: Selection): Promise<Placed[]> =>
    (await readOpenRows(tx, caller, asked))
      .map((row) => ({ ...row, deal: deals.placeOf(row.id) }))
      .filter(({ deal }) => deal >= 0)
  const { found, at } =
    deals.size > manyDeals
      ? await longRemembered(caller, ['open', selection.pipelineId, deals.facts], () => read(everybody))
      : { found: await read(selection), at: null }
  const today = dayOf(caller.now, caller.timeZone)
  const { codes, values } = deals.of.owner
  const open: OpenHabit[] = []
  for (const { id, deal, next_step_on, people } of found) {
    if (picks[deal] === 0 || deals.state[deal] !== openState) continue
    const state = nextStepStateOf(next_step_on, today)
    open.push({
      id,
      owner: values[codes[deal]!] ?? null,
      stage: deals.final[deal]!,
      amountMinor: deals.amountMinor[deal]!,
      people,
      step: state === 'none' || state === 'overdue' ? state : 'planned',
      overdueDays: state === 'overdue' ? Math.round((Date.parse(today) - Date.parse(next_step_on!)) / 86_400_000) : 0,
    })
  }
  return { deals: open, at }
}

async function readOpenRows(tx: Tx, caller: Caller, selection: Selection): Promise<OpenRow[]> {
  const { rows } = await sql<OpenRow>`
    with open as materialized (
      select o.id, o.customer_id, o.contact_id, o.next_step_on from opportunity o
      where ${selected(caller, selection)} and o.status = 'open'),
    met as (
      select a.opportunity_id as id, count(distinct p.contact_id)::int as people
      from open join activity a on a.org_id = ${caller.orgId} and a.opportunity_id = open.id and a.deleted_at is null
      join activity_contact p on p.org_id = a.org_id and p.activity_id = a.id group by 1),
    known as (
      select c.customer_id, count(*)::int as people from contact c
      where c.org_id = ${caller.orgId} and c.deleted_at is null and c.customer_id in (select customer_id from open) group by 1)
    select open.id, open.next_step_on::text,
      greatest(coalesce(met.people, 0), coalesce(known.people, 0), (open.contact_id is not null)::int) as people
    from open left join met on met.id = open.id left join known on known.customer_id = open.customer_id
    order by open.id`.execute(tx)
  return rows
}
