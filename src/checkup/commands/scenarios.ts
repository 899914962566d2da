import type { z } from 'zod'
import { readPipeline } from '../../funnel/queries/pipeline.ts'
import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, type Outcome, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { editingScenario, savingScenario } from '../permissions.ts'
import type { changeScenario as changeContract, saveScenario as saveContract } from '../scenario-contract.ts'
import { visible } from '../queries/scenarios.ts'

/** Saves a what-if scenario. Refuses one that has another number of figures than the pipeline has stages. */
export async function saveScenario(
  tx: Tx,
  caller: Caller,
  body: z.output<typeof saveContract.body>,
): Promise<Outcome<{ id: string }>> {
  const lacking = savingScenario(caller)
  if (lacking) return { ok: false, refusal: lacking }
  const pipeline = await readPipeline(tx, caller, body.pipeline)
  if (!pipeline.ok) return pipeline
  const { stages } = pipeline.value
  if (body.change.rates.length !== stages.length || body.base.reached.length !== stages.length + 1)
    return refuse('scenario-does-not-fit', { expected: stages.length })
  const id = newId()
  const { name, note, sharing, filters, change } = body
  const startsOn = body.startsOn ?? dayOf(caller.now, caller.timeZone)
  await tx
    .insertInto('scenario')
    .values({
      org_id: caller.orgId,
      id,
      pipeline_id: pipeline.value.id,
      name,
      note,
      sharing,
      owner_id: caller.memberId,
      filters: JSON.stringify(filters),
      base: JSON.stringify({ ...body.base, stageKeys: stages.map(({ key }) => key) }),
      change: JSON.stringify(change),
      starts_on: startsOn,
      currency: caller.currency,
      created_at: caller.now,
      updated_at: caller.now,
    })
    .execute()
  await tell(tx, caller, id, 'created', { before: null, after: { name, sharing, startsOn, change } })
  return accept({ id })
}

/** Renames, shares or changes a scenario. Refuses other people's, and one that changed meanwhile. */
export async function changeScenario(
  tx: Tx,
  caller: Caller,
  id: string,
  body: z.output<typeof changeContract.body>,
  ifMatch: number | null,
): Promise<Outcome<{ id: string }>> {
  const held = await hold(tx, caller, id, ifMatch)
  if (!held.ok) return held
  const row = held.value
  const expected = (row.change as { rates: unknown[] }).rates.length
  if (body.change && body.change.rates.length !== expected) return refuse('scenario-does-not-fit', { expected })
  const present = { name: row.name, note: row.note, sharing: row.sharing, startsOn: row.starts_on, change: row.change as object }
  const changed = difference<typeof present>(present, body as Partial<typeof present>)
  if (!changed) return accept({ id })
  const { name, note, sharing, startsOn, change } = { ...present, ...body }
  await write(tx, caller, id, {
    name,
    note,
    sharing,
    starts_on: startsOn,
    change: JSON.stringify(change),
    version: row.version + 1,
  })
  await tell(tx, caller, id, 'changed', changed)
  return accept({ id })
}

/** Archives a scenario, or brings it back. Twice is once. */
export async function archiveScenario(
  tx: Tx,
  caller: Caller,
  id: string,
  isArchived: boolean,
  ifMatch: number | null,
): Promise<Outcome<{ id: string }>> {
  const held = await hold(tx, caller, id, ifMatch)
  if (!held.ok) return held
  if ((held.value.deleted_at !== null) === isArchived) return accept({ id })
  await write(tx, caller, id, { deleted_at: isArchived ? caller.now : null, version: held.value.version + 1 })
  await tell(tx, caller, id, isArchived ? 'archived' : 'restored', { before: null, after: null })
  return accept({ id })
}

async function hold(tx: Tx, caller: Caller, id: string, ifMatch: number | null) {
  const row = await tx
    .selectFrom('scenario as c')
    .selectAll('c')
    .where('c.org_id', '=', caller.orgId)
    .where('c.id', '=', id)
    .where(visible(caller))
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('not-found')
  const lacking = editingScenario(caller, { ownerId: row.owner_id })
  if (lacking) return { ok: false as const, refusal: lacking }
  return ifMatch !== null && ifMatch !== row.version ? refuse('version-conflict', { version: row.version }) : accept(row)
}

type Written = Partial<Record<'name' | 'note' | 'sharing' | 'starts_on' | 'change', string>> & {
  version: number
  deleted_at?: Date | null
}

const write = (tx: Tx, caller: Caller, id: string, values: Written) =>
  tx
    .updateTable('scenario')
    .set({ ...values, updated_at: caller.now })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()

async function tell(
  tx: Tx,
  caller: Caller,
  id: string,
  action: string,
  { before, after }: { before: object | null; after: object | null },
): Promise<void> {
  await record(tx, caller, [
    { entityKind: 'scenario', entityId: id, action, before: before && { ...before }, after: after && { ...after } },
  ])
  await announce(tx, caller.orgId, [
    { topic: `scenario.${action}`, entityKind: 'scenario', entityId: id, ownerId: caller.memberId },
  ])
}
