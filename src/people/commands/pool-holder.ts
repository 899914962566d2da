import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { nameKey } from '../../platform/text/keys.ts'
import { pinyinOf } from '../../platform/text/pinyin.ts'
import { readPoolHolder } from '../queries/pool-holder.ts'

/** The member that holds what is in the pool, made when it is needed first; `name` is what owner columns say then. */
export async function poolHolder(tx: Tx, orgId: string, name: string): Promise<string> {
  const there = await readPoolHolder(tx, orgId)
  if (there) return there
  const { full, initials } = pinyinOf(name)
  await tx
    .insertInto('member')
    .values({
      org_id: orgId,
      id: newId(),
      name,
      name_key: nameKey(name),
      pinyin: full,
      initials,
      role: 'auditor',
      status: 'deactivated',
      is_pool: true,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['org_id'])
        .where(sql<boolean>`is_pool`)
        .doNothing(),
    )
    .execute()
  return (await readPoolHolder(tx, orgId))!
}
