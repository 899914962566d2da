import { sql } from 'kysely'
import type { Named } from '../../pipelines/stage.ts'
import { inOrganisation, type Db, type Tx } from '../../platform/database/connect.ts'
import { fileWords } from '../store.ts'

const atOnce = 500

/** Files everything that people wrote in tasks for search, in short transactions; doing it again is harmless. */
export async function fileTasksForSearch(db: Db, orgId: string): Promise<void> {
  for (let after: string | null = '00000000-0000-0000-0000-000000000000'; after !== null;) {
    const from: string = after
    after = await inOrganisation(db, orgId, (tx) => filePage(tx, orgId, from))
  }
}

/** Locked, so that whoever changes a task meanwhile files it after us, or we read what they wrote. */
async function filePage(tx: Tx, orgId: string, after: string): Promise<string | null> {
  const { rows } = await sql<{ id: string; key: string | null; title: Named; result: string | null }>`
    select id, key, title, result from task
    where org_id = ${orgId} and id > ${after}::uuid and (key is null or result is not null) order by id limit ${atOnce} for share`.execute(
    tx,
  )
  await fileWords(
    tx,
    orgId,
    rows.map(({ id, key, title, result }) => ({ id, isStageTask: key !== null, title, result })),
  )
  return rows.length < atOnce ? null : rows.at(-1)!.id
}
