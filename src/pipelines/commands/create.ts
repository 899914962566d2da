import { needs } from '../../people/permissions.ts'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { PipelineFull } from '../definition.ts'
import { fromFile } from '../pipeline-file.ts'
import type { Named } from '../stage.ts'
import { insertPipeline } from '../store.ts'
import { definitionOf } from '../template.ts'
import { templates } from '../templates/all.ts'
import { withBasics, type StageBasics } from './change.ts'
import { flawed } from './publish.ts'

export type NewPipeline =
  | { template: string; key?: string | undefined; names?: Named | undefined }
  | { key: string; names: Named; stages: StageBasics[] }
  | { key: string; names: Named; definition: PipelineFull }

export async function createPipeline(tx: Tx, caller: Caller, given: NewPipeline): Promise<Outcome<{ id: string }>> {
  const lacking = needs(caller, 'catalogue.manage')
  if (lacking) return { ok: false, refusal: lacking }
  const template = 'template' in given ? templates.find(({ key }) => key === given.template) : undefined
  if ('template' in given && !template) return refuse('unknown-reference', { field: 'template' })
  const definition =
    'definition' in given
      ? given.definition
      : 'stages' in given
        ? withBasics({ stages: [], elements: [], winGate: 'warn' }, given.stages)
        : definitionOf(template!)
  const flaw = flawed(caller, definition)
  if (flaw) return flaw
  const names = given.names ?? template!.name
  const present = await tx.selectFrom('pipeline').select('key').where('org_id', '=', caller.orgId).execute()
  const taken = new Set(present.map(({ key }) => key))
  const key = given.key ?? freeKey(taken, template!.key)
  if (taken.has(key)) return refuse('already-exists', { field: 'key' })
  const id = await insertPipeline(tx, caller, {
    key,
    names,
    template: template?.key ?? null,
    isDefault: present.length === 0,
    position: present.length,
    definition,
  })
  const stages = definition.stages.map((stage) => stage.key)
  await record(tx, caller, [{ entityKind: 'pipeline', entityId: id, action: 'created', after: { key, names, stages } }])
  await announce(tx, caller.orgId, [{ topic: 'pipeline.created', entityKind: 'pipeline', entityId: id, ownerId: null }])
  return accept({ id })
}

/** A new pipeline from a file; its key and its name get a number where they are taken. */
export async function createFromFile(tx: Tx, caller: Caller, text: string): Promise<Outcome<{ id: string }>> {
  const lacking = needs(caller, 'catalogue.manage')
  if (lacking) return { ok: false, refusal: lacking }
  const file = fromFile(text, caller.locale)
  if (!file.ok) return file
  const { key, name, definition } = file.value
  const present = await tx.selectFrom('pipeline').select(['key', 'name']).where('org_id', '=', caller.orgId).execute()
  const stages = definition.stages.map((stage) => ({ ...stage, id: null }))
  return createPipeline(tx, caller, {
    key: freeKey(new Set(present.map((one) => one.key)), key),
    names: freeName(
      present.map((one) => one.name as Named),
      name,
    ),
    definition: { ...definition, stages },
  })
}

/** The wanted key, with a number behind it where it is taken. */
export function freeKey(taken: ReadonlySet<string>, wanted: string): string {
  let [key, number] = [wanted, 2]
  while (taken.has(key)) key = `${wanted}-${number++}`
  return key
}

/** The wanted name, with the same number behind it in every language where one of them is taken. */
function freeName(taken: readonly Named[], wanted: Named): Named {
  const numbered = (number: number): Named =>
    number === 1
      ? wanted
      : { 'zh-CN': `${wanted['zh-CN']} ${number}`, 'zh-TW': `${wanted['zh-TW']} ${number}`, en: `${wanted.en} ${number}` }
  const isTaken = (name: Named): boolean =>
    taken.some((one) => one['zh-CN'] === name['zh-CN'] || one['zh-TW'] === name['zh-TW'] || one.en === name.en)
  let number = 1
  while (isTaken(numbered(number))) number += 1
  return numbered(number)
}
