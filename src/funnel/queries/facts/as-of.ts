import { type Db, holdsConnection, type Tx } from '../../../platform/database/connect.ts'
import { askFor } from '../../../platform/jobs.ts'
import type { Caller } from '../../../platform/session.ts'
import { coded, put } from '../../facts/batch.ts'
import { bytesPer, dealKinds, widened } from '../../facts/columns.ts'
import { type Facts, forget } from '../../facts/facts.ts'
import { idAt } from '../../facts/id-index.ts'
import { keepUpKind } from '../../known.ts'
import { opportunitiesAsOf, readDifferingSince } from '../as-of.ts'
import { type FactsAtHand, factsFor, handed, inTurn, keptFor } from './ask.ts'
import { readBatch } from './batch.ts'
import type { Kept } from './keeper.ts'

/** The facts now, or as they were known at a moment; null when the database is to be asked itself. */
export const factsAt = (tx: Tx, caller: Caller, pipelineId: string, asOf: Date | null): Promise<FactsAtHand | null> =>
  asOf === null || asOf >= caller.now ? factsFor(tx, caller) : factsAsOf(tx, caller, pipelineId, asOf)

/**
 * What was known of a pipeline's deals at a moment: the columns of deals copied, and written anew where they differed then; ids, spans and
 * dictionaries are those of the facts. What was known then changes no more, so only deals of which something is written since are read again.
 */
interface Past {
  kept: Kept
  /** How many writings of the facts it has followed. */
  followed: number
  /** One after the other: who comes second waits until what the first has found is in. */
  following: Promise<unknown>
}

/** While one is being made: nothing comes of it where too much is unknown. */
interface Making {
  made: Promise<Past | undefined>
  isHolding: boolean
}

/** Of the moments asked for last. */
const mostPasts = 3
const pasts = new WeakMap<Facts, Map<string, Past | Making>>()

async function factsAsOf(tx: Tx, caller: Caller, pipelineId: string, moment: Date): Promise<FactsAtHand | null> {
  const found = await keptFor(tx, caller)
  if (!found) return null
  const { kept, keeper } = found
  const { facts } = kept
  const own = pasts.get(facts) ?? new Map<string, Past | Making>()
  pasts.set(facts, own)
  const key = `${pipelineId} ${moment.getTime()}`
  const known = own.get(key)
  let past = known && 'kept' in known ? known : undefined
  if (known && 'made' in known) {
    // somebody else is at it: they are waited for unless they may need the connection that is held here
    if (holdsConnection(tx) && !known.isHolding) return null
    past = await known.made.catch(() => undefined)
    if (!past) return null
  }
  if (past === undefined || past.followed < facts.written.forgotten) {
    const made = makePast(tx, caller, { kept, pipelineId, moment }, keeper.db)
    const making: Making = { made, isHolding: holdsConnection(tx) }
    own.set(key, making)
    past = await made.catch((error: unknown) => {
      if (own.get(key) === making) own.delete(key)
      throw error
    })
    if (past === undefined) own.delete(key)
    else own.set(key, past)
    for (const [oldest] of [...own].filter(([, one]) => 'kept' in one).slice(0, -mostPasts)) own.delete(oldest)
    facts.beside['pasts'] = own.size * facts.deals.pipeline.length * bytesPer(dealKinds)
  }
  if (!past || !(await inOrder(tx, past, (one) => follow(tx, caller, one, { kept, pipelineId, moment })))) return null
  return handed(past.kept, caller, keeper)
}

function inOrder<T>(tx: Tx, past: Past, work: (past: Past) => Promise<T>): Promise<T> {
  if (holdsConnection(tx)) return work(past)
  const done = past.following.then(() => work(past))
  past.following = done.catch(() => {})
  return done
}

interface Asked {
  kept: Kept
  pipelineId: string
  moment: Date
}

/** So many deals are folded while somebody waits where nothing was learned yet: with more the database is asked until it was. */
const mostFolded = 60_000

async function makePast(tx: Tx, caller: Caller, asked: Asked, db: Db): Promise<Past | undefined> {
  const { kept } = asked
  const { facts } = kept
  const past: Past = {
    kept: {
      ...kept,
      facts: {
        ...facts,
        deals: widened(dealKinds, facts.deals, facts.deals.pipeline.length),
        written: { rows: [], forgotten: 0 },
        beside: {},
      },
      chosen: [],
      turn: Promise.resolve(),
    },
    followed: facts.written.forgotten + facts.written.rows.length,
    following: Promise.resolve(),
  }
  const { ids, isLearned } = await readDifferingSince(tx, caller.orgId, asked.pipelineId, asked.moment)
  // whoever asks of another day shall not wait as long: it is learned now, and not at the next turn of the clock
  if (!isLearned) await askFor(db, { orgId: caller.orgId, kind: keepUpKind, uniqueKey: keepUpKind })
  if ((!isLearned && ids.length > mostFolded) || !(await rewrite(tx, caller, past, asked, ids))) return undefined
  return past
}

/** So many deals are read with one statement. */
const dealsAtOnce = 5000

/** Reads what was known of these deals. False when something in them was never met. */
async function rewrite(tx: Tx, caller: Caller, { kept: own }: Past, { kept, pipelineId, moment }: Asked, ids: readonly string[]) {
  for (let at = 0; at < ids.length; at += dealsAtOnce) {
    const some = ids.slice(at, at + dealsAtOnce)
    const batch = await readBatch(tx, kept.worth, { ids: some }, await opportunitiesAsOf(tx, caller, pipelineId, moment, some))
    const ready = batch && coded(batch, kept.coders)
    if (batch && !ready) return false
    await inTurn(own, () => {
      const { facts } = own
      for (const id of some) forget(facts, id)
      if (ready) put(facts, ready)
      own.version++
    })
  }
  return true
}

/** Deals of which something was written since: their spans may lie elsewhere, and what is filtered by is as it is today. */
async function follow(tx: Tx, caller: Caller, past: Past, asked: Asked): Promise<boolean> {
  const { facts } = asked.kept
  const { facts: own } = past.kept
  const { rows, forgotten } = facts.written
  const fresh = new Set(rows.slice(past.followed - forgotten))
  const until = forgotten + rows.length
  own.spans = facts.spans
  const room = facts.deals.pipeline.length
  if (own.deals.pipeline.length < room) own.deals = widened(dealKinds, own.deals, room)
  for (const row of fresh) {
    own.deals.first[row] = facts.deals.first[row]!
    own.deals.spans[row] = facts.deals.spans[row]!
  }
  const ids = Array.from(fresh, (row) => idAt(facts.index, row))
  if (!(await rewrite(tx, caller, past, asked, ids))) return false
  past.followed = Math.max(past.followed, until)
  return true
}
