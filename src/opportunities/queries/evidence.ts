import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { ask, quotedText } from '../../platform/database/statement.ts'
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
const columnsOf = (keys: readonly string[]): [key: string, column: string][] =>
  [...new Set(keys)].flatMap((key) => {
    const column = gateField(key) && columns[key.replace(/^customer\./, '')]
    return column ? [[key, `${key.startsWith('customer.') ? 'c' : 'o'}.${column}`] as [string, string]] : []
  })

/** Those columns as one JSON object. */
export const fieldsObject = (keys: readonly string[]): RawBuilder<unknown> => {
  const fields = columnsOf(keys)
  return fields.length > 0
    ? sql`jsonb_build_object(${sql.join(fields.flatMap(([key, column]) => [sql`${key}::text`, sql.ref(column)]))})`
    : sql`null`
}

/** A question for evidence, made once for the criteria that ask it. */
interface Question {
  text: string
  /** What stands in its gaps: something of the deal, or of the criteria. */
  gaps: ((deal: EvidenceOf) => unknown)[]
  /** What each count of activities is keyed by. */
  counted: string[]
}

const questions = new Map<string, Question>()
const mostQuestions = 500

/** The criteria of a gate never change, and the question for their evidence is the same for every deal. */
function questionOf(criteria: readonly LeafCriterion[]): Question {
  const name = JSON.stringify(criteria)
  const known = questions.get(name)
  if (known) return known
  const made = composed(criteria)
  if (questions.size >= mostQuestions) questions.delete(questions.keys().next().value!)
  questions.set(name, made)
  return made
}

/** Everything on record about a deal that these criteria ask for, in one statement; what nobody asks for is not read. */
export async function readEvidence(tx: Tx, deal: EvidenceOf, criteria: readonly LeafCriterion[]): Promise<Evidence> {
  const { text, gaps, counted } = questionOf(criteria)
  const [row] = await ask<{
    fields: Record<string, string | number | null> | null
    contacts: [role: string | null, attitude: string | null, reachable: boolean, people: number][] | null
    activities: number[] | null
    elements: Record<string, ElementState> | null
    tasks: string[] | null
    documents: Record<string, number> | null
    approvals: ApprovalKind[] | null
  }>(
    tx,
    text,
    gaps.map((valueOf) => valueOf(deal)),
  )
  return {
    fields: row?.fields ?? {},
    contacts: (row?.contacts ?? []).flatMap(([role, attitude, reachable, people]) =>
      Array.from({ length: people }, () => ({ role: role as 'decider' | null, attitude, reachable })),
    ),
    activities: Object.fromEntries(counted.map((key, index) => [key, row?.activities?.[index] ?? 0])),
    elements: row?.elements ?? {},
    tasksDone: row?.tasks ?? [],
    documents: row?.documents ?? {},
    approvals: row?.approvals ?? [],
  }
}

/** Puts a value into a gap of the question. */
type Gap = (value: (deal: EvidenceOf) => unknown, type: string) => string

const ofOrganisation = (deal: EvidenceOf) => deal.orgId
const ofDeal = (deal: EvidenceOf) => deal.id
const ofCustomer = (deal: EvidenceOf) => deal.customerId
const began = (deal: EvidenceOf) => deal.enteredAt ?? '-infinity'
const cameIn = (deal: EvidenceOf) => deal.stageSince ?? deal.enteredAt ?? '-infinity'

const sources: { [kind in Exclude<LeafCriterion['kind'], 'field' | 'activities' | 'task'>]: string } = {
  // so many alike count as one line: a customer may have hundreds of people
  contacts: `select json_agg(json_build_array(p.role, p.attitude, p.reachable, p.people)) from (
    select role, attitude, phone is not null or email is not null as reachable, count(*) as people from contact
     where org_id = $1 and customer_id = o.customer_id and deleted_at is null group by 1, 2, 3) p`,
  element: `select json_object_agg(e.key, e.state) from opportunity_element e where e.org_id = $1 and e.opportunity_id = $2`,
  document: `select json_object_agg(d.category, d.count) from (
    select category, count(*)::int as count from document where org_id = $1 and opportunity_id = $2 and deleted_at is null
     group by category) d`,
  approval: `select json_agg(distinct a.kind) from approval a where a.org_id = $1 and a.opportunity_id = $2 and a.state = 'approved'
    and (a.kind <> 'stage' or a.decided_at >= coalesce(o.stage_since, '-infinity'))
    and (a.amount_minor is null or o.amount_minor is null or o.amount_minor <= a.amount_minor)`,
}

/** The tasks of these keys that are done: found by their keys, for a deal that goes to and fro leaves many behind. */
const tasksDone = (keys: string): string => `(
  select json_agg(distinct t.key) from task t where t.org_id = $1 and t.key is not null and t.key = any(${keys})
    and t.opportunity_id = $2 and t.done_at is not null and t.deleted_at is null)`

/** $1 is the organisation, $2 the deal. */
function composed(criteria: readonly LeafCriterion[]): Question {
  const gaps = [ofOrganisation, ofDeal] as Question['gaps']
  const gap: Gap = (value, type) => {
    const at = gaps.indexOf(value)
    return `$${at < 0 ? gaps.push(value) : at + 1}::${type}`
  }
  const asked = (kind: keyof typeof sources) =>
    criteria.some((criterion) => criterion.kind === kind) ? `(${sources[kind]})` : 'null'
  const counted = new Map<string, ActivitiesCriterion>()
  for (const criterion of criteria) {
    if (criterion.kind !== 'activities') continue
    const key = activityKey(criterion)
    // who asks for more of the same is answered for both
    if (criterion.atLeast > (counted.get(key)?.atLeast ?? -1)) counted.set(key, criterion)
  }
  const counts = [...counted.values()].map((criterion) => countOf(criterion, gap))
  const fields = columnsOf(criteria.flatMap((criterion) => (criterion.kind === 'field' ? [criterion.key] : [])))
  const pairs = fields.map(([key, column]) => `${quotedText(key)}, ${column}`)
  const tasks = criteria.flatMap((criterion) => (criterion.kind === 'task' ? [criterion.key] : []))
  const text = `
    select ${pairs.length > 0 ? `json_build_object(${pairs.join(', ')})` : 'null'} as fields, ${asked('contacts')} as contacts,
      ${counts.length > 0 ? `json_build_array(${counts.join(', ')})` : 'null'} as activities, ${asked('element')} as elements,
      ${tasks.length > 0 ? tasksDone(gap(() => tasks, 'text[]')) : 'null'} as tasks, ${asked('document')} as documents, ${asked('approval')} as approvals
    from opportunity o left join customer c on c.org_id = $1 and c.id = o.customer_id where o.org_id = $1 and o.id = $2`
  return { text, gaps, counted: [...counted.keys()] }
}

/**
 * Counts for a criterion, no further than it asks: the deal's own activities first, then those of its customer that name
 * no deal, each walked along its index from the latest back. The filters are the twins of `countsFor` (pipelines/criteria.ts);
 * a test holds the two together.
 */
function countOf(criterion: ActivitiesCriterion, gap: Gap): string {
  const { atLeast, types, roles, minCharacters, minMinutes } = criterion
  const most = Math.max(0, Math.trunc(atLeast))
  const conditions = [
    'a.deleted_at is null',
    ...(criterion.since === 'stage-entry' ? [`a.happened_at >= ${gap(cameIn, 'timestamptz')}`] : []),
    ...(types?.length ? [`a.kind = any(${gap(() => types, 'text[]')})`] : []),
    ...(criterion.withPurpose ? [`coalesce(a.purpose, '') <> ''`] : []),
    ...(criterion.withFeedback ? [`coalesce(a.feedback, '') <> ''`] : []),
    ...(minCharacters ? [`length(a.content) + length(coalesce(a.feedback, '')) >= ${gap(() => minCharacters, 'int')}`] : []),
    ...(minMinutes ? [`coalesce(a.duration_minutes, 0) >= ${gap(() => minMinutes, 'int')}`] : []),
  ]
  const inRole = roles?.length ? gap(() => roles, 'text[]') : null
  const walk = (whose: string, took: string | null): string =>
    `(select from activity a where a.org_id = $1 and ${[whose, ...conditions, ...(took ? [took] : [])].join(' and ')}
      order by a.happened_at desc limit ${most})`
  const own = walk('a.opportunity_id = $2', inRole && tookPart(inRole))
  const customer = gap(ofCustomer, 'uuid')
  const loose = walk(
    `a.customer_id = ${customer} and a.opportunity_id is null and a.happened_at >= ${gap(began, 'timestamptz')}`,
    inRole && tookPartOfCustomer(inRole, customer),
  )
  return `(select count(*)::int from (${own} union all ${loose} limit ${most}) n)`
}

/** Somebody in one of these roles took part. */
const tookPart = (roles: string): string => `exists (
  select 1 from activity_contact ac join contact p on p.org_id = $1 and p.id = ac.contact_id
   where ac.org_id = $1 and ac.activity_id = a.id and p.role = any(${roles}))`

/**
 * The same of a customer's activities, which only its own people take part in: their activities are gathered once, from those few
 * people on (`offset 0`: person by person, however many took part in anything in the whole house; `is true`: as a list to look
 * into, not as a walk to each of those activities).
 */
const tookPartOfCustomer = (roles: string, customer: string): string => `(a.id in (
  select t.activity_id from contact p cross join lateral (
    select ac.activity_id from activity_contact ac where ac.org_id = $1 and ac.contact_id = p.id offset 0) t
   where p.org_id = $1 and p.customer_id = ${customer} and p.role = any(${roles}))) is true`
