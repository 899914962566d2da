import { sql } from 'kysely'
import { reachable } from '../../people/queries.ts'
import { reopeningDays } from '../../opportunities/stage-gate.ts'
import { decodeCursor, pageOf } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import { isId } from '../../platform/ids.ts'
import type { Caller } from '../../platform/session.ts'
import type { CampaignMember } from '../contract.ts'
import { workable, type MemberState } from '../member-state.ts'
import { workingOn } from '../permissions.ts'
import { campaignOf, type CampaignRow } from './campaigns.ts'
import { outcomesOf } from './outcomes.ts'

interface Row {
  opportunity_id: string
  held_out: boolean
  state: MemberState
  score: number
  assignee_id: string
  assignee_name: string
  task_id: string | null
  successor_id: string | null
  successor_name: string | null
  successor_status: string | null
  returned: 'no' | 'open' | 'won'
  enrolled_at: Date
  note: string | null
  version: number
  deal_name: string
  customer_id: string | null
  customer_name: string | null
  owner_id: string
  owner_name: string
  reason_key: string | null
  reason_name: Record<string, string> | null
  competitor_id: string | null
  competitor_name: string | null
  amount_minor: number | null
  currency: string
  closed_at: Date | null
}

interface Asked {
  limit: number
  cursor?: string | undefined
  state?: MemberState | undefined
  heldOut?: boolean | undefined
  mine?: boolean | undefined
  deal?: string | undefined
}

/** The list of a campaign that the caller sees: deals within reach, and those given to the caller. Highest score first. */
export async function listMembers(tx: Tx, caller: Caller, campaign: CampaignRow, asked: Asked) {
  const { orgId } = caller
  const conditions = [
    sql`m.org_id = ${orgId} and m.campaign_id = ${campaign.id}`,
    sql`(${reachable(caller, 'o.owner_id')} or m.assignee_id = ${caller.memberId})`,
    ...(asked.state ? [sql`m.state = ${asked.state} and not m.held_out`] : []),
    ...(asked.heldOut === undefined ? [] : [sql`m.held_out = ${asked.heldOut}`]),
    ...(asked.mine ? [sql`m.assignee_id = ${caller.memberId} and not m.held_out`] : []),
    ...(asked.deal ? [sql`m.opportunity_id = ${asked.deal}::uuid`] : []),
  ]
  const which = sql.join(conditions, sql` and `)
  const place = decodeCursor(asked.cursor, 2)
  const after =
    place && typeof place[0] === 'number' && isId(String(place[1]))
      ? sql`and (m.score, m.opportunity_id) < (${place[0]}::float8, ${place[1]}::uuid)`
      : sql``
  const [{ rows }, { rows: counts }] = await Promise.all([
    sql<Row>`select m.*, a.name as assignee_name, n.name as successor_name, n.status as successor_status, out.returned, o.name as deal_name,
        o.customer_id, c.name as customer_name, o.owner_id, w.name as owner_name, o.loss_reason_key as reason_key, r.name as reason_name,
        o.competitor_id, k.name as competitor_name, o.amount_minor, o.currency, o.closed_at
      from winback_member m
        join opportunity o on o.org_id = m.org_id and o.id = m.opportunity_id
        join (${outcomesOf(caller, [campaign.id], asked.deal)}) out on out.opportunity_id = m.opportunity_id
        join member a on a.org_id = m.org_id and a.id = m.assignee_id
        join member w on w.org_id = m.org_id and w.id = o.owner_id
        left join customer c on c.org_id = m.org_id and c.id = o.customer_id
        left join opportunity n on n.org_id = m.org_id and n.id = m.successor_id
        left join loss_reason r on r.org_id = m.org_id and r.key = o.loss_reason_key
        left join competitor k on k.org_id = m.org_id and k.id = o.competitor_id
      where ${which} ${after} order by m.score desc, m.opportunity_id desc limit ${asked.limit + 1}`.execute(tx),
    sql<{
      n: number
    }>`select count(*)::int as n from winback_member m join opportunity o on o.org_id = m.org_id and o.id = m.opportunity_id
      where ${which}`.execute(tx),
  ])
  const page = pageOf(rows, asked.limit, (row) => [row.score, row.opportunity_id])
  return {
    items: page.items.map((row) => shapeMember(row, caller, campaign)),
    nextCursor: page.nextCursor,
    total: counts[0]!.n,
  }
}

export async function readMember(tx: Tx, caller: Caller, campaign: CampaignRow, deal: string): Promise<CampaignMember | null> {
  return (await listMembers(tx, caller, campaign, { limit: 1, deal })).items[0] ?? null
}

const ref = (id: string | null, name: string | null) => (id === null || name === null ? null : { id, name })

function shapeMember(row: Row, caller: Caller, campaign: CampaignRow): CampaignMember {
  const may = workable({ heldOut: row.held_out, campaign: campaign.state })
  const refusal = workingOn(caller, campaignOf(campaign), row.assignee_id) ?? (may.ok ? null : may.refusal)
  return {
    id: row.opportunity_id,
    deal: {
      name: row.deal_name,
      customer: ref(row.customer_id, row.customer_name),
      owner: { id: row.owner_id, name: row.owner_name },
      reason: row.reason_key === null ? null : { key: row.reason_key, name: row.reason_name?.[caller.locale] ?? row.reason_key },
      competitor: ref(row.competitor_id, row.competitor_name),
      amountMinor: row.amount_minor,
      currency: row.currency,
      closedAt: (row.closed_at ?? row.enrolled_at).toISOString(),
    },
    heldOut: row.held_out,
    state: row.state,
    score: row.score,
    assignee: { id: row.assignee_id, name: row.assignee_name },
    taskId: row.task_id,
    successor:
      row.successor_id === null
        ? null
        : { id: row.successor_id, name: row.successor_name ?? '', status: row.successor_status ?? '' },
    returned: row.returned,
    enrolledAt: row.enrolled_at.toISOString(),
    note: row.note,
    reopens: row.closed_at !== null && caller.now.getTime() - row.closed_at.getTime() <= reopeningDays * 86_400_000,
    version: row.version,
    permissions: { work: verdictOf(refusal, caller.locale) },
  }
}
