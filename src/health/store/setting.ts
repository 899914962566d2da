import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { Cadence } from '../evidence.ts'
import type { Weights } from '../health-score.ts'

export async function saveSetting(
  tx: Tx,
  caller: Caller,
  { weights, cadence, threshold }: { weights: Weights | null; cadence: Cadence | null; threshold: number },
): Promise<void> {
  const json = (value: object | null): string | null => value && JSON.stringify(value)
  await sql`insert into health_setting (org_id, weights, cadence, threshold, updated_at, updated_by)
    values (${caller.orgId}, ${json(weights)}::jsonb, ${json(cadence)}::jsonb, ${threshold}, ${caller.now}, ${caller.memberId})
    on conflict (org_id) do update set weights = excluded.weights, cadence = excluded.cadence, threshold = excluded.threshold,
      updated_at = excluded.updated_at, updated_by = excluded.updated_by, version = health_setting.version + 1`.execute(tx)
}

export const readProgress = (tx: Tx, orgId: string) =>
  tx
    .selectFrom('health_progress')
    .select(['judged_on as day', 'touched_through as through'])
    .where('org_id', '=', orgId)
    .executeTakeFirst()

export async function saveProgress(tx: Tx, orgId: string, at: Date, today: string): Promise<void> {
  await sql`insert into health_progress (org_id, touched_through, judged_on) values (${orgId}, ${at}, ${today})
    on conflict (org_id) do update set touched_through = excluded.touched_through, judged_on = excluded.judged_on`.execute(tx)
}
