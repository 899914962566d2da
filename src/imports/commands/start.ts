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
import { findUpload } from '../store/uploads.ts'
import { findPipeline } from './ground.ts'
import { proposeImport } from './propose.ts'

export interface ToImport {
  fileId: string
  kind: ImportKind
  mode: 'dry-run' | 'commit'
  /** Null: as proposed. */
  mapping: Mapping | null
  pipeline?: string | undefined
}

/** May this kind be imported by this person, and into which pipeline. */
export async function mayImport(
  tx: Tx,
  caller: Caller,
  kind: ImportKind,
  pipeline: string | undefined,
): Promise<Outcome<string | null>> {
  const lacking = importing(caller, kind)
  if (lacking) return { ok: false, refusal: lacking }
  if (kindsToCome.has(kind)) return refuse('kind-to-come', { kind })
  if (pipeline === undefined) return accept(null)
  const found = await findPipeline(tx, caller.orgId, pipeline)
  return found ? accept(found.id) : refuse('pipeline-unknown')
}

/** Asks for an import; the work itself is a job. Without a mapping the proposal is taken as it stands. */
export async function startImport(tx: Tx, caller: Caller, dataDir: string, asked: ToImport): Promise<Outcome<{ id: string }>> {
  const pipelineId = await mayImport(tx, caller, asked.kind, asked.pipeline)
  if (!pipelineId.ok) return pipelineId
  const upload = await findUpload(dataDir, caller.orgId, asked.fileId)
  if (!upload) return refuse('file-gone', {}, 404)
  const mapping = await mappingFor(tx, caller, dataDir, asked, pipelineId.value)
  if (!mapping.ok) return mapping
  const { kind, mode, fileId } = asked
  const id = await insertRun(tx, caller, {
    kind,
    mode,
    fileId,
    fileName: upload.fileName,
    mapping: mapping.value,
    pipelineId: pipelineId.value,
  })
  if (mode === 'commit')
    await record(tx, caller, [
      { entityKind: 'import', entityId: id, action: 'created', after: { kind, fileName: upload.fileName } },
    ])
  await askFor(tx, { orgId: caller.orgId, kind: 'imports.run', payload: { importId: id, dataDir } })
  return accept({ id })
}

async function mappingFor(
  tx: Tx,
  caller: Caller,
  dataDir: string,
  { kind, fileId, mapping }: ToImport,
  pipelineId: string | null,
): Promise<Outcome<Mapping>> {
  if (mapping) return mapping.kind === kind ? accept(mapping) : refuse('mapping-other-kind')
  const proposal = await proposeImport(tx, caller, dataDir, { kind, fileId, pipelineId })
  return proposal.ok ? accept(proposal.value.mapping) : proposal
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
