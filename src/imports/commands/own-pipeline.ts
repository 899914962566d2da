import { createPipeline } from '../../pipelines/commands/create.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { nameKey } from '../../platform/text/keys.ts'
import { stagesNamed } from '../own-stages.ts'

/** The pipeline of that name, so that the same file again goes where it went; else one made from the file's own stages. */
export async function ownPipeline(
  tx: Tx,
  caller: Caller,
  { name, stages }: { name: string; stages: readonly string[] },
): Promise<Outcome<{ id: string; isNew: boolean }>> {
  const existing = await tx
    .selectFrom('pipeline')
    .select(['id', 'name'])
    .where('org_id', '=', caller.orgId)
    .where('active', '=', true)
    .orderBy('position')
    .execute()
  const known = existing.find((pipeline) =>
    Object.values(pipeline.name as Record<string, string>).some((given) => nameKey(given) === nameKey(name)),
  )
  if (known) return accept({ id: known.id, isNew: false })
  const made = await createPipeline(tx, caller, {
    key: `imported-${newId().slice(-12)}`,
    names: { 'zh-CN': name, 'zh-TW': name, en: name },
    stages: stagesNamed(stages),
  })
  return made.ok ? accept({ id: made.value.id, isNew: true }) : made
}
