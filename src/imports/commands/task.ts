import type { Db } from '../../platform/database/connect.ts'
import { executeImport, type Fence } from './execute.ts'
import { fileSearch } from './file-search.ts'
import { executeUndo } from './undo.ts'

/** What has to be done about an import, as plain values: a thread can be given it. */
export interface Task {
  what: 'run' | 'file-search' | 'undo'
  orgId: string
  importId: string
  dataDir: string
  fence: Fence
}

export async function doTask(db: Db, { what, orgId, importId, dataDir, fence }: Task): Promise<void> {
  if (what === 'run') await executeImport(db, dataDir, orgId, importId, fence, new Date())
  else if (what === 'undo') await executeUndo(db, orgId, importId, fence, new Date())
  else await fileSearch(db, orgId, importId, fence.attempt === 1)
}
