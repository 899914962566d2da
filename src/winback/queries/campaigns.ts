import { sql, type RawBuilder } from 'kysely'
import { reachable } from '../../people/queries.ts'
import { pageOf, placeAfter } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import type { Campaign, CampaignDetail, Rule } from '../contract.ts'
import type { CampaignState } from '../member-state.ts'
import { creatingCampaign, editingCampaign, exportingList, workingOn } from '../permissions.ts'
import { compareArms } from '../results.ts'
import { monthsOf, talliesOf, type Tallies } from './outcomes.ts'

export interface CampaignRow {
  id: string
  name: string
  goal: string
  method: string
  materials: string
  budget_minor: number | null
  currency: string
  starts_on: string
  ends_on: string
  state: CampaignState
  owner_id: string
  owner_name: string
  rule: Rule
  hold_out: number
  refills: boolean
  refilled_at: Date | null
  version: number
  deleted_at: Date | null
  people: { id: string; name: string }[]
}

/** SQL twin of `seesCampaign`; `p` is the campaign. */
export const visibleCampaign = (
  caller: Caller,
): RawBuilder<boolean> => sql<boolean>`(${reachable(caller, 'p.owner_id')} or exists (
  select from winback_person w where w.org_id = p.org_id and w.campaign_id = p.id and w.member_id = ${caller.memberId}))`

const rows = (caller: Caller, condition: RawBuilder<unknown>) => sql<CampaignRow>`
  select p.*, m.name as owner_name, coalesce((
    select jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name) order by x.pinyin, x.id)
    from winback_person w join member x on x.org_id = w.org_id and x.id = w.member_id where w.org_id = p.org_id and w.campaign_id = p.id), '[]') as people
  from winback_campaign p join member m on m.org_id = p.org_id and m.id = p.owner_id
  where p.org_id = ${caller.orgId} and ${visibleCampaign(caller)} and ${condition}`

/** The row of a campaign that the caller sees. */
export async function campaignWithin(tx: Tx, caller: Caller, id: string): Promise<CampaignRow | null> {
  const { rows: found } = await rows(caller, sql`p.id = ${id}::uuid`).execute(tx)
  return found[0] ?? null
}

/** What permission sentences ask of a campaign. */
export const campaignOf = (row: CampaignRow) => ({
  ownerId: row.owner_id,
  people: row.people.map(({ id }) => id),
  archived: row.deleted_at !== null,
})

export async function listCampaigns(
  tx: Tx,
  caller: Caller,
  { limit, cursor, archived }: { limit: number; cursor?: string | undefined; archived?: boolean | undefined },
) {
  const place = placeAfter(cursor, ['id'])
  const { rows: found } = await sql<CampaignRow>`select * from (${rows(
    caller,
    sql`(p.deleted_at is not null) = ${archived ?? false} and ${place ? sql`p.id < ${place[0]}::uuid` : sql`true`}`,
  )}) list order by id desc limit ${limit + 1}`.execute(tx)
  const page = pageOf(found, limit, ({ id }) => [id])
  const tallies = new Map<string, Tallies>()
  // one asking, unless the organisation has changed its currency
  for (const currency of new Set(page.items.map((row) => row.currency))) {
    const ids = page.items.filter((row) => row.currency === currency).map(({ id }) => id)
    for (const [id, tally] of await talliesOf(tx, { ...caller, currency }, ids)) tallies.set(id, tally)
  }
  return {
    items: page.items.map((row) => shapeCampaign(row, tallies.get(row.id)!)),
    nextCursor: page.nextCursor,
    permissions: { create: verdictOf(creatingCampaign(caller), caller.locale) },
  }
}

const shapeCampaign = (row: CampaignRow, tally: Tallies): Campaign => {
  const { treatedArm, heldOutArm, withoutRate, ...counts } = tally
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    owner: { id: row.owner_id, name: row.owner_name },
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    people: row.people,
    holdOut: row.hold_out,
    refills: row.refills,
    refilledAt: row.refilled_at?.toISOString() ?? null,
    budgetMinor: row.budget_minor,
    currency: row.currency,
    counts,
    treated: treatedArm,
    heldOut: heldOutArm,
    withoutRate,
    version: row.version,
    archived: row.deleted_at !== null,
  }
}

/** One campaign with plan, months and results; null when the caller does not see it. */
export async function readCampaign(tx: Tx, caller: Caller, id: string): Promise<CampaignDetail | null> {
  const row = await campaignWithin(tx, caller, id)
  if (!row) return null
  const [tallies, real, planned, last] = await Promise.all([
    talliesOf(tx, { ...caller, currency: row.currency }, [id]),
    monthsOf(tx, { ...caller, currency: row.currency }, id),
    tx
      .selectFrom('winback_month')
      .select(['month', 'reached', 'reopened', 'won', 'money_minor as moneyMinor'])
      .where('org_id', '=', caller.orgId)
      .where('campaign_id', '=', id)
      .execute(),
    lastRefill(tx, caller.orgId, id),
  ])
  const tally = tallies.get(id)!
  const nothing = { reached: 0, reopened: 0, won: 0, moneyMinor: 0 }
  const figures = <T extends { month: string }>(list: readonly T[], month: string) => {
    const { month: _, ...one } = list.find((each) => each.month === month) ?? { month, ...nothing }
    return one as typeof nothing
  }
  const months = [
    ...new Set([
      ...monthsBetween(row.starts_on, row.ends_on),
      ...real.map((one) => one.month),
      ...planned.map((one) => one.month),
    ]),
  ].sort()
  const campaign = campaignOf(row)
  return {
    ...shapeCampaign(row, tally),
    goal: row.goal,
    method: row.method,
    materials: row.materials,
    rule: row.rule,
    results: {
      reopened: compareArms(tally.treatedArm, tally.heldOutArm, 'reopened'),
      won: compareArms(tally.treatedArm, tally.heldOutArm, 'won'),
    },
    months: months.map((month) => ({ month, planned: figures(planned, month), real: figures(real, month) })),
    lastRefill: last,
    permissions: {
      edit: verdictOf(editingCampaign(caller, campaign), caller.locale),
      work: verdictOf(workingOn(caller, campaign, caller.memberId), caller.locale),
      export: verdictOf(exportingList(caller), caller.locale),
    },
  }
}

/** First days of the months that a span touches, at most five years of them. */
function monthsBetween(from: string, to: string): string[] {
  const months: string[] = []
  for (let month = `${from.slice(0, 7)}-01`; month <= to && months.length < 60;) {
    months.push(month)
    const [year, number] = month.split('-').map(Number) as [number, number]
    month = number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`
  }
  return months
}

/** The latest batch while none of it has been worked on. */
async function lastRefill(tx: Tx, orgId: string, campaignId: string) {
  const { rows: found } = await sql<{ id: string; at: Date; members: number; touched: number }>`
    select batch_id as id, max(enrolled_at) as at, count(*)::int as members, count(*) filter (where state <> 'planned')::int as touched
    from winback_member where org_id = ${orgId} and campaign_id = ${campaignId} and ended_at is null
    group by batch_id order by max(enrolled_at) desc, batch_id desc limit 1`.execute(tx)
  const last = found[0]
  return last && last.touched === 0 ? { id: last.id, at: last.at.toISOString(), members: last.members } : null
}
