import { needs } from '../../people/permissions.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { askFor } from '../../platform/jobs.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import { record } from '../../platform/audit-trail.ts'
import type { Caller } from '../../platform/session.ts'
import { kindsToCome, type ImportKind } from '../fields.ts'
import type { Mapping } from '../mapping.ts'
import { importing } from '../permissions.ts'
import { insertRun, lockRun, updateRun } from '../store/rows.ts'
import { findUpload, uploadSize } from '../store/uploads.ts'
import { findPipeline } from './ground.ts'
import { proposeImport } from './propose.ts'

/** Bytes from which a file is worth a thread of its own: a thousand rows or two. */
const worthThread = 128_000

export interface ToImport {
  fileId: string
  kind: ImportKind
  mode: 'dry-run' | 'commit'
  /** Null: as proposed. */
  mapping: Mapping | null
  pipeline?: string | undefined
  /** Lets rows move deals past gates that are not met, for this reason. */
  overrideReason?: string | undefined
}

export interface WhichPipeline {
  /** Null: the default one. */
  id: string | null
  /** One of the file's own stages is asked for, under this name. */
  newName: string | null
}

/** May this kind be imported by this person, and into which pipeline: by key or id, or `new:NAME`. */
export async function mayImport(
  tx: Tx,
  caller: Caller,
  kind: ImportKind,
  pipeline: string | undefined,
): Promise<Outcome<WhichPipeline>> {
  const lacking = importing(caller, kind)
  if (lacking) return { ok: false, refusal: lacking }
  if (kindsToCome.has(kind)) return refuse('kind-to-come', { kind })
  if (pipeline === undefined) return accept({ id: null, newName: null })
  const newName = /^new:\s*(.+)$/.exec(pipeline)?.[1]
  if (newName !== undefined) {
    const refusal = needs(caller, 'catalogue.manage')
    return refusal ? { ok: false, refusal } : accept({ id: null, newName })
  }
  const found = await findPipeline(tx, caller.orgId, pipeline)
  return found ? accept({ id: found.id, newName: null }) : refuse('pipeline-unknown')
}

/** Asks for an import; the work itself is a job. Without a mapping the proposal is taken as it stands. */
export async function startImport(tx: Tx, caller: Caller, dataDir: string, asked: ToImport): Promise<Outcome<{ id: string }>> {
  const pipeline = await mayImport(tx, caller, asked.kind, asked.pipeline)
  if (!pipeline.ok) return pipeline
  const forged = asked.overrideReason === undefined ? null : needs(caller, 'stages.override')
  if (forged) return { ok: false, refusal: forged }
  const upload = await findUpload(dataDir, caller.orgId, asked.fileId)
  if (!upload) return refuse('file-gone', {}, 404)
  const mapping = await mappingFor(tx, caller, dataDir, asked, pipeline.value)
  if (!mapping.ok) return mapping
  if (mapping.value.ownPipeline) {
    const refusal = needs(caller, 'catalogue.manage')
    if (refusal) return { ok: false, refusal }
  }
  const { kind, mode, fileId } = asked
  const id = await insertRun(tx, caller, {
    kind,
    mode,
    fileId,
    fileName: upload.fileName,
    mapping: mapping.value,
    pipelineId: pipeline.value.id,
    overrideReason: asked.overrideReason ?? null,
  })
  if (mode === 'commit')
    await record(tx, caller, [
      { entityKind: 'import', entityId: id, action: 'created', after: { kind, fileName: upload.fileName } },
    ])
  const large = (await uploadSize(dataDir, caller.orgId, fileId)) > worthThread
  await askFor(tx, { orgId: caller.orgId, kind: 'imports.run', payload: { importId: id, dataDir, large } })
  return accept({ id })
}

async function mappingFor(
  tx: Tx,
  caller: Caller,
  dataDir: string,
  { kind, fileId, mapping }: ToImport,
  pipeline: WhichPipeline,
): Promise<Outcome<Mapping>> {
  if (mapping && mapping.kind !== kind) return refuse('mapping-other-kind')
  if (mapping && (pipeline.newName === null || mapping.ownPipeline))
    return accept(
      mapping.ownPipeline && pipeline.newName !== null
        ? { ...mapping, ownPipeline: { ...mapping.ownPipeline, name: pipeline.newName } }
        : mapping,
    )
  const proposal = await proposeImport(tx, caller, dataDir, { kind, fileId, pipeline })
  if (!proposal.ok) return proposal
  const proposed = proposal.value.mapping
  return accept(mapping ? { ...mapping, ownPipeline: proposed.ownPipeline } : proposed)
}

/** Stops an import that waits or runs; nothing of it stays. */
export async function cancelImport(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const row = await lockRun(tx, caller.orgId, id)
  if (!row) return refuse('not-found')
  const lacking = needs(caller, 'import')
  if (lacking) return { ok: false, refusal: lacking }
  if (row.status !== 'waiting' && row.status !== 'running') return refuse('import-not-running', {}, 409)
  await updateRun(tx, caller.orgId, id, { cancel_asked_at: caller.now })
  return accept(undefined)
}
