import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf } from '../../platform/time.ts'
import { say } from '../../platform/words.ts'
import type { mustKinds } from '../action-contract.ts'
import { fitting } from '../next-best-actions.ts'
import { words } from '../words/actions.ts'

interface Row {
  owner_id: string
  kind: (typeof mustKinds)[number]
  id: string
  title: string | Record<string, string>
  opportunity_id: string | null
  opportunity_name: string | null
  customer_id: string | null
  customer_name: string | null
  due_on: string | null
  by_name: string | null
  stage_names: Record<string, string> | null
  days: number | null
  limit_days: number | null
  /** All that this person must do. */
  total: number
}

export type Must = ReturnType<typeof shape>

const minutes = { promise: 30, task: 20, order: 20, decide: 10 } as const
/** What is read per person: more of the shortest does not fit into a day. What does not fit is counted only. */
const most = 30

export interface MustDo {
  /** What fits into the day, with the minutes it takes. */
  today: Must[]
  minutes: number
  /** What does not fit. */
  more: number
}

export const nothingToDo: MustDo = { today: [], minutes: 0, more: 0 }

/**
 * What people must do today, the most pressing first: next steps they promised, tasks that are due, tasks that somebody gave them,
 * and deals that have been in their stage for so long that a decision is due.
 */
export async function readMusts(tx: Tx, caller: Caller, owners: readonly string[]): Promise<Map<string, MustDo>> {
  const today = dayOf(caller.now, caller.timeZone)
  const ids = [...owners]
  const dealsToo = sql`${caller.abilities.has('opportunities.read')}::boolean`
  const { rows } = await sql<Row>`
    with must as (
      select o.owner_id, 'promise' as kind, o.id, to_jsonb(coalesce(o.next_step, '')) as title, o.id as opportunity_id, o.name as opportunity_name, o.customer_id,
             o.next_step_on as due_on, null::uuid as by, null::uuid as stage_id, null::float8 as days, null::float8 as limit_days,
             o.amount_minor
      from opportunity o
      where o.org_id = ${caller.orgId} and o.owner_id = any(${ids}::uuid[]) and o.status = 'open' and o.deleted_at is null
        and o.next_step_on <= ${today}::date and ${dealsToo}
      union all
      select t.assignee_id, case when t.stage_id is null and t.created_by <> t.assignee_id then 'order' else 'task' end, t.id, t.title,
             t.opportunity_id, o.name, coalesce(t.customer_id, o.customer_id), t.due_on, t.created_by, null, null, null, o.amount_minor
      from task t left join opportunity o on o.org_id = t.org_id and o.id = t.opportunity_id
      where t.org_id = ${caller.orgId} and t.assignee_id = any(${ids}::uuid[]) and t.done_at is null and t.cancelled_at is null
        and t.deleted_at is null and t.due_on <= ${today}::date
      union all
      select o.owner_id, 'decide', o.id, to_jsonb(o.name), o.id, o.name, o.customer_id, null, null, o.stage_id,
             extract(epoch from ${caller.now}::timestamptz - o.stage_since) / 86400, s.critical_days, o.amount_minor
      from opportunity o join stage s on s.org_id = o.org_id and s.id = o.stage_id
      where o.org_id = ${caller.orgId} and o.owner_id = any(${ids}::uuid[]) and o.status = 'open' and o.deleted_at is null
        and s.critical_days is not null and s.phase <> 'care' and ${dealsToo}
        and o.stage_since < ${caller.now}::timestamptz - make_interval(secs => s.critical_days::float8 * 86400)
    ), placed as (
      select m.*, row_number() over (
        partition by m.owner_id
        order by case when m.due_on >= ${addDays(today, -7)}::date then case m.kind when 'order' then 0 when 'promise' then 1 else 2 end
                      when m.kind = 'decide' and m.days > 1.5 * m.limit_days then 3 when m.kind = 'order' then 4
                      when m.due_on is not null then 5 else 6 end,
                 m.due_on desc nulls last, m.amount_minor desc nulls last, m.id) as place,
        (count(*) over (partition by m.owner_id))::int as total
      from must m
    )
    select p.owner_id, p.kind, p.id, p.title, p.opportunity_id, p.opportunity_name, p.customer_id,
           c.name as customer_name, p.due_on, m.name as by_name, s.name as stage_names, p.days, p.limit_days, p.total
    from placed p
    left join customer c on c.org_id = ${caller.orgId} and c.id = p.customer_id
    left join member m on m.org_id = ${caller.orgId} and m.id = p.by
    left join stage s on s.org_id = ${caller.orgId} and s.id = p.stage_id
    where p.place <= ${sql.lit(most)} order by p.owner_id, p.place`.execute(tx)
  const byOwner = new Map<string, (Row & { minutes: number })[]>()
  for (const row of rows) {
    const own = byOwner.get(row.owner_id)
    const must = { ...row, minutes: minutes[row.kind] }
    if (own) own.push(must)
    else byOwner.set(row.owner_id, [must])
  }
  return new Map(
    [...byOwner].map(([owner, own]): [string, MustDo] => {
      const fits = fitting(own)
      const told = fits.today.map((row) => shape(caller, row, today))
      return [owner, { today: told, minutes: fits.minutes, more: own[0]!.total - told.length }]
    }),
  )
}

function shape(caller: Caller, row: Row, today: string) {
  const named = (text: string | Record<string, string> | null): string =>
    text === null ? '' : typeof text === 'string' ? text : (text[caller.locale] ?? text['zh-CN'] ?? '')
  const isTask = row.kind === 'task' || row.kind === 'order'
  const late = row.due_on === null ? 0 : Math.round((Date.parse(today) - Date.parse(row.due_on)) / 86_400_000)
  const [days, limit] = [Math.floor(row.days ?? 0), Math.round(row.limit_days ?? 0)]
  const facts = {
    day: row.due_on ?? '',
    days: row.kind === 'decide' ? days : late,
    limit,
    by: row.by_name ?? '',
    stage: named(row.stage_names),
    step: named(row.title) || say(caller.locale, words, 'noStep'),
  }
  const key =
    row.kind === 'decide'
      ? days > 1.5 * limit
        ? ('must.decide-now' as const)
        : ('must.decide' as const)
      : late > 0
        ? (`must.${row.kind}-late` as const)
        : (`must.${row.kind}` as const)
  return {
    key: `${row.kind}:${row.id}`,
    kind: row.kind,
    title: isTask ? named(row.title) : (row.opportunity_name ?? ''),
    why: say(caller.locale, words, key, facts),
    opportunity: row.opportunity_id === null ? null : { id: row.opportunity_id, name: row.opportunity_name ?? '' },
    customer: row.customer_id === null ? null : { id: row.customer_id, name: row.customer_name ?? '' },
    task: isTask ? { id: row.id, name: named(row.title) } : null,
    dueOn: row.due_on,
    minutes: minutes[row.kind],
  }
}
