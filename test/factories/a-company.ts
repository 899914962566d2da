import { randomBytes } from 'node:crypto'
import { createOrganisation } from '../../src/people/commands/set-up.ts'
import { readCaller } from '../../src/people/queries.ts'
import { inOrganisation, type Db, type Tx } from '../../src/platform/database/connect.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Outcome } from '../../src/platform/refusal.ts'
import type { Caller } from '../../src/platform/session.ts'
import { coreKey, nameKey } from '../../src/platform/text/keys.ts'
import { aVersion } from './a-pipeline.ts'

const people = {
  /** 华东 */
  li: { name: '李娜', role: 'rep', team: 'east' },
  /** 华东 */
  wang: { name: '王强', role: 'rep', team: 'east' },
  /** 华南 */
  chen: { name: '陈静', role: 'rep', team: 'south' },
  /** leads 华东 */
  zhao: { name: '赵敏', role: 'supervisor', team: 'east' },
  director: { name: '总监', role: 'director', team: 'root' },
  marketing: { name: '市场', role: 'marketing', team: 'root' },
  presales: { name: '售前', role: 'presales', team: 'root' },
  finance: { name: '财务', role: 'finance', team: 'root' },
  auditor: { name: '审计', role: 'auditor', team: 'root' },
} as const

export type Person = keyof typeof people | 'admin'

/** A company with two regions and people in every role. `as(person)` is that person as a caller at `now`. */
export interface Company {
  orgId: string
  admin: string
  team: { east: string; south: string; root: string }
  member: Record<Person, string>
  as: (person: Person, at?: Date) => Promise<Caller>
  /** Work in the company's transaction, committed even when refused. */
  within: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** Does something as a person in one transaction; a refusal rolls it back. */
  doing: <T>(person: Person, work: (tx: Tx, caller: Caller) => Promise<Outcome<T>>, at?: Date) => Promise<Outcome<T>>
}

class RolledBack extends Error {}

export async function aCompany(db: Db, { timeZone = 'Asia/Shanghai', now = new Date() } = {}): Promise<Company> {
  const made = await createOrganisation(
    db,
    {
      organizationName: '云帆科技',
      locale: 'zh-CN',
      timeZone,
      currency: 'CNY',
      name: '管理员',
      email: `admin-${randomBytes(5).toString('hex')}@example.com`,
      passwordHash: null,
    },
    [],
    now,
  )
  if (!made.ok) throw new Error(made.refusal.code)
  const { orgId, memberId: admin } = made.value
  const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(db, orgId, work)
  const { team, member } = await within((tx) => staff(tx, orgId, admin))
  const as = async (person: Person, at = now): Promise<Caller> => {
    const caller = await within((tx) => readCaller(tx, orgId, member[person], 'web', at))
    if (!caller) throw new Error(`${person} may not come in`)
    return caller
  }
  return {
    orgId,
    admin,
    team,
    member,
    as,
    within,
    doing: async (person, work, at = now) => {
      const caller = await as(person, at)
      let outcome: Awaited<ReturnType<typeof work>> | undefined
      try {
        return await within(async (tx) => {
          outcome = await work(tx, caller)
          if (!outcome.ok) throw new RolledBack()
          return outcome
        })
      } catch (error) {
        if (error instanceof RolledBack && outcome) return outcome
        throw error
      }
    },
  }
}

async function staff(tx: Tx, orgId: string, admin: string) {
  const { id: root } = await tx.selectFrom('team').select('id').where('org_id', '=', orgId).executeTakeFirstOrThrow()
  const team = { root, east: newId(), south: newId() }
  await tx
    .insertInto('team')
    .values([
      { org_id: orgId, id: team.east, parent_id: root, name: '华东', is_region: true },
      { org_id: orgId, id: team.south, parent_id: root, name: '华南', is_region: true },
    ])
    .execute()
  const member = { admin } as Record<Person, string>
  for (const [key, person] of Object.entries(people)) {
    const id = newId()
    member[key as Person] = id
    await tx
      .insertInto('member')
      .values({
        org_id: orgId,
        id,
        name: person.name,
        name_key: nameKey(person.name),
        role: person.role,
        team_id: team[person.team],
      })
      .execute()
  }
  return { team, member }
}

/** A customer as a plain row, for tests that are not about customers. */
export async function aCustomer(tx: Tx, orgId: string, { name = '远航制造有限公司', ownerId = '' }): Promise<string> {
  const id = newId()
  await tx
    .insertInto('customer')
    .values({ org_id: orgId, id, name, name_key: nameKey(name), core_key: coreKey(name), owner_id: ownerId, created_by: ownerId })
    .execute()
  return id
}

/** A person at a customer as a plain row. */
export async function aContact(tx: Tx, orgId: string, { name = '周主任', customerId = '', ownerId = '' }): Promise<string> {
  const id = newId()
  await tx
    .insertInto('contact')
    .values({ org_id: orgId, id, customer_id: customerId, name, owner_id: ownerId, created_by: ownerId })
    .execute()
  return id
}

/** An open deal as a plain row, in a pipeline of one stage that is made when there is none. */
export async function aDeal(
  tx: Tx,
  orgId: string,
  given: { name?: string; customerId: string; ownerId: string; nextStep?: string; nextStepOn?: string; status?: string },
): Promise<string> {
  const id = newId()
  const { pipelineId, stageId } = await aStage(tx, orgId)
  await tx
    .insertInto('opportunity')
    .values({
      org_id: orgId,
      id,
      name: given.name ?? '产线改造',
      customer_id: given.customerId,
      pipeline_id: pipelineId,
      pipeline_version: 1,
      status: given.status ?? 'open',
      stage_id: stageId,
      stage_position: 1,
      max_position: 1,
      owner_id: given.ownerId,
      credit_owner_id: given.ownerId,
      currency: 'CNY',
      next_step: given.nextStep ?? null,
      next_step_on: given.nextStepOn ?? null,
      created_by: given.ownerId,
    })
    .execute()
  return id
}

async function aStage(tx: Tx, orgId: string): Promise<{ pipelineId: string; stageId: string }> {
  const found = await tx
    .selectFrom('stage')
    .select(['id as stageId', 'pipeline_id as pipelineId'])
    .where('org_id', '=', orgId)
    .orderBy('position')
    .executeTakeFirst()
  if (found) return found
  const made = { pipelineId: newId(), stageId: newId() }
  const name = JSON.stringify({ 'zh-CN': '线索获取', 'zh-TW': '線索獲取', en: 'Lead capture' })
  await tx.insertInto('pipeline').values({ org_id: orgId, id: made.pipelineId, key: 'b2b', name, is_default: true }).execute()
  await tx
    .insertInto('stage')
    .values({
      org_id: orgId,
      id: made.stageId,
      pipeline_id: made.pipelineId,
      key: 'lead',
      position: 1,
      phase: 'lead',
      name,
      probability: 0.1,
    })
    .execute()
  await aVersion(tx, orgId, made.pipelineId, [{ id: made.stageId, key: 'lead' }])
  return made
}
