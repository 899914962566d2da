import { noteField } from '../../../opportunities/commands/note-field.ts'
import { record } from '../../../platform/audit-trail.ts'
import type { Tx } from '../../../platform/database/connect.ts'
import { announce } from '../../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../../platform/refusal.ts'
import type { Caller } from '../../../platform/session.ts'
import type { OpenCategory } from '../../categories.ts'
import { categoryField, readCategory, type KeptCategory } from '../../queries/rounds/category.ts'
import { editingStageCategories } from '../../round-permissions.ts'

/**
 * Says in which category an open deal counts; null follows its stage again. Against the stage only with a note. Goes into the
 * deal's history with who, when and why. What is said already is no change.
 */
export async function sayCategory(
  tx: Tx,
  caller: Caller,
  id: string,
  { category, note }: { category: OpenCategory | null; note: string },
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const present = await readCategory(tx, caller, id)
  if (!present) return refuse('not-found')
  const old: KeptCategory | null = present.said && { category: present.said.category, note: present.said.note }
  if ((old?.category ?? null) === category && (old?.note ?? '') === note) return accept(undefined)
  if (category !== null && category !== present.byStage && note === '') return refuse('category-note-needed')
  const next: KeptCategory = { category, note }
  const noted = await noteField(tx, caller, id, { field: categoryField, old, next }, ifMatch)
  if (!noted.ok) return noted
  if (category === null) {
    await tx.deleteFrom('forecast_category').where('org_id', '=', caller.orgId).where('opportunity_id', '=', id).execute()
    return accept(undefined)
  }
  const columns = { category, note, updated_at: caller.now, updated_by: caller.memberId }
  await tx
    .insertInto('forecast_category')
    .values({ org_id: caller.orgId, opportunity_id: id, ...columns })
    .onConflict((conflict) => conflict.columns(['org_id', 'opportunity_id']).doUpdateSet(columns))
    .execute()
  return accept(undefined)
}

/** Says what the deals of a stage stand for; null is what its phase stands for. */
export async function setStageCategory(
  tx: Tx,
  caller: Caller,
  id: string,
  category: OpenCategory | null,
): Promise<Outcome<undefined>> {
  const stage = await tx
    .selectFrom('stage')
    .select('id')
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!stage) return refuse('not-found')
  const refusal = editingStageCategories(caller)
  if (refusal) return { ok: false, refusal }
  const before = await tx
    .selectFrom('forecast_stage')
    .select('category')
    .where('org_id', '=', caller.orgId)
    .where('stage_id', '=', id)
    .executeTakeFirst()
  if ((before?.category ?? null) === category) return accept(undefined)
  if (category === null) {
    await tx.deleteFrom('forecast_stage').where('org_id', '=', caller.orgId).where('stage_id', '=', id).execute()
  } else {
    const columns = { category, updated_at: caller.now, updated_by: caller.memberId }
    await tx
      .insertInto('forecast_stage')
      .values({ org_id: caller.orgId, stage_id: id, ...columns })
      .onConflict((conflict) => conflict.columns(['org_id', 'stage_id']).doUpdateSet(columns))
      .execute()
  }
  const change = { before: { [categoryField]: before?.category ?? null }, after: { [categoryField]: category } }
  await record(tx, caller, [{ entityKind: 'stage', entityId: id, action: 'changed', ...change }])
  await announce(tx, caller.orgId, [{ topic: 'forecast.changed', entityKind: 'forecast', entityId: id, ownerId: null }])
  return accept(undefined)
}
