import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import {
  activityKey,
  type ActivitiesCriterion,
  type ApprovalKind,
  type ElementState,
  type Evidence,
  type LeafCriterion,
} from '../../pipelines/criteria.ts'
import { gateField } from '../../pipelines/gate-fields.ts'

/** What evidence is about: the deal, its customer, and since when it stands in its stage. */
export interface EvidenceOf {
  orgId: string
  id: string
  customerId: string | null
  stageSince: Date | null
  enteredAt: Date | null
}

const columns: Record<string, string> = {
  amountMinor: 'amount_minor',
  expectedCloseOn: 'expected_close_on',
  productId: 'product_id',
  contactId: 'contact_id',
  sourceId: 'source_id',
  competitorId: 'competitor_id',
  nextStep: 'next_step',
  nextStepOn: 'next_step_on',
  ownProbability: 'own_probability',
  note: 'note',
  name: 'name',
  industry: 'industry',
  mainBusiness: 'main_business',
  headcountBand: 'headcount_band',
  revenueMinor: 'revenue_minor',
  region: 'region',
  goals: 'goals',
  address: 'address',
  phone: 'phone',
  socialCreditCode: 'social_credit_code',
  level: 'level',
}

/** Columns behind the fields that criteria name, `o` the deal and `c` its customer; a field that is gone has none. */
export const fieldColumns = (keys: readonly string[]): [key: string, column: RawBuilder<unknown>][] =>
  [...new Set(keys)].flatMap((key) => {
    const column = gateField(key) && columns[key.replace(/^customer\./, '')]
    return column ? [[key, sql.ref(`${key.startsWith('customer.') ? 'c' : 'o'}.${column}`)] as [string, RawBuilder<unknown>]] : []
  })

/** Those columns as one JSON object. */
export const fieldsObject = (keys: readonly string[]): RawBuilder<unknown> => {
  const fields = fieldColumns(keys)
  return fields.length > 0
    ? sql`jsonb_build_object(${sql.join(fields.flatMap(([key, column]) => [sql`${key}::text`, column]))})`
    : sql`null`
}

/** Everything on record about a deal that these criteria ask for, in one statement; what nobody asks for is not read. */
export async function readEvidence(tx: Tx, deal: EvidenceOf, criteria: readonly LeafCriterion[]): Promise<Evidence> {
  const asks = (kind: LeafCriterion['kind']) => criteria.some((criterion) => criterion.kind === kind)
  const counted = [
    ...new Map(
      criteria.flatMap((criterion) => (criterion.kind === 'activities' ? [[activityKey(criterion), criterion] as const] : [])),
    ),
  ]
  const fields = criteria.flatMap((criterion) => (criterion.kind === 'field' ? [criterion.key] : []))
  const nothing = sql`null`
  const { rows } = await sql<{
    fields: Record<string, string | number | null> | null
    contacts: [string | null, string | null, boolean][] | null
    activities: number[] | null
    elements: Record<string, ElementState> | null
    tasks: string[] | null
    documents: Record<string, number> | null
    approvals: ApprovalKind[] | null
  }>`
    select ${fieldsObject(fields)} as fields,
      ${
        asks('contacts')
          ? sql`(select jsonb_agg(jsonb_build_array(p.role, p.attitude, p.phone is not null or p.email is not null)) from contact p
                  where p.org_id = o.org_id and p.customer_id = o.customer_id and p.deleted_at is null)`
          : nothing
      } as contacts,
      ${
        counted.length > 0
          ? countsOf(
              deal,
              counted.map(([, criterion]) => criterion),
            )
          : nothing
      } as activities,
      ${
        asks('element')
          ? sql`(select jsonb_object_agg(e.key, e.state) from opportunity_element e where e.org_id = o.org_id and e.opportunity_id = o.id)`
          : nothing
      } as elements,
      ${
        asks('task')
          ? sql`(select jsonb_agg(t.key) from task t where t.org_id = o.org_id and t.opportunity_id = o.id and t.key is not null
                    and t.done_at is not null and t.deleted_at is null)`
          : nothing
      } as tasks,
      ${
        asks('document')
          ? sql`(select jsonb_object_agg(d.category, d.count) from (
                  select category, count(*)::int as count from document
                   where org_id = o.org_id and opportunity_id = o.id and deleted_at is null group by category) d)`
          : nothing
      } as documents,
      ${
        asks('approval')
          ? sql`(select jsonb_agg(distinct a.kind) from approval a where a.org_id = o.org_id and a.opportunity_id = o.id and a.state = 'approved' and (a.kind <> 'stage' or a.decided_at >= coalesce(o.stage_since, '-infinity'))
                    and (a.amount_minor is null or o.amount_minor is null or o.amount_minor <= a.amount_minor))`
          : nothing
      } as approvals
    from opportunity o left join customer c on c.org_id = o.org_id and c.id = o.customer_id
    where o.org_id = ${deal.orgId} and o.id = ${deal.id}`.execute(tx)
  const row = rows[0]
  return {
    fields: row?.fields ?? {},
    contacts: (row?.contacts ?? []).map(([role, attitude, reachable]) => ({
      role: role as 'decider' | null,
      attitude,
      reachable,
    })),
    activities: Object.fromEntries(counted.map(([key], index) => [key, row?.activities?.[index] ?? 0])),
    elements: row?.elements ?? {},
    tasksDone: row?.tasks ?? [],
    documents: row?.documents ?? {},
    approvals: row?.approvals ?? [],
  }
}

/**
 * Counts for each criterion, no further than it asks: the deal's own activities first, then those of its customer that name
 * no deal, each walked along its index from the latest back. The filters are the twins of `countsFor` (pipelines/criteria.ts);
 * a test holds the two together.
 */
function countsOf(deal: EvidenceOf, criteria: readonly ActivitiesCriterion[]): RawBuilder<unknown> {
  const start = deal.enteredAt
  const stage = deal.stageSince ?? start
  const counts = criteria.map((criterion) => {
    const own = sql`(select 1 from activity a where a.org_id = ${deal.orgId} and a.opportunity_id = ${deal.id}
                       and a.deleted_at is null and ${filterOf(criterion, stage, present)} order by a.happened_at desc limit ${sql.lit(criterion.atLeast)})`
    const loose = sql`(select 1 from activity a where a.org_id = ${deal.orgId} and a.customer_id = ${deal.customerId} and a.opportunity_id is null
                         and a.deleted_at is null ${start ? sql`and a.happened_at >= ${start}` : sql``} and ${filterOf(criterion, stage, presentOf(deal))}
                       order by a.happened_at desc limit ${sql.lit(criterion.atLeast)})`
    return sql`(select count(*)::int from (${own} ${deal.customerId ? sql`union all ${loose}` : sql``} limit ${sql.lit(criterion.atLeast)}) n)`
  })
  return sql`jsonb_build_array(${sql.join(counts)})`
}

type Presence = (roles: readonly string[]) => RawBuilder<unknown>

/** Somebody in one of these roles took part. */
const present: Presence = (roles) => sql`exists (
  select 1 from activity_contact ac join contact p on p.org_id = ac.org_id and p.id = ac.contact_id
   where ac.org_id = a.org_id and ac.activity_id = a.id and p.role = any(${[...roles]}::text[]))`

/** The same of a customer's activities, which only its own people take part in: from those few people on, not from each activity. */
const presentOf =
  ({ orgId, customerId }: EvidenceOf): Presence =>
  (roles) => sql`a.id in (
    select ac.activity_id from contact p join activity_contact ac on ac.org_id = p.org_id and ac.contact_id = p.id
     where p.org_id = ${orgId} and p.customer_id = ${customerId} and p.role = any(${[...roles]}::text[]))`

function filterOf(criterion: ActivitiesCriterion, stage: Date | null, took: Presence): RawBuilder<unknown> {
  const parts = [
    ...(criterion.since === 'stage-entry' && stage ? [sql`a.happened_at >= ${stage}`] : []),
    ...(criterion.types?.length ? [sql`a.kind = any(${[...criterion.types]}::text[])`] : []),
    ...(criterion.withPurpose ? [sql`coalesce(a.purpose, '') <> ''`] : []),
    ...(criterion.withFeedback ? [sql`coalesce(a.feedback, '') <> ''`] : []),
    ...(criterion.minCharacters
      ? [sql`length(a.content) + length(coalesce(a.feedback, '')) >= ${criterion.minCharacters}::int`]
      : []),
    ...(criterion.minMinutes ? [sql`coalesce(a.duration_minutes, 0) >= ${criterion.minMinutes}::int`] : []),
    ...(criterion.roles?.length ? [took(criterion.roles)] : []),
  ]
  return parts.length > 0 ? sql.join(parts, sql` and `) : sql`true`
}
