import { sql } from 'kysely'
import type { Level } from '../../customers/customer.ts'
import type { Grade, Relationship } from '../../customers/quality-matrix.ts'
import { pageOf, placeAfter } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { Verdict, Why } from '../round.ts'
import { readHead } from './heads.ts'

interface Row {
  place: number
  customer_id: string
  customer_name: string
  owner_id: string
  owner: string
  why: Why
  level: Level
  relationship: Relationship
  grade: Grade
  open_minor: number
  won_minor: number
  activities: number
  minutes: number
  last_answered_at: Date | null
  verdict: Verdict | null
  proposed_level: Level | null
  note: string
  decided_by: string | null
  decider: string | null
  outcome: 'done' | 'declined' | 'failed' | null
  before_level: Level | null
  before_grade: Grade
  before_verdict: Verdict | null
}

const ofs = {
  all: sql`true`,
  left: sql`i.verdict is null`,
  decided: sql`i.verdict is not null`,
  proposals: sql`i.verdict in ('level', 'pool', 'note')`,
}

/** Customers of a stocktake in the order of the round; null when it is out of reach. */
export async function listItemsOf(
  tx: Tx,
  caller: Caller,
  id: string,
  asked: { limit: number; cursor?: string | undefined; of: keyof typeof ofs },
) {
  const head = await readHead(tx, caller, id)
  if (!head) return null
  const after = placeAfter(asked.cursor, ['whole'])
  const { rows } = await sql<Row>`
    select i.*, o.name as owner, d.name as decider, t.level as before_level, t.grade as before_grade, t.verdict as before_verdict
    from stocktake_item i
      join member o on o.org_id = i.org_id and o.id = i.owner_id
      left join member d on d.org_id = i.org_id and d.id = i.decided_by
      left join stocktake_item t on t.org_id = i.org_id and t.stocktake_id = ${head.previous?.id ?? null}::uuid and t.customer_id = i.customer_id
    where i.org_id = ${caller.orgId} and i.stocktake_id = ${id} and ${ofs[asked.of]} and ${after ? sql`i.place > ${after[0]}::int` : sql`true`}
    order by i.place limit ${sql.lit(asked.limit + 1)}`.execute(tx)
  const cut = pageOf(rows, asked.limit, ({ place }) => [place])
  return { nextCursor: cut.nextCursor, items: cut.items.map(itemOf) }
}

const itemOf = (row: Row) => ({
  place: row.place,
  customer: { id: row.customer_id, name: row.customer_name },
  owner: { id: row.owner_id, name: row.owner },
  why: row.why,
  level: row.level,
  relationship: row.relationship,
  grade: row.grade,
  openMinor: row.open_minor,
  wonMinor: row.won_minor,
  activities: row.activities,
  minutes: row.minutes,
  lastAnsweredAt: row.last_answered_at?.toISOString() ?? null,
  verdict: row.verdict,
  proposedLevel: row.proposed_level,
  note: row.note,
  decidedBy: row.decided_by ? { id: row.decided_by, name: row.decider ?? '' } : null,
  outcome: row.outcome,
  before: row.before_level === null ? null : { level: row.before_level, grade: row.before_grade, verdict: row.before_verdict },
})
