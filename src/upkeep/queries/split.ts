import { sql } from 'kysely'
import { isFirst, isOld } from '../../capacity/queries/own-records.ts'
import { usual } from '../../capacity/inputs.ts'
import type { PartOfDay } from '../../activities/upkeep-list.ts'
import { usualLift } from '../../diary/candidate.ts'
import { usualMinutes, valued, type ActionKind } from '../../diary/next-best-actions.ts'
import { readDealChances } from '../../diary/queries/deal-candidates.ts'
import { readUsualWin } from '../../diary/queries/other-candidates.ts'
import { readWorks } from '../../diary/queries/works.ts'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { splitTheDay, type Work } from '../split.ts'

/** Minutes of a day that can be planned. */
const dayMinutes = Math.floor(480 * 0.85)

/** How one person's day is best split, from what could be done today: shown, never forced. */
export async function readSplit(tx: Tx, caller: Caller, asked: { owner?: string | undefined }) {
  const owner = asked.owner ?? caller.memberId
  if (!reaches(caller, owner)) return refuse('not-found')
  const member = await tx.selectFrom('member').select(['id', 'name', 'role']).where('org_id', '=', caller.orgId).where('id', '=', owner).executeTakeFirst() // prettier-ignore
  if (!member) return refuse('not-found')
  const learned = new Map((await readWorks(tx, caller, member.role)).map((one) => [one.kind, one.works]))
  const works: Record<PartOfDay, Work[]> = {
    new: await newOnes(tx, caller, owner),
    'follow-up': await followUps(tx, caller, owner, learned),
    old: await oldOnes(tx, caller, owner, learned.get('old-customer')!),
  }
  const spent = await spentOf(tx, caller, owner)
  const all = spent.new + spent['follow-up'] + spent.old
  return accept({
    member: { id: member.id, name: member.name },
    currency: caller.currency,
    minutes: dayMinutes,
    parts: splitTheDay(dayMinutes, works).map((one) => ({
      ...one,
      spent: all === 0 ? null : spent[one.part] / all,
      actions: works[one.part].length,
    })),
  })
}

/** One new customer of each that arrives in a working day of the last 90 days: what deals of newcomers were won for, over all of them. */
async function newOnes(tx: Tx, caller: Caller, owner: string): Promise<Work[]> {
  const { rows } = await sql<{ arrived: number; won: number; ended: number }>`
    select (select count(*) from customer c where c.org_id = ${caller.orgId} and c.owner_id = ${owner} and c.deleted_at is null
        and c.created_at > ${caller.now}::timestamptz - interval '90 days')::int
      + (select count(*) from lead l where l.org_id = ${caller.orgId} and l.owner_id = ${owner} and l.deleted_at is null
        and l.created_at > ${caller.now}::timestamptz - interval '90 days')::int as arrived,
      count(*) filter (where o.status = 'won')::int as won, count(*) filter (where o.status in ('won', 'lost', 'terminated'))::int as ended
    from opportunity o where o.org_id = ${caller.orgId} and o.owner_id = ${owner} and o.deleted_at is null
      and o.closed_at > ${caller.now}::timestamptz - interval '365 days'`.execute(tx)
  const { arrived, won, ended } = rows[0]!
  // a few deals say little: two of twenty stand behind everybody's
  const conversion = (won + 2) / (ended + 20)
  const value = conversion * (await readUsualWin(tx, caller))
  const aDay = Math.ceil(arrived / 62)
  return Array.from({ length: aDay }, () => ({ value, minutes: usual.minutesNew }))
}

async function followUps(tx: Tx, caller: Caller, owner: string, works: ReadonlyMap<ActionKind, number>): Promise<Work[]> {
  const deals = await readDealChances(tx, caller, [owner])
  return deals.flatMap(({ amountMinor, chances }) =>
    chances.map(({ kind, now, after }) => {
      const minutes = usualMinutes[kind]
      const { value } = valued({ key: '', kind, dealId: null, amountMinor, margin: 1, now, after, works: works.get(kind)!, minutes, boost: 1 }) // prettier-ignore
      return { value, minutes }
    }),
  )
}

/** Old customers who are due: a contact raises the chance of a repeat order by what is usual, worth its mean order. */
async function oldOnes(tx: Tx, caller: Caller, owner: string, works: number): Promise<Work[]> {
  const usualWin = await readUsualWin(tx, caller)
  const today = dayOf(caller.now, caller.timeZone)
  const { rows } = await sql<{ minutes: number; mean: number | null }>`
    select p.minutes, r.won_minor::float8 / nullif(r.orders, 0) as mean
    from upkeep_plan p left join repurchase_customer r on r.org_id = p.org_id and r.customer_id = p.customer_id
    where p.org_id = ${caller.orgId} and p.owner_id = ${owner} and (p.due_on <= ${today}::date or p.event is not null)
    order by coalesce(r.won_minor::float8 / nullif(r.orders, 0), 0) / p.minutes desc limit 200`.execute(tx)
  const { now, after } = usualLift['old-customer']
  return rows.map(({ minutes, mean }) => ({ value: (mean ?? usualWin) * (after - now) * works, minutes }))
}

/** Minutes on record of the last four weeks by what they went to; half an hour where nobody wrote the length. */
async function spentOf(tx: Tx, caller: Caller, owner: string): Promise<Record<PartOfDay, number>> {
  const { rows } = await sql<{ part: PartOfDay; minutes: number }>`
    select case when ${isOld} then 'old' when a.lead_id is not null or ${isFirst} then 'new' else 'follow-up' end as part,
      sum(coalesce(a.duration_minutes, 30))::int as minutes
    from activity a where a.org_id = ${caller.orgId} and a.owner_id = ${owner} and a.deleted_at is null
      and a.happened_at > ${caller.now}::timestamptz - interval '28 days' and a.happened_at <= ${caller.now} group by 1`.execute(
    tx,
  )
  return { new: 0, 'follow-up': 0, old: 0, ...Object.fromEntries(rows.map(({ part, minutes }) => [part, minutes])) }
}
