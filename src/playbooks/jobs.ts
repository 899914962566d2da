import type { Work } from '../platform/jobs.ts'
import { fileTasksForSearch } from './commands/file-search.ts'

/** Files what tasks were found by before search knew them. */
export const fileTasks: Work = (_tx, { orgId }, db) => fileTasksForSearch(db, orgId)
