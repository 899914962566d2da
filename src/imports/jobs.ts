import type { Work } from '../platform/jobs.ts'
import { executeImport } from './commands/execute.ts'
import { fileSearch } from './commands/file-search.ts'
import { executeUndo } from './commands/undo.ts'
import { clearUploads } from './store/uploads.ts'

interface Payload {
  importId: string
  dataDir: string
}

/** Brings a file in. The import has its own transaction, so that progress is seen and a cancellation rolls back. */
export const runImport: Work = async (_, { id, orgId, attempt, payload }, db) => {
  const { importId, dataDir } = payload as unknown as Payload
  await clearUploads(dataDir, Date.now())
  await executeImport(db, dataDir, orgId, importId, { jobId: id, attempt }, new Date())
}

/** Lets search find what a large import made. */
export const fileSearchOfImport: Work = async (_, { orgId, payload }, db) => {
  await fileSearch(db, orgId, (payload as unknown as Payload).importId)
}

export const undoImport: Work = async (_, { id, orgId, attempt, payload }, db) => {
  await executeUndo(db, orgId, (payload as unknown as Payload).importId, { jobId: id, attempt }, new Date())
}
