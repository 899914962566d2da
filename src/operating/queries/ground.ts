import { sql, type RawBuilder } from 'kysely'
import type { Tier } from '../../key-accounts/score.ts'
import { readWorkCalendar } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { addDays } from '../../platform/time.ts'
import type { Account, DutyKind, Ground, Made } from '../duties.ts'

/** An account with its tier; archived customers and those of no tier are owed nothing. */
export interface AccountRow extends Account {
  name: string
  tier: Tier | null
}

/** Accounts (a condition on the id in `only`) as duties see them. */
export async function readAccounts(
  tx: Tx,
  orgId: string,
  timeZone: string,
  only: (column: string) => RawBuilder<boolean>,
): Promise<AccountRow[]> {
  const { rows } = await sql<{
    id: string
    name: string
    owner_id: string
    tier: Tier | null
    since: string | null
    last_contact_on: string | null
    last_review_on: string | null
    roles: string[] | null
  }>`
    select c.id, c.name, c.owner_id, k.tier, k.since, (c.last_activity_at at time zone ${timeZone})::date as last_contact_on, v.last_review_on, r.roles
    from customer c
      left join key_account k on k.org_id = c.org_id and k.customer_id = c.id and c.deleted_at is null
      left join (select a.customer_id, array_agg(distinct a.role) as roles from account_member a
        where a.org_id = ${orgId} and a.ended_at is null and ${only('a.customer_id')} group by a.customer_id) r on r.customer_id = c.id
      left join (select p.customer_id, max(w.held_on) as last_review_on from account_plan p
          join account_plan_review w on w.org_id = p.org_id and w.plan_id = p.id
        where p.org_id = ${orgId} and ${only('p.customer_id')} group by p.customer_id) v on v.customer_id = c.id
    where c.org_id = ${orgId} and ${only('c.id')}`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    ownerId: row.owner_id,
    tier: row.tier,
    since: row.since ?? '1970-01-01',
    lastContactOn: row.last_contact_on,
    lastReviewOn: row.last_review_on,
    roles: row.roles ?? [],
  }))
}

export interface MadeTask extends Made {
  customerId: string
  taskId: string | null
  title: unknown
  assignee: { id: string; name: string } | null
}

/** What duties have made for these accounts, with how the tasks stand, by customer. */
export async function readMade(
  tx: Tx,
  orgId: string,
  timeZone: string,
  only: (column: string) => RawBuilder<boolean>,
): Promise<Map<string, MadeTask[]>> {
  const { rows } = await sql<{
    customer_id: string
    kind: DutyKind
    about: string
    owner_id: string
    from_on: string
    due_on: string
    done_on: string | null
    task_key: string
    task_id: string | null
    title: unknown
    assignee_id: string | null
    assignee: string | null
    ended_on: string | null
    is_cancelled: boolean
    is_archived: boolean
  }>`
    select d.customer_id, d.kind, d.about, d.owner_id, d.from_on, d.due_on, d.done_on, d.task_key, t.id as task_id, t.title, t.assignee_id, m.name as assignee,
      (t.done_at at time zone ${timeZone})::date as ended_on, t.cancelled_at is not null as is_cancelled, t.deleted_at is not null as is_archived
    from operating_task d
      left join task t on t.org_id = d.org_id and t.external_id = d.task_key
      left join member m on m.org_id = t.org_id and m.id = t.assignee_id
    where d.org_id = ${orgId} and ${only('d.customer_id')}`.execute(tx)
  const made = new Map<string, MadeTask[]>()
  for (const row of rows) {
    const task =
      row.task_id === null
        ? null
        : row.ended_on !== null
          ? 'done'
          : row.is_archived
            ? 'archived'
            : row.is_cancelled
              ? null
              : 'open'
    const one: MadeTask = {
      customerId: row.customer_id,
      kind: row.kind,
      about: row.about,
      ownerId: row.owner_id,
      fromOn: row.from_on,
      dueOn: row.due_on,
      doneOn: row.ended_on ?? row.done_on,
      key: row.task_key,
      task,
      taskId: row.task_id,
      title: row.title,
      assignee: row.assignee_id === null ? null : { id: row.assignee_id, name: row.assignee ?? '' },
    }
    made.set(row.customer_id, [...(made.get(row.customer_id) ?? []), one])
  }
  return made
}

/** The day, the calendar and since when the mechanism is on. */
export async function readGround(tx: Tx, orgId: string, today: string, onSince: string): Promise<Ground> {
  return { today, onSince, calendar: await readWorkCalendar(tx, orgId, addDays(today, -400)) }
}
