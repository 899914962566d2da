import { sql, type RawBuilder } from 'kysely'
import { reachable } from '../../people/queries.ts'
import { pageOf, placeAfter } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import type { StocktakeHead } from '../contract.ts'
import { confirmingStocktake, decidingStocktake } from '../permissions.ts'

interface Row {
  id: string
  scope_kind: 'member' | 'team'
  scope_id: string
  scope_name: string
  taken_on: string
  note: string
  customers: number
  started_at: Date
  started_by: string
  starter: string
  signed_at: Date | null
  signed_by: string | null
  signer: string | null
  confirmed_at: Date | null
  confirmed_by: string | null
  confirmer: string | null
  word: string | null
  ended_at: Date | null
  previous_id: string | null
  previous_on: string | null
  decided: number
  keep: number
  level: number
  pool: number
  noted: number
  together: number
}

type State = StocktakeHead['state']
const inState: Record<State, RawBuilder<unknown>> = {
  open: sql`s.signed_at is null and s.ended_at is null`,
  signed: sql`s.signed_at is not null and s.confirmed_at is null`,
  confirmed: sql`s.confirmed_at is not null`,
  ended: sql`s.ended_at is not null`,
}

/** SQL twin of seesStocktake. */
const seen = (caller: Caller): RawBuilder<unknown> =>
  sql`(${reachable(caller, 's.started_by')} or (s.scope_kind = 'member' and ${reachable(caller, 's.scope_id')}))`

async function rowsOf(tx: Tx, caller: Caller, conditions: readonly RawBuilder<unknown>[], limit: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select s.*, a.name as starter, b.name as signer, c.name as confirmer, p.taken_on as previous_on, i.*
    from (select * from stocktake s where s.org_id = ${caller.orgId} and ${seen(caller)} and ${sql.join([...conditions, sql`true`], sql` and `)}
        order by s.id desc limit ${sql.lit(limit)}) s
      join member a on a.org_id = s.org_id and a.id = s.started_by
      left join member b on b.org_id = s.org_id and b.id = s.signed_by
      left join member c on c.org_id = s.org_id and c.id = s.confirmed_by
      left join stocktake p on p.org_id = s.org_id and p.id = s.previous_id
      cross join lateral (
        select count(verdict)::int as decided, count(*) filter (where verdict = 'keep')::int as keep, count(*) filter (where verdict = 'level')::int as level,
          count(*) filter (where verdict = 'pool')::int as pool, count(*) filter (where verdict = 'note')::int as noted,
          count(*) filter (where is_together)::int as together
        from stocktake_item i where i.org_id = s.org_id and i.stocktake_id = s.id) i
    order by s.id desc`.execute(tx)
  return rows
}

/** Stocktakes within reach, the latest first. */
export async function listHeads(
  tx: Tx,
  caller: Caller,
  asked: { limit: number; cursor?: string | undefined; scope?: string | undefined; state?: State | undefined },
) {
  const after = placeAfter(asked.cursor, ['id'])
  const conditions = [
    ...(asked.scope ? [sql`s.scope_id = ${asked.scope}`] : []),
    ...(asked.state ? [inState[asked.state]] : []),
    ...(after ? [sql`s.id < ${after[0]}::uuid`] : []),
  ]
  const cut = pageOf(await rowsOf(tx, caller, conditions, asked.limit + 1), asked.limit, ({ id }) => [id])
  return { nextCursor: cut.nextCursor, items: cut.items.map((row) => headOf(caller, row)) }
}

/** One of them; null when it is not there or out of reach. */
export async function readHead(tx: Tx, caller: Caller, id: string): Promise<StocktakeHead | null> {
  const [row] = await rowsOf(tx, caller, [sql`s.id = ${id}`], 1)
  return row ? headOf(caller, row) : null
}

function headOf(caller: Caller, row: Row): StocktakeHead {
  const standing = {
    scopeKind: row.scope_kind,
    scopeId: row.scope_id,
    startedBy: row.started_by,
    signedBy: row.signed_by,
    isSigned: row.signed_at !== null,
    isConfirmed: row.confirmed_at !== null,
    isEnded: row.ended_at !== null,
  }
  const deciding = verdictOf(decidingStocktake(caller, standing), caller.locale)
  const person = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' })
  return {
    id: row.id,
    scope: { kind: row.scope_kind, id: row.scope_id, name: row.scope_name },
    takenOn: row.taken_on,
    state: standing.isEnded ? 'ended' : standing.isConfirmed ? 'confirmed' : standing.isSigned ? 'signed' : 'open',
    note: row.note,
    customers: row.customers,
    decided: row.decided,
    verdicts: { keep: row.keep, level: row.level, pool: row.pool, note: row.noted },
    together: row.together,
    startedAt: row.started_at.toISOString(),
    startedBy: { id: row.started_by, name: row.starter },
    signedAt: row.signed_at?.toISOString() ?? null,
    signedBy: person(row.signed_by, row.signer),
    confirmedAt: row.confirmed_at?.toISOString() ?? null,
    confirmedBy: person(row.confirmed_by, row.confirmer),
    word: row.word,
    previous: row.previous_id && row.previous_on ? { id: row.previous_id, takenOn: row.previous_on } : null,
    permissions: {
      decide: deciding,
      sign: deciding,
      confirm: verdictOf(confirmingStocktake(caller, standing), caller.locale),
      end: deciding,
    },
  }
}
