import { createHash } from 'node:crypto'
import { askFor } from '../../platform/jobs.ts'
import { briefly } from '../../opportunities/missing-at-gate.ts'
import type { BroughtFieldEvent } from '../../opportunities/commands/write-many.ts'
import { insertMany } from '../../platform/database/bulk.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { PipelineFull } from '../../pipelines/definition.ts'
import { seeded } from '../../platform/random.ts'
import type { DemoCompany, DemoDeal } from '../demo-company.ts'
import type { DemoActivity } from '../diary.ts'
import type { DemoElement } from '../element-story.ts'
import { gateStory, type GateStory } from '../gate-story.ts'
import { idMaker } from '../ids.ts'
import { staff } from '../staff.ts'
import type { DemoTask } from '../stage-task-story.ts'

/** The evidence of these deals, by their ids, in pieces. Visits that gates asked for are added to the company's diary. */
export function* storiesOf(
  company: DemoCompany,
  deals: readonly DemoDeal[],
  definition: PipelineFull,
  { now, timeZone }: Caller,
  seed: number,
): Generator<void, Map<string, GateStory>> {
  const random = seeded(seed)
  const setting = { now: now.getTime(), timeZone, random, idAt: idMaker(seeded(seed + 1)) }
  const byDeal = new Map<string, DemoActivity[]>()
  for (const activity of company.activities)
    if (activity.opportunityId) {
      const known = byDeal.get(activity.opportunityId)
      if (known) known.push(activity)
      else byDeal.set(activity.opportunityId, [activity])
    }
  const stories = new Map<string, GateStory>()
  for (const [index, deal] of deals.entries()) {
    const diary = (byDeal.get(deal.id) ?? []).sort((a, b) => a.recordedAt - b.recordedAt)
    const before = diary.length
    stories.set(deal.id, gateStory(deal, definition, company.customers[deal.customer]!, diary, setting))
    company.activities.push(...diary.slice(before))
    if (index % 50 === 49) yield
  }
  return stories
}

const evidenceOf = (activityId: string | null) => (activityId === null ? null : { kind: 'activity', id: activityId })

/** What was found out, as the deal's history has it: each time with what was known before. */
export const elementEvents = ({ elements }: GateStory, actorId: string, idAt: (at: number) => string): BroughtFieldEvent[] => {
  const before = new Map<string, object>()
  return elements.map(({ key, state, note, activityId, at }) => {
    const said = { state, answer: null, note, evidence: evidenceOf(activityId) }
    const old = before.get(key) ?? null
    before.set(key, said)
    return { id: idAt(at), field: `element:${key}`, old, new: said, occurredAt: at, recordedAt: at, actorId }
  })
}

/** Each element as it stands now. */
const latest = (elements: readonly DemoElement[]): DemoElement[] => [
  ...new Map(elements.map((element) => [element.key, element])).values(),
]

/** Who leads the region of a member; a member without a region is led by the director. */
const leadOf = (key: string): string => {
  const region = staff.find((member) => member.key === key)?.region
  return staff.find((member) => member.region === region && member.role === 'supervisor')?.key ?? 'director'
}
const assigneeOf = ({ task }: DemoTask, owner: string): string =>
  task.role === 'supervisor' ? leadOf(owner) : (staff.find(({ role }) => role === task.role)?.key ?? owner)

/** Writes the evidence of deals that are on record. */
export async function insertEvidence(
  tx: Tx,
  caller: Caller,
  deals: readonly DemoDeal[],
  stories: ReadonlyMap<string, GateStory>,
  pipeline: { id: string; version: number },
  members: ReadonlyMap<string, string>,
): Promise<void> {
  const member = (key: string): string => members.get(key)!
  const of = <T>(pick: (story: GateStory, deal: DemoDeal) => readonly T[]): T[] =>
    deals.flatMap((deal) => pick(stories.get(deal.id)!, deal))
  const org = { org_id: caller.orgId }
  await inParts(
    tx,
    'opportunity_element',
    of(({ elements }, { id, owner }) =>
      latest(elements).map(({ key, state, note, activityId, at }) => ({
        ...org,
        opportunity_id: id,
        key,
        state,
        answer: null,
        note,
        evidence_kind: activityId === null ? null : 'activity',
        evidence_id: activityId,
        as_of: new Date(at),
        updated_at: new Date(at),
        updated_by: member(owner),
      })),
    ),
  )
  await inParts(
    tx,
    'task',
    of(({ tasks }, deal) =>
      tasks.map((made) => {
        const { id, task, stageId, visit, madeAt, dueOn, doneAt, cancelledAt } = made
        const assignee = member(assigneeOf(made, deal.owner))
        return {
          ...org,
          id,
          opportunity_id: deal.id,
          stage_id: stageId,
          key: task.key,
          stage_visit: visit,
          title: task.name,
          standard: task.standard,
          expected_result: task.expectedResult,
          role: task.role,
          assignee_id: assignee,
          due_on: dueOn,
          done_at: doneAt === null ? null : new Date(doneAt),
          done_by: doneAt === null ? null : assignee,
          result: doneAt === null ? null : task.expectedResult['zh-CN'],
          cancelled_at: cancelledAt === null ? null : new Date(cancelledAt),
          version: 1,
          created_at: new Date(madeAt),
          created_by: member(deal.owner),
          updated_at: new Date(doneAt ?? cancelledAt ?? madeAt),
        }
      }),
    ),
  )
  // what their results say is found a moment later
  await askFor(tx, { orgId: caller.orgId, kind: 'playbooks.file-search', uniqueKey: 'all' })
  const documents = of(({ documents: kept }, deal) =>
    kept.map((document) => ({ ...document, deal, content: Buffer.from(document.text) })),
  )
  await inParts(
    tx,
    'document',
    documents.map(({ id, category, fileName, at, deal, content }) => ({
      ...org,
      id,
      opportunity_id: deal.id,
      category,
      file_name: fileName,
      media_type: 'text/plain',
      size: content.length,
      sha256: bytes(createHash('sha256').update(content).digest()),
      uploaded_at: new Date(at),
      uploaded_by: member(deal.owner),
    })),
  )
  await inParts(
    tx,
    'document_content',
    documents.map(({ id, content }) => ({ ...org, document_id: id, content: bytes(content) })),
  )
  await inParts(
    tx,
    'gate_attempt',
    of(({ attempts }, deal) =>
      attempts.map(({ id, at, fromStageId, toStageId, result, missing, overrideReason }) => ({
        ...org,
        id,
        opportunity_id: deal.id,
        pipeline_id: pipeline.id,
        pipeline_version: pipeline.version,
        from_stage_id: fromStageId,
        to_stage_id: toStageId,
        at: new Date(at),
        member_id: member(overrideReason === null ? deal.owner : leadOf(deal.owner)),
        owner_id: member(deal.owner),
        via: 'drag',
        result,
        missing: briefly(missing),
        override_reason: overrideReason,
      })),
    ),
  )
  await inParts(
    tx,
    'approval',
    of(({ approvals }, deal) =>
      approvals.map(({ id, askedAt, decidedAt, state, discount }) => ({
        ...org,
        id,
        opportunity_id: deal.id,
        kind: 'discount',
        amount_minor: deal.amountMinor,
        discount,
        request: `客户要求让利 ${Math.round(discount * 100)}%，毛利仍在底线以上`,
        state,
        asked_at: new Date(askedAt),
        asked_by: member(deal.owner),
        approver_id: member(leadOf(deal.owner)),
        passed_up: 0,
        due_at: new Date(Math.max(askedAt, state === 'asked' ? caller.now.getTime() : 0) + 86_400_000),
        decided_at: decidedAt === null ? null : new Date(decidedAt),
        decided_by: decidedAt === null ? null : member(leadOf(deal.owner)),
        note: state === 'refused' ? '先谈付款条件，再谈价格' : null,
        version: 1,
      })),
    ),
  )
}

/** Bytes as JSON carries them to the database. */
const bytes = (content: Buffer): string => `\\x${content.toString('hex')}`

async function inParts(tx: Tx, table: Parameters<typeof insertMany>[1], rows: readonly Record<string, unknown>[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 2000) await insertMany(tx, table, rows.slice(at, at + 2000))
}
