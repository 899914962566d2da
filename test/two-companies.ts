import { hash } from '@node-rs/argon2'
import { foundations } from '../src/apps/slices.ts'
import { createOrganisation } from '../src/people/commands/set-up.ts'
import { insertMember, issueCredential } from '../src/people/store.ts'
import { inOrganisation } from '../src/platform/database/connect.ts'
import { newId } from '../src/platform/ids.ts'
import { openGates } from './factories/open-gates.ts'
import type { TestServer } from './server.ts'

/** A company with people in the roles that permissions tell apart, each with a token, and one record of each kind owned by the rep `li`. */
export interface Staffed {
  orgId: string
  tokens: Record<'admin' | 'li' | 'chen' | 'zhao' | 'director' | 'marketing' | 'presales' | 'finance' | 'auditor', string>
  members: Record<string, string>
  /** What stands in this company's names and texts and nowhere else. */
  mark: string
  /** One of each kind, owned by li. */
  records: Record<
    | 'customer'
    | 'contact'
    | 'lead'
    | 'opportunity'
    | 'activity'
    | 'approval'
    | 'document'
    | 'task'
    | 'product'
    | 'source'
    | 'competitor'
    | 'team'
    | 'pipeline'
    | 'campaign'
    | 'scenario'
    | 'stage'
    | 'target'
    | 'round'
    | 'training'
    | 'handover'
    | 'survey'
    | 'invitation'
    | 'complaint'
    | 'plan'
    | 'review'
    | 'stocktake',
    string
  >
  /** An event of li's opportunity. */
  eventId: string
}

const people = {
  li: 'rep',
  chen: 'rep',
  zhao: 'supervisor',
  director: 'director',
  marketing: 'marketing',
  presales: 'presales',
  finance: 'finance',
  auditor: 'auditor',
} as const

/**
 * Builds such a company through the API, so that what it holds is what people make. Its gates are open unless it is `gated`,
 * as seeded ones ask for more than most tests are about.
 */
export async function aStaffedCompany(server: TestServer, mark: string, { gated = false } = {}): Promise<Staffed> {
  const { db } = server.database
  const made = await createOrganisation(
    db,
    {
      organizationName: `${mark}公司`,
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
      currency: 'CNY',
      name: `${mark}管理员`,
      email: `${newId()}@example.com`,
      passwordHash: await hash('not used here'),
    },
    gated ? foundations : [...foundations, openGates],
    new Date(),
  )
  if (!made.ok) throw new Error(made.refusal.code)
  const { orgId, memberId: admin } = made.value
  const tokens: Record<string, string> = {}
  const members: Record<string, string> = { admin }
  const teams: Record<string, string> = {}
  await inOrganisation(db, orgId, async (tx) => {
    const root = await tx.selectFrom('team').select('id').where('org_id', '=', orgId).executeTakeFirstOrThrow()
    teams.root = root.id
    for (const name of ['east', 'south']) {
      teams[name] = newId()
      await tx
        .insertInto('team')
        .values({ org_id: orgId, id: teams[name]!, parent_id: root.id, name: `${mark}${name}`, is_region: true })
        .execute()
    }
    for (const [person, role] of Object.entries(people)) {
      const teamId = person === 'li' || person === 'zhao' ? teams.east : person === 'chen' ? teams.south : teams.root
      members[person] = await insertMember(tx, orgId, {
        name: `${mark}${person}`,
        role,
        teamId: teamId ?? null,
        status: 'active',
      })
    }
    for (const [person, memberId] of Object.entries(members))
      tokens[person] = (await issueCredential(tx, { kind: 'api-token', orgId, memberId })).secret
  })
  const create = async (as: string, path: string, body: unknown) => {
    const reply = await server.ask('POST', `/api/v1${path}`, { as: tokens[as]!, body })
    if (reply.status !== 201) throw new Error(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`)
    return reply.body
  }
  const listed = async (path: string) =>
    (await server.ask('GET', `/api/v1${path}`, { as: tokens.admin! })).body.items[0].id as string
  const source = await listed('/sources')
  const product = (await create('admin', '/products', { name: `${mark}产品` })).id
  const competitor = (await create('admin', '/competitors', { name: `${mark}对手` })).id
  const customer = (
    await create('li', '/customers', {
      name: `${mark}制造有限公司`,
      industry: '制造业',
      headcountBand: '100-499',
      region: '上海',
      sourceId: source,
      contact: { name: `${mark}主任`, role: 'decider', phone: '13800138000' },
    })
  ).id
  const contact = (
    await create('li', '/contacts', { customerId: customer, name: `${mark}工程师`, phone: '13900139000', role: 'user' })
  ).id
  const opportunity = (
    await create('li', '/opportunities', {
      customerId: customer,
      name: `${mark}项目`,
      productId: product,
      amountMinor: 1_000_000,
    })
  ).id
  const lead = (
    await create('li', '/leads', { company: `${mark}贸易`, contactName: `${mark}经理`, phone: '13700137000', sourceId: source })
  ).id
  const activity = (
    await create('li', '/activities', {
      kind: 'visit',
      customerId: customer,
      opportunityId: opportunity,
      contactIds: [contact],
      happenedAt: new Date(Date.now() - 3_600_000).toISOString(),
      purpose: `${mark}目的`,
      content: `${mark}内容`,
      feedback: `${mark}反馈`,
      result: `${mark}结果`,
    })
  ).id
  const form = new FormData()
  form.set('category', 'minutes')
  form.set('file', new Blob([`${mark}会议纪要`]), `${mark}纪要.txt`)
  const attached = await fetch(`${server.url}/api/v1/opportunities/${opportunity}/documents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens.li}` },
    body: form,
  })
  if (attached.status !== 201) throw new Error(`documents: ${attached.status} ${await attached.text()}`)
  const document = ((await attached.json()) as { id: string }).id
  const said = await server.ask('PUT', `/api/v1/opportunities/${opportunity}/elements/demand`, {
    as: tokens.li!,
    body: { state: 'partial', note: `${mark}产能不足` },
  })
  if (said.status !== 200) throw new Error(`elements: ${said.status} ${JSON.stringify(said.body)}`)
  const approval = (
    await create('li', `/opportunities/${opportunity}/approvals`, { kind: 'discount', request: `${mark}折扣`, discount: 0.1 })
  ).id
  const task = (await create('li', '/tasks', { title: `${mark}任务`, opportunityId: opportunity, dueOn: '2026-12-01' })).id
  const campaign = (
    await create('li', '/win-back/campaigns', {
      name: `${mark}激活`,
      startsOn: '2026-12-01',
      endsOn: '2027-03-01',
      goal: `${mark}赢回`,
    })
  ).id
  const { items: stages } = (await server.ask('GET', '/api/v1/checkup/benchmarks', { as: tokens.director! })).body
  const scenario = (
    await create('li', '/checkup/scenarios', {
      name: `${mark}方案`,
      sharing: 'team',
      base: { reached: [...stages.map(() => 10), 1], amountMinor: 100, days: 30 },
      change: { rates: stages.map(() => null), volume: null, amountMinor: null, targetMinor: null },
    })
  ).id
  const round = (await create('director', '/forecast/rounds', {})).id
  const training = (await create('director', '/forecast/trainings', {})).id
  await create('li', `/forecast/rounds/${round}/submissions`, {
    commitMinor: 1_000_000,
    bestCaseMinor: 1_500_000,
    note: `${mark}承诺`,
  })
  const target = (
    await create('director', '/targets', {
      year: 2035,
      measure: 'activity-other',
      from: 'figure',
      base: 1200,
      note: `${mark}目标`,
    })
  ).id
  await create('zhao', '/leads', { company: `${mark}物流`, contactName: `${mark}主管`, phone: '13600136000', sourceId: source })
  const handover = (
    await create('director', `/members/${members.zhao}/handovers`, {
      toMemberId: members.chen,
      parts: ['leads'],
      reason: `${mark}调岗`,
    })
  ).id
  const plan = (await create('li', '/account-plans', { customerId: customer, title: `${mark}计划`, fromOn: '2026-01-01', throughOn: '2035-12-31' })).id // prettier-ignore
  const review = (await create('li', `/account-plans/${plan}/reviews`, { heldOn: '2026-01-02', reached: `${mark}复盘`, ahead: '', goals: [], nextReviewOn: null })).reviews[0].id // prettier-ignore
  const asking = { name: `${mark}满意度`, title: { 'zh-CN': `${mark}问卷` }, intro: null, thanks: null, validDays: 30 }
  const questions = [{ key: 'q1', kind: 'nps', text: { 'zh-CN': '您会推荐我们吗' }, options: [], isRequired: true }]
  const survey = (await create('director', '/surveys', { ...asking, questions })).id
  await server.ask('POST', `/api/v1/surveys/${survey}/states`, { as: tokens.director!, body: { state: 'open' } })
  const invitation = (await create('li', `/surveys/${survey}/invitations`, { contactIds: [contact], locale: 'zh-CN' })).links[0]
    .id
  const complaint = (
    await create('li', `/customers/${customer}/complaints`, { contactId: contact, isSevere: false, text: `${mark}交期` })
  ).complaints[0].id
  const stocktake = newId()
  await inOrganisation(db, orgId, async (tx) => {
    const started = { started_at: new Date(), started_by: members['li']! }
    await tx.insertInto('stocktake').values({ org_id: orgId, id: stocktake, scope_kind: 'member', scope_id: members['li']!, scope_name: `${mark}li`, taken_on: '2026-01-02', customers: 1, ...started }).execute() // prettier-ignore
    const stands = {
      level: 'potential',
      relationship: 'neutral',
      why: 'unjudged',
      open_minor: 0,
      won_minor: 0,
      activities: 0,
      minutes: 0,
    }
    await tx.insertInto('stocktake_item').values({ org_id: orgId, stocktake_id: stocktake, place: 1, customer_id: customer, customer_name: `${mark}制造有限公司`, owner_id: members['li']!, ...stands }).execute() // prettier-ignore
  })
  const eventId: string = gated
    ? (await server.ask('GET', `/api/v1/opportunities/${opportunity}/history`, { as: tokens.li! })).body.items[0].id
    : (await create('li', `/opportunities/${opportunity}/stage-moves`, { toStage: 'need-discovery' })).eventId
  return {
    orgId,
    tokens: tokens as Staffed['tokens'],
    members,
    mark,
    records: {
      customer,
      contact,
      lead,
      opportunity,
      activity,
      approval,
      document,
      task,
      product,
      source,
      competitor,
      team: teams.east!,
      pipeline: await listed('/pipelines'),
      campaign,
      scenario,
      stage: stages[0].stage.id,
      target,
      round,
      training,
      handover,
      survey,
      invitation,
      complaint,
      plan,
      review,
      stocktake,
    },
    eventId,
  }
}

/** Which record a path speaks of: every path with a parameter must be known here. */
export function recordOf(
  path: string,
  company: Staffed,
): { kind: keyof Staffed['records'] | 'own' | 'word'; values: Record<string, string> } | null {
  const { records } = company
  const kinds: Record<string, keyof Staffed['records']> = {
    customers: 'customer',
    contacts: 'contact',
    leads: 'lead',
    opportunities: 'opportunity',
    activities: 'activity',
    approvals: 'approval',
    documents: 'document',
    tasks: 'task',
    products: 'product',
    sources: 'source',
    competitors: 'competitor',
    teams: 'team',
    pipelines: 'pipeline',
    targets: 'target',
    handovers: 'handover',
    surveys: 'survey',
    'survey-invitations': 'invitation',
    complaints: 'complaint',
  }
  const first = path.split('/')[3]!
  if (first === 'win-back' && path.includes('{id}'))
    return path.split('/')[4] === 'deals'
      ? { kind: 'opportunity', values: { id: records.opportunity } }
      : { kind: 'campaign', values: { id: records.campaign, dealId: records.opportunity, refillId: records.opportunity } }
  if (first === 'checkup' && path.includes('{id}')) {
    const kind = path.split('/')[4] === 'scenarios' ? 'scenario' : 'stage'
    return { kind, values: { id: records[kind] } }
  }
  if (
    first === 'forecast' &&
    path.includes('{id}') &&
    ['rounds', 'stage-categories', 'trainings'].includes(path.split('/')[4]!)
  ) {
    const of = path.split('/')[4]
    const kind = of === 'rounds' ? 'round' : of === 'trainings' ? 'training' : 'stage'
    return { kind, values: { id: records[kind] } }
  }
  if (first === 'stocktakes' && path.includes('{id}'))
    return { kind: 'stocktake', values: { id: records.stocktake, customerId: records.customer } }
  if (first === 'account-plans' && path.includes('{id}'))
    return {
      kind: 'plan',
      values: { id: records.plan, version: '1', dealId: records.opportunity, reviewId: records.review },
    }
  // a simulation is remembered by the process, under a name made of its figures
  if (path.startsWith('/api/v1/forecast/simulations/')) return { kind: 'own', values: { id: records.customer } }
  if (path.includes('{eventId}')) return { kind: 'opportunity', values: { id: records.opportunity, eventId: company.eventId } }
  if (path.includes('{id}') && kinds[first])
    return { kind: kinds[first], values: { id: records[kinds[first]], version: '1', key: 'demand', mergeId: records.customer } }
  if (first === 'members' && path.includes('{id}')) return { kind: 'team', values: { id: company.members.li! } }
  // one's own sessions, tokens and imports, and paths whose parameter is a word
  if (['sessions', 'api-tokens', 'imports', 'delegations'].includes(first))
    return { kind: 'own', values: { id: records.customer, fileId: records.customer } }
  if (['boards', 'loss-reasons', 'invitations', 'exports'].includes(first))
    return { kind: 'word', values: { pipeline: 'default', key: 'price', token: 'sli_unknown_token', kind: 'customers' } }
  return null
}

export const filled = (path: string, values: Record<string, string>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'x')
