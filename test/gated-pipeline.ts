import { sql } from 'kysely'
import type { Criterion } from '../src/pipelines/criteria.ts'
import type { PipelineFull } from '../src/pipelines/definition.ts'
import { inOrganisation } from '../src/platform/database/connect.ts'
import { newId } from '../src/platform/ids.ts'
import type { TestServer } from './server.ts'
import type { Staffed } from './two-companies.ts'

/** Twelve criteria, of every kind, one of them a group. */
const twelve = (element: string, task: string): Criterion[] => [
  { kind: 'field', key: 'amountMinor', test: 'at-least', value: 1 },
  { kind: 'field', key: 'expectedCloseOn', test: 'set' },
  { kind: 'field', key: 'customer.industry', test: 'set' },
  { kind: 'contacts', atLeast: 1, roles: ['decider'] },
  { kind: 'contacts', atLeast: 1, reachable: true },
  { kind: 'activities', atLeast: 3, since: 'start', types: ['visit', 'meeting'], withPurpose: true, withFeedback: true },
  { kind: 'activities', atLeast: 1, since: 'start', minCharacters: 20, minMinutes: 15 },
  { kind: 'activities', atLeast: 1, since: 'start', types: ['visit'], roles: ['decider'] },
  { kind: 'element', key: element, atLeast: 'confirmed' },
  { kind: 'task', key: task },
  { kind: 'document', category: 'proposal', atLeast: 1 },
  {
    kind: 'any',
    of: [
      { kind: 'approval', of: 'stage' },
      { kind: 'field', key: 'customer.region', test: 'set' },
    ],
  },
]

/** A definition of a pipeline with those criteria between its first stage and its second, and no other gate. */
export function gatedBy(definition: PipelineFull): PipelineFull & { element: string } {
  const open = { criteria: [], mode: 'block' as const, warnsUntil: null }
  const element = definition.elements[0]!.key
  // the templates give the first stage no task; here it has the first there is
  const task = definition.stages.flatMap(({ tasks }) => tasks)[0]!
  const stages = definition.stages.map((stage, index) => ({
    ...stage,
    tasks: index === 0 ? [task] : stage.tasks.filter(({ key }) => key !== task.key),
    entry: open,
    exit: index === 0 ? { ...open, criteria: twelve(element, task.key) } : open,
  }))
  return { ...definition, stages, element }
}

/** What those criteria ask for, written for a deal of this customer: `activities` of the deal and as many of the customer alone. */
export const evidenceFor = ({
  orgId,
  dealId,
  customerId,
  activities,
  element,
}: {
  orgId: string
  dealId: string
  customerId: string
  activities: number
  element: string
}) => {
  const contact = newId()
  const owner = sql`(select owner_id from opportunity where org_id = ${orgId} and id = ${dealId})`
  return [
    sql`insert into contact (org_id, id, customer_id, name, role, phone, owner_id, created_by)
        select ${orgId}::uuid, ${contact}::uuid, ${customerId}::uuid, '决策人', 'decider', '13800138000', ${owner}, ${owner}`,
    sql`update customer set industry = coalesce(industry, '制造业'), region = coalesce(region, '华东') where org_id = ${orgId} and id = ${customerId}`,
    sql`insert into activity (org_id, id, kind, customer_id, opportunity_id, owner_id, happened_at, recorded_at, purpose, content, feedback,
                              result, duration_minutes, created_by, updated_at)
        select ${orgId}::uuid, gen_random_uuid(), (array['visit', 'call', 'meeting'])[1 + n % 3], ${customerId}::uuid,
               case when n % 2 = 0 then ${dealId}::uuid end, ${owner}, now() + n * interval '1 second', now(), '目的',
               repeat('沟通进展', 10), '客户反馈', '继续', n % 90, ${owner}, now() from generate_series(1, ${2 * activities}::int) n`,
    sql`insert into activity_contact (org_id, activity_id, contact_id)
        select org_id, id, ${contact}::uuid from activity where org_id = ${orgId} and opportunity_id = ${dealId} and kind = 'visit'`,
    sql`insert into document (org_id, id, opportunity_id, category, file_name, media_type, size, sha256, uploaded_at, uploaded_by)
        select ${orgId}::uuid, ${newId()}::uuid, ${dealId}::uuid, 'proposal', '方案.txt', 'text/plain', 1, '\\x00'::bytea, now(), ${owner}`,
    sql`update task set done_at = now(), done_by = assignee_id, result = '完成' where org_id = ${orgId} and opportunity_id = ${dealId}`,
    sql`insert into opportunity_element (org_id, opportunity_id, key, state, as_of, updated_at, updated_by)
        select ${orgId}::uuid, ${dealId}::uuid, ${element}, 'confirmed', now(), now(), ${owner}
        on conflict (org_id, opportunity_id, key) do update set state = 'confirmed'`,
  ]
}

export interface Gated {
  key: string
  element: string
  first: string
  second: string
  /** A deal with nothing of what the gate asks for. */
  bare: string
  /** The deal of the present turn. */
  id: string
}

const must = async (server: TestServer, as: string, path: string, body?: unknown) => {
  const { status, body: said } = await server.ask(body ? 'POST' : 'GET', `/api/v1${path}`, { as, ...(body ? { body } : {}) })
  if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(said)}`)
  return said
}

/** A pipeline of a test company with the twelve criteria, a deal that lacks everything, and one that lacks nothing. */
export async function aGatedPipeline(server: TestServer, company: Staffed): Promise<Gated> {
  const admin = company.tokens.admin!
  const made = await must(server, admin, '/pipelines', { template: 'b2b-six-stages' })
  const { definition } = (await must(server, admin, `/pipelines/${made.id}/versions/1`)) as { definition: PipelineFull }
  const { element, ...gated } = gatedBy(definition)
  await must(server, admin, `/pipelines/${made.id}/publications`, { definition: gated, basedOn: 1, graceDays: 0 })
  const [first, second] = definition.stages.map(({ key }) => key) as [string, string]
  const pipeline = { key: made.key as string, element, first, second, bare: '', id: '' }
  const bare = await aDealBeforeGate(server, company, pipeline, false)
  return { ...pipeline, bare, id: await aDealBeforeGate(server, company, pipeline, true) }
}

/** A new deal in front of the gate; `isReady`: with all the evidence. Returns its id. */
export async function aDealBeforeGate(server: TestServer, company: Staffed, gated: Gated, isReady: boolean): Promise<string> {
  const { orgId, records } = company
  const deal = await must(server, company.tokens.li!, '/opportunities', {
    customerId: records.customer,
    pipeline: gated.key,
    name: `关卡 ${newId()}`,
    ...(isReady ? { amountMinor: 100, expectedCloseOn: '2030-01-01' } : {}),
  })
  const of = { orgId, dealId: deal.id, customerId: records.customer, activities: 20, element: gated.element }
  if (isReady)
    await inOrganisation(server.database.db, orgId, async (tx) => {
      for (const statement of evidenceFor(of)) await statement.execute(tx)
    })
  return deal.id
}
