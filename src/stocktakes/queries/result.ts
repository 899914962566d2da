import { sql } from 'kysely'
import type { Level } from '../../customers/customer.ts'
import { isAsset, type Grade, type Relationship } from '../../customers/quality-matrix.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { Cell, Flow } from '../../quality/matrix-figures.ts'
import { comparisonOf } from '../compare.ts'
import { readHead } from './heads.ts'

/** So many customers are named of those gained and lost. */
const named = 50

const cellsOf = async (tx: Tx, orgId: string, id: string): Promise<Cell[]> => {
  const { rows } = await sql<Cell>`
    select level, relationship, grade, count(*)::int as customers, sum(open_minor)::bigint as "openMinor", sum(won_minor)::bigint as "wonMinor",
      sum(activities)::int as activities, sum(minutes)::int as minutes
    from stocktake_item where org_id = ${orgId} and stocktake_id = ${id} group by level, relationship, grade`.execute(tx)
  return rows
}

interface Moved {
  id: string
  name: string
  level: Level
  relationship: Relationship
  grade: Grade
  from_level: Level
  from_relationship: Relationship
  from_grade: Grade
}

/** Whoever stands elsewhere than in the stocktake before. */
const movedSince = async (tx: Tx, orgId: string, id: string, previousId: string): Promise<Moved[]> => {
  const { rows } = await sql<Moved>`
    select n.customer_id as id, n.customer_name as name, n.level, n.relationship, n.grade, t.level as from_level, t.relationship as from_relationship,
      t.grade as from_grade
    from stocktake_item n join stocktake_item t on t.org_id = n.org_id and t.stocktake_id = ${previousId} and t.customer_id = n.customer_id
    where n.org_id = ${orgId} and n.stocktake_id = ${id} and (n.level, n.relationship, n.grade) is distinct from (t.level, t.relationship, t.grade)
    order by n.place`.execute(tx)
  return rows
}

const onlyIn = async (tx: Tx, orgId: string, id: string, otherId: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from stocktake_item n where n.org_id = ${orgId} and n.stocktake_id = ${id} and not exists (
      select from stocktake_item t where t.org_id = n.org_id and t.stocktake_id = ${otherId} and t.customer_id = n.customer_id)`.execute(
    tx,
  )
  return rows[0]!.count
}

/** A stocktake with what it found, against the one before it; null when it is out of reach. */
export async function readResult(tx: Tx, caller: Caller, id: string) {
  const head = await readHead(tx, caller, id)
  if (!head) return null
  const previous = head.previous?.id ?? null
  const { orgId } = caller
  const [now, then, moved, arrived, left] = await Promise.all([
    cellsOf(tx, orgId, id),
    previous ? cellsOf(tx, orgId, previous) : null,
    previous ? movedSince(tx, orgId, id, previous) : [],
    previous ? onlyIn(tx, orgId, id, previous) : 0,
    previous ? onlyIn(tx, orgId, previous, id) : 0,
  ])
  const flows: Flow[] = moved.map((row) => ({
    from: { level: row.from_level, relationship: row.from_relationship, grade: row.from_grade },
    to: { level: row.level, relationship: row.relationship, grade: row.grade },
    customers: 1,
  }))
  const ref = ({ id: customerId, name }: Moved) => ({ id: customerId, name })
  return {
    ...head,
    ...comparisonOf(now, then, flows),
    gained: moved.filter((row) => isAsset(row.grade) && !isAsset(row.from_grade)).slice(0, named).map(ref), // prettier-ignore
    lost: moved.filter((row) => !isAsset(row.grade) && isAsset(row.from_grade)).slice(0, named).map(ref), // prettier-ignore
    arrived,
    left,
    currency: caller.currency,
  }
}
