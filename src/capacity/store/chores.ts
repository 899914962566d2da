import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import type { Caller } from '../../platform/session.ts'
import type { ChoreMinutes } from '../chores.ts'

/** What the caller said of a week before, held against saying it twice at once. */
export async function lockChores(
  tx: Tx,
  { orgId, memberId }: Caller,
  weekOn: string,
): Promise<{ minutes: ChoreMinutes; version: number } | undefined> {
  const row = await tx
    .selectFrom('chore_record')
    .select(['minutes', 'version'])
    .where('org_id', '=', orgId)
    .where('member_id', '=', memberId)
    .where('week_on', '=', weekOn)
    .forUpdate()
    .executeTakeFirst()
  return row && { minutes: row.minutes as unknown as ChoreMinutes, version: row.version }
}

export async function writeChores(
  tx: Tx,
  { orgId, memberId, now }: Caller,
  weekOn: string,
  minutes: ChoreMinutes,
  totalMinutes: number,
): Promise<{ id: string; version: number }> {
  const values = { minutes: JSON.stringify(minutes), total_minutes: totalMinutes, recorded_at: now }
  return tx
    .insertInto('chore_record')
    .values({ org_id: orgId, id: newId(), member_id: memberId, week_on: weekOn, ...values })
    .onConflict((conflict) =>
      conflict
        .columns(['org_id', 'member_id', 'week_on'])
        .doUpdateSet({ ...values, version: sql<number>`chore_record.version + 1` }),
    )
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()
}

/** Many at once, of weeks nobody told yet. */
export async function insertChores(
  tx: Tx,
  { orgId, now }: Caller,
  told: readonly { memberId: string; weekOn: string; minutes: ChoreMinutes; totalMinutes: number }[],
): Promise<void> {
  if (told.length === 0) return
  await tx
    .insertInto('chore_record')
    .values(
      told.map(({ memberId, weekOn, minutes, totalMinutes }) => ({
        org_id: orgId,
        id: newId(),
        member_id: memberId,
        week_on: weekOn,
        minutes: JSON.stringify(minutes),
        total_minutes: totalMinutes,
        recorded_at: now,
      })),
    )
    .execute()
}
