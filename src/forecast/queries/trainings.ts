import type { Selectable } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { ForecastTrainingTable } from '../../platform/database/tables.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import { refuse, type Refusal } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { TrainingReply } from '../running-contract.ts'
import { training } from '../permissions.ts'
import { sayText } from '../wording.ts'

type Row = Selectable<ForecastTrainingTable> & { name: string | null }

const rows = (tx: Tx, { orgId }: Caller) =>
  tx
    .selectFrom('forecast_training as t')
    .leftJoin('member as m', (join) => join.onRef('m.org_id', '=', 't.org_id').onRef('m.id', '=', 't.asked_by'))
    .selectAll('t')
    .select('m.name')
    .where('t.org_id', '=', orgId)

export async function readTrainingReport(tx: Tx, caller: Caller, id: string): Promise<TrainingReply | null> {
  const row = await rows(tx, caller).where('t.id', '=', id).executeTakeFirst()
  return row ? shape(caller, row) : null
}

export async function listTrainingReports(
  tx: Tx,
  caller: Caller,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) {
  const found = await rows(tx, caller)
    .$if(cursor !== undefined && /^[0-9a-f-]{36}$/.test(cursor), (query) => query.where('t.id', '<', cursor!))
    .orderBy('t.id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = found.slice(0, limit)
  return { items: shown.map((row) => shape(caller, row)), nextCursor: found.length > limit ? shown[shown.length - 1]!.id : null }
}

function shape(caller: Caller, row: Row): TrainingReply {
  const running = row.status === 'waiting' || row.status === 'running'
  const refusal: Refusal | null = training(caller) ?? (running ? null : refuse('training-not-running', {}, 409).refusal)
  const status = row.status as TrainingReply['status']
  return {
    id: row.id,
    status,
    progress: row.progress,
    step: row.step as TrainingReply['step'],
    askedAt: row.asked_at.toISOString(),
    askedBy: row.name,
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    deals: row.deals,
    seconds: row.seconds,
    text:
      status === 'failed' || status === 'cancelled'
        ? { code: status, sentence: sayText(caller.locale, `training.${status}`) }
        : null,
    permissions: { cancel: verdictOf(refusal, caller.locale) },
  }
}
