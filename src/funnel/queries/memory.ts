import { sql } from 'kysely'
import { holdsConnection, type Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'

/** What was counted for an organisation since its last news. */
interface Kept {
  /** The database's snapshot at which there was no news that the figures do not hold. */
  snapshot: string
  /** When that was, by the caller's clock. */
  at: number
  figures: Map<string, { figure: unknown; at: number }>
  /** What is being counted, and whether whoever counts it holds a connection. */
  underway: Map<string, Underway>
}

interface Underway {
  figure: Promise<unknown>
  isHolding: boolean
}

/** Answers from what was counted before, or counts. `ageMs`: so old an answer may be though nothing was written. */
export type Remember = <T>(question: unknown, count: () => Promise<T>, ageMs?: number) => Promise<T>

const keptOf = new Map<string, Kept>()
const mostOrganisations = 200
const mostFigures = 400
/** News are kept for two days: what was not asked for so long is counted anew, well before. */
const longest = 3_600_000

/**
 * The memory of the caller's organisation, empty whenever a transaction that changed anything has been committed since it was filled.
 * Every command leaves a row of news in its own transaction; a row that the snapshot of the figures cannot see is a change they
 * do not hold, in whichever order transactions began and ended. What belongs to the question (reach, filters, days) is its key.
 * A transaction that has written itself counts anew and leaves nothing behind: it may yet be rolled back.
 */
export async function remembering(tx: Tx, caller: Caller): Promise<Remember> {
  const now = caller.now.getTime()
  const isHolding = holdsConnection(tx)
  const own = await memoryOf(tx, caller, now)
  if (!own) return (_, count) => count()
  return async (question, count, ageMs = Infinity) => {
    const key = JSON.stringify([caller.reach, caller.currency, caller.timeZone, question])
    const known = own.figures.get(key)
    if (known && Math.abs(now - known.at) <= ageMs) return known.figure as never
    // several requests of one page want the same: it is counted once, and what failed for somebody else is counted here after all
    const others = own.underway.get(key)
    if (others && (others.isHolding || !isHolding)) {
      const theirs = await others.figure.then(
        (figure) => ({ figure }),
        () => null,
      )
      if (theirs) return theirs.figure as never
    }
    const counting = count()
    const mine: Underway = { figure: counting, isHolding }
    own.underway.set(key, mine)
    const figure = await counting.finally(() => own.underway.get(key) === mine && own.underway.delete(key))
    own.figures.delete(key)
    own.figures.set(key, { figure, at: now })
    if (own.figures.size > mostFigures) own.figures.delete(own.figures.keys().next().value!)
    return figure
  }
}

/** What holds of the organisation's memory now, or an empty one; null: the asking transaction has written, or news come faster than they are looked for. */
async function memoryOf(tx: Tx, { orgId }: Caller, now: number): Promise<Kept | null> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const kept = keptOf.get(orgId)
    const { rows } = await sql<{ snapshot: string; writing: boolean; changed: boolean }>`
      select pg_current_snapshot()::text as snapshot, pg_current_xact_id_if_assigned() is not null as writing,
        ${
          kept
            ? sql`exists (select from outbox
                    where org_id = ${orgId} and entity_kind not in ('activity', 'contact', 'lead')
                      and xid >= pg_snapshot_xmin(${kept.snapshot}::pg_snapshot) and not pg_visible_in_snapshot(xid, ${kept.snapshot}::pg_snapshot))`
            : sql`true`
        } as changed`.execute(tx)
    const { snapshot, writing, changed } = rows[0]!
    if (writing) return null
    // somebody else found news meanwhile: whether theirs is up to date is asked again, so that requests of one page share it
    if (keptOf.get(orgId) !== kept) continue
    const holds = kept !== undefined && !changed && Math.abs(now - kept.at) < longest
    const own: Kept = holds
      ? Object.assign(kept, { snapshot, at: now })
      : { snapshot, at: now, figures: new Map(), underway: new Map() }
    keptOf.delete(orgId)
    keptOf.set(orgId, own)
    if (keptOf.size > mostOrganisations) keptOf.delete(keptOf.keys().next().value!)
    return own
  }
  return null
}
