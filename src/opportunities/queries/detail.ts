import { reachValues } from '../../people/queries.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { ask } from '../../platform/database/statement.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { archiving, assigning, closing, editing, moving, reopening } from '../permissions.ts'
import { foldHistory, initialFields, type History, type StageVisit } from '../stage-history.ts'
import { loadHistory, positions } from '../store/history.ts'
import { standingColumns, tracked, type OpportunityRow } from '../store/rows.ts'
import { cardColumns, cardJoins, shapeCard, type Row } from './list.ts'

export interface DetailRow extends Row {
  contact_id: string | null
  contact_name: string | null
  source_id: string | null
  source_name: string | null
  entered_at: Date | null
  back_moves: number
  skips: number
  reopened: number
  reworks: number
  close_pushes: number
  loss_reason_key: string | null
  loss_reason_name: string | null
  competitor_id: string | null
  competitor_name: string | null
  competitors: [id: string, name: string][] | null
  wake_up_on: string | null
  predecessor_id: string | null
  transferred_from: { id: string; pipeline: string } | null
  transferred_to: { id: string; pipeline: string } | null
  note: string | null
}

/** Every competitor named on a deal `o`, by name. */
const competitorsNamed = `(
  select json_agg(json_build_array(k.id, k.name) order by k.name_key, k.id) from competitor k
   where k.org_id = o.org_id and (k.id = o.competitor_id or k.id in (
     select n.competitor_id from named_competitor n where n.org_id = o.org_id and n.opportunity_id = o.id)))`

/** The same deal in another pipeline, within reach. */
const same = (which: string): string => `(
  select json_build_object('id', x.id, 'pipeline', xp.name ->> $3) from opportunity x
    join pipeline xp on xp.org_id = x.org_id and xp.id = x.pipeline_id
   where x.org_id = o.org_id and ${which} and ($4::uuid[] is null or x.owner_id = any($4) or x.customer_id = any($5::uuid[])))`

const besides = `${competitorsNamed} as competitors, ${same('x.id = o.transferred_from_id')} as transferred_from,
         ${same('x.transferred_from_id = o.id and x.deleted_at is null')} as transferred_to`

/** $1 the organisation, $2 the opportunity, $3 the language, $4 the members within reach, null for all, $5 the customers of one's account teams. */
const detail = `
  select ${cardColumns('$3')}, o.contact_id, ct.name as contact_name, o.source_id, so.name ->> $3 as source_name, o.entered_at, o.back_moves,
         o.skips, o.reopened, o.reworks, o.close_pushes, o.loss_reason_key, lr.name ->> $3 as loss_reason_name, o.competitor_id,
         co.name as competitor_name, ${besides}, o.wake_up_on, o.predecessor_id, o.note
  from opportunity o ${cardJoins}
  left join contact ct on ct.org_id = o.org_id and ct.id = o.contact_id
  left join source so on so.org_id = o.org_id and so.id = o.source_id
  left join loss_reason lr on lr.org_id = o.org_id and lr.key = o.loss_reason_key
  left join competitor co on co.org_id = o.org_id and co.id = o.competitor_id
  where o.org_id = $1 and o.id = $2 and ($4::uuid[] is null or o.owner_id = any($4) or o.customer_id = any($5::uuid[]))`

/** The opportunity as it is shown, with the names of what it refers to; undefined outside reach. */
export async function readShown(tx: Tx, caller: Caller, id: string): Promise<DetailRow | undefined> {
  const [row] = await ask<DetailRow>(tx, detail, [caller.orgId, id, caller.locale, ...reachValues(caller)])
  return row
}

const named = (table: string, column: string, key = 'id') =>
  `(select n.name from ${table} n where n.org_id = $1 and n.${key} = o.${column})`

/**
 * $1 the organisation, $2 the opportunity, $3 the language, $4 the members within reach, null for all, $5 the customers of one's account teams. Names are looked up and not
 * joined: who has waited for the lock is given those of the row as it is then.
 */
const locked = `
  select o.*, ${named('customer', 'customer_id')} as customer_name, ${named('product', 'product_id')} as product_name,
         ${named('member', 'owner_id')} as owner_name, ${named('contact', 'contact_id')} as contact_name,
         ${named('source', 'source_id')} ->> $3 as source_name, ${named('loss_reason', 'loss_reason_key', 'key')} ->> $3 as loss_reason_name,
         ${named('competitor', 'competitor_id')} as competitor_name, ${besides},
         (select p.key from pipeline p where p.org_id = $1 and p.id = o.pipeline_id) as pipeline_key,
         ${named('pipeline', 'pipeline_id')} ->> $3 as pipeline_name
  from opportunity o where o.org_id = $1 and o.id = $2 and ($4::uuid[] is null or o.owner_id = any($4) or o.customer_id = any($5::uuid[])) for update`

/** Columns of a deal's stage, as it is shown, that a locked deal has from the list of its stages. */
type OfStage = 'stage_key' | 'stage_name' | 'probability' | 'warning_days' | 'critical_days'

/** The opportunity, locked until the transaction ends, with the names of what it refers to; undefined outside reach. */
export async function lockShown(
  tx: Tx,
  caller: Caller,
  id: string,
): Promise<(OpportunityRow & Omit<DetailRow, OfStage>) | undefined> {
  const values = [caller.orgId, id, caller.locale, ...reachValues(caller)]
  const [row] = await ask<OpportunityRow & Omit<DetailRow, OfStage>>(tx, locked, values)
  return row
}

/** What is shown of a deal's stage. */
export function placeIn(stages: readonly StageShown[], stageId: string): Pick<DetailRow, OfStage> {
  const stage = stages.find(({ id }) => id === stageId)
  if (!stage) throw new Error(`stage ${stageId} is not of this pipeline`)
  const { key: stage_key, name: stage_name, probability, warning_days, critical_days } = stage
  return { stage_key, stage_name, probability, warning_days, critical_days }
}

/** One opportunity with its stage path and what this caller may do with it; null outside reach. */
export async function readOpportunity(tx: Tx, caller: Caller, id: string) {
  const [row, stages, { events, fieldEvents }] = await Promise.all([
    readShown(tx, caller, id),
    stagesShown(tx, caller, id),
    loadHistory(tx, caller.orgId, id),
  ])
  if (!row) return null
  const history = foldHistory(events, fieldEvents, initialFields(tracked(row), fieldEvents), positions(stages))
  return shapeOpportunity(caller, row, stages, history)
}

export type OpportunityDetail = NonNullable<Awaited<ReturnType<typeof readOpportunity>>>

/** Columns that name something else, which must be read anew when they come to name another. */
const references = [
  'customer_id',
  'product_id',
  'owner_id',
  'contact_id',
  'source_id',
  'loss_reason_key',
  'competitor_id',
  'competitors',
] as const

/**
 * The opportunity as it stands after `set` and `history` were written over `row`: from what is known, without reading it back,
 * unless it now refers to something whose name nobody has read. Null when it has left the caller's reach.
 */
export async function shownAfter(
  tx: Tx,
  caller: Caller,
  { row, stages }: { row: DetailRow; stages: readonly StageShown[] },
  history: History,
  set: Partial<Record<string, unknown>>,
): Promise<OpportunityDetail | null> {
  if (references.some((column) => (set[column] ?? null) !== null && set[column] !== row[column])) {
    const fresh = await readShown(tx, caller, row.id)
    return fresh ? shapeOpportunity(caller, fresh, stages, history) : null
  }
  const written = { ...row, ...set, ...standingColumns(history), version: row.version + 1 }
  return shapeOpportunity(caller, { ...written, ...placeIn(stages, history.standing.stageId) }, stages, history)
}

export function shapeOpportunity(caller: Caller, row: DetailRow, stages: readonly StageShown[], history: History | null) {
  const deal = {
    status: row.status,
    closedAt: row.closed_at?.getTime() ?? null,
    archived: row.deleted_at !== null,
    ownerId: row.owner_id,
    customerId: row.customer_id,
  }
  const sentence = (refusal: Parameters<typeof verdictOf>[0]) => verdictOf(refusal, caller.locale)
  return {
    ...shapeCard(row, row, caller.now, dayOf(caller.now, caller.timeZone)),
    contact: row.contact_id ? { id: row.contact_id, name: row.contact_name ?? '' } : null,
    source: row.source_id ? { id: row.source_id, name: row.source_name ?? '' } : null,
    enteredAt: row.entered_at?.toISOString() ?? null,
    backMoves: row.back_moves,
    skips: row.skips,
    reopened: row.reopened,
    reworks: row.reworks,
    closePushes: row.close_pushes,
    lossReason: row.loss_reason_key ? { key: row.loss_reason_key, name: row.loss_reason_name ?? row.loss_reason_key } : null,
    competitor: row.competitor_id ? { id: row.competitor_id, name: row.competitor_name ?? '' } : null,
    competitors: (row.competitors ?? []).map(([id, name]) => ({ id, name })),
    wakeUpOn: row.wake_up_on,
    predecessorId: row.predecessor_id,
    transferredFrom: row.transferred_from,
    transferredTo: row.transferred_to,
    note: row.note,
    path: stagePath(caller, row, stages, history?.visits ?? []),
    permissions: {
      edit: sentence(editing(caller, deal)),
      move: sentence(moving(caller, deal)),
      close: sentence(closing(caller, deal)),
      reopen: sentence(reopening(caller, deal, caller.now.getTime())),
      assign: sentence(assigning(caller, deal)),
      archive: sentence(archiving(caller, deal)),
    },
  }
}

export interface StageShown {
  id: string
  key: string
  name: string
  position: number
  probability: number
  looks: string | null
  expected_days: number | null
  warning_days: number | null
  critical_days: number | null
  retired_at: Date | null
  outcomes: string[]
  pipelineId: string
}

/** $1 the organisation, $2 the opportunity, $3 the language. */
const stages = `
  select id, key, name ->> $3 as name, position, probability, customer_looks ->> $3 as looks,
         expected_days, warning_days, critical_days, retired_at, outcomes, pipeline_id as "pipelineId"
  from stage where org_id = $1 and pipeline_id = (select pipeline_id from opportunity where org_id = $1 and id = $2) order by position`

/** The stages of a deal's pipeline in their order, as they are called in the caller's language, and what rules ask of them. */
export const stagesShown = (tx: Tx, { orgId, locale }: Caller, id: string): Promise<StageShown[]> =>
  ask(tx, stages, [orgId, id, locale])

function stagePath(caller: Caller, row: DetailRow, stages: readonly StageShown[], visits: readonly StageVisit[]) {
  const reached = Math.max(0, ...visits.map(({ position }) => position))
  const ended = row.status !== 'open' && row.status !== 'on-hold'
  return stages
    .filter((stage) => !stage.retired_at || visits.some(({ stageId }) => stageId === stage.id))
    .map((stage) => {
      const own = visits.filter(({ stageId }) => stageId === stage.id)
      const state = (): 'done' | 'skipped' | 'current' | 'ahead' | 'left' => {
        if (stage.id === row.stage_id) return row.status === 'won' ? 'done' : 'current'
        if (stage.position > row.stage_position) return own.length > 0 ? 'left' : 'ahead'
        if (own.length > 0) return 'done'
        return stage.position < reached || ended ? 'skipped' : 'ahead'
      }
      return {
        id: stage.id,
        key: stage.key,
        name: stage.name,
        position: stage.position,
        probability: stage.probability,
        customerLooks: stage.looks,
        expectedDays: stage.expected_days,
        state: state(),
        days: daysSpent(own, caller.now.getTime()),
        visits: own.length,
      }
    })
}

/** Decimal days over all stays, the running one until now; null when a stay's beginning is unknown or there was none. */
function daysSpent(visits: readonly StageVisit[], now: number): number | null {
  if (visits.length === 0 || visits.some(({ enteredAt, from }) => enteredAt === null && from === null)) return null
  return visits.reduce((sum, { from, leftAt }) => sum + ((leftAt ?? now) - (from ?? now)) / 86_400_000, 0)
}
