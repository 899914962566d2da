import { sql } from 'kysely'
import { reachable } from '../../people/queries.ts'
import { needs } from '../../people/permissions.ts'
import { pageOf, placeAfter } from '../../platform/cursor.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import type { ApprovalKind } from '../../pipelines/criteria.ts'
import type { approvalStates } from '../approval-contract.ts'
import { askingAgain, deciding, withdrawing } from '../permissions.ts'
import type { Status } from '../stage-history.ts'

interface Filter {
  id?: string
  state?: string | undefined
  who?: 'to-decide' | 'asked-by-me' | 'within-reach'
  opportunity?: string | undefined
  limit: number
  cursor?: string | undefined
}

/** Questions that concern the caller, latest first. */
export async function listApprovals(tx: Tx, caller: Caller, filter: Filter) {
  const after = placeAfter(filter.cursor, ['id'])?.[0]
  const me = sql`${caller.memberId}::uuid`
  const mine = sql`(a.approver_id = ${me} or a.instead_of_id = ${me} or a.asked_by = ${me} or ${reachable(caller, 'o.owner_id', 'o.customer_id')})`
  const who =
    filter.who === 'to-decide'
      ? sql`(a.approver_id = ${me} or a.instead_of_id = ${me})`
      : filter.who === 'asked-by-me'
        ? sql`a.asked_by = ${me}`
        : mine
  const { rows } = await sql<Row>`
    select a.*, o.name as deal, o.currency, o.owner_id, o.status, o.deleted_at, w.name as owner, s.name ->> ${caller.locale} as stage,
           q.name as asked_by_name, p.name as approver_name, i.name as instead_of_name, d.name as decided_by_name,
           exists (select from approval n where n.org_id = a.org_id and n.opportunity_id = a.opportunity_id and n.kind = a.kind
                      and n.id > a.id) as superseded
      from approval a
      join opportunity o on o.org_id = a.org_id and o.id = a.opportunity_id
      join member w on w.org_id = a.org_id and w.id = o.owner_id
      join member q on q.org_id = a.org_id and q.id = a.asked_by
      join member p on p.org_id = a.org_id and p.id = a.approver_id
      left join member i on i.org_id = a.org_id and i.id = a.instead_of_id
      left join member d on d.org_id = a.org_id and d.id = a.decided_by
      left join stage s on s.org_id = a.org_id and s.id = a.stage_id
     where a.org_id = ${caller.orgId} and o.deleted_at is null and ${who} and ${mine}
       ${filter.id ? sql`and a.id = ${filter.id}` : sql``}
       ${filter.state ? sql`and a.state = ${filter.state}` : sql``}
       ${filter.opportunity ? sql`and a.opportunity_id = ${filter.opportunity}` : sql``}
       ${after === undefined ? sql`` : sql`and a.id < ${after}`}
     order by a.id desc limit ${filter.limit + 1}`.execute(tx)
  return pageOf(
    rows.map((row) => shapeOf(caller, row)),
    filter.limit,
    ({ id }) => [id],
  )
}

interface Row {
  id: string
  kind: ApprovalKind
  opportunity_id: string
  deal: string
  currency: string
  owner_id: string
  owner: string
  stage: string | null
  amount_minor: number | null
  discount: number | null
  tier: string | null
  tier_limit: number | null
  request: string
  state: (typeof approvalStates)[number]
  asked_by: string
  asked_by_name: string
  asked_at: Date
  approver_id: string
  approver_name: string
  instead_of_id: string | null
  instead_of_name: string | null
  due_at: Date
  passed_up: number
  decided_by: string | null
  decided_by_name: string | null
  decided_at: Date | null
  note: string | null
  status: Status
  deleted_at: Date | null
  superseded: boolean
}

const person = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' })

const shapeOf = (caller: Caller, row: Row) => ({
  id: row.id,
  kind: row.kind,
  opportunity: { id: row.opportunity_id, name: row.deal },
  owner: { id: row.owner_id, name: row.owner },
  stage: row.stage,
  amountMinor: row.amount_minor,
  currency: row.currency,
  discount: row.discount,
  tierLimit: row.tier !== null && row.tier_limit !== null ? { tier: row.tier, limit: row.tier_limit } : null,
  request: row.request,
  state: row.state,
  askedBy: { id: row.asked_by, name: row.asked_by_name },
  askedAt: row.asked_at.toISOString(),
  approver: { id: row.approver_id, name: row.approver_name },
  insteadOf: person(row.instead_of_id, row.instead_of_name),
  dueAt: row.due_at.toISOString(),
  passedUp: row.passed_up,
  decidedBy: person(row.decided_by, row.decided_by_name),
  decidedAt: row.decided_at?.toISOString() ?? null,
  note: row.note,
  permissions: {
    decide: verdictOf(deciding(caller, row), caller.locale),
    withdraw: verdictOf(withdrawing(caller, row), caller.locale),
    askAgain: verdictOf(askingAgain(caller, row), caller.locale),
  },
})

/** Delegations of today and later: one's own, those one stands in for, and everybody's for who may manage members. */
export async function listDelegations(tx: Tx, caller: Caller, id?: string) {
  const all = caller.abilities.has('members.manage')
  const { rows } = await sql<{
    id: string
    member_id: string
    member: string
    delegate_id: string
    delegate: string
    from_on: string
    until_on: string
  }>`
    select g.id, g.member_id, m.name as member, g.delegate_id, d.name as delegate, g.from_on, g.until_on
      from delegation g
      join member m on m.org_id = g.org_id and m.id = g.member_id
      join member d on d.org_id = g.org_id and d.id = g.delegate_id
     where g.org_id = ${caller.orgId} and g.deleted_at is null and g.until_on >= ${dayOf(caller.now, caller.timeZone)}
       ${id ? sql`and g.id = ${id}` : sql``}
       ${all ? sql`` : sql`and (g.member_id = ${caller.memberId} or g.delegate_id = ${caller.memberId})`}
     order by g.from_on, g.id limit 500`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    member: { id: row.member_id, name: row.member },
    delegate: { id: row.delegate_id, name: row.delegate },
    fromOn: row.from_on,
    untilOn: row.until_on,
    permissions: { remove: row.member_id === caller.memberId ? null : verdictOf(needs(caller, 'members.manage'), caller.locale) },
  }))
}
