import { databaseOf, type Db, holdsConnection, type Tx } from '../../../platform/database/connect.ts'
import type { Caller } from '../../../platform/session.ts'
import { coded, put } from '../../facts/batch.ts'
import { choose, type Chosen } from '../../facts/chosen.ts'
import { type Facts, forget } from '../../facts/facts.ts'
import type { Scan } from '../../facts/scan.ts'
import type { Selection } from '../../selection.ts'
import { nextRate } from '../money.ts'
import { readBatch, readIds } from './batch.ts'
import { type Kept, type Keeper, keeperOf, learnAll, loadInBackground, underway } from './keeper.ts'
import { readNews } from './news.ts'

/** Counts over the deals of a selection that the caller reaches. */
export interface FactsAtHand {
  count: <T>(selection: Selection, scan: (facts: Facts) => Scan<T>) => Promise<T>
  /** Works with the facts while nothing changes in them. The work must not wait for the database: others wait for it. */
  hold: <T>(selection: Selection, work: (facts: Facts, chosen: Chosen) => T | Promise<T>) => Promise<T>
  own: () => Owned
}

/** What is needed to keep something beside the facts. */
export interface Owned {
  facts: Facts
  /** The snapshot of the database up to which they are complete. */
  snapshot: string
  /** From where they are read. */
  db: Db
  /** Reading that whoever stops keeping facts waits for. */
  underway: (reading: Promise<void>) => void
}

/** A transaction that cannot write sees one state of the world well enough: it asks for news once. */
const asked = new WeakMap<Tx, { orgId: string; kept: Kept | null }>()

/**
 * The caller's organisation's facts, as new as the database is now; null when the database is to be asked itself: nothing is
 * kept, they are still being loaded, too much changed at once, or the asking transaction has written.
 */
export async function factsFor(tx: Tx, caller: Caller): Promise<FactsAtHand | null> {
  const keeper = keeperOf(databaseOf(tx))
  if (!keeper) return null
  const known = asked.get(tx)
  if (known?.orgId === caller.orgId) return known.kept && handed(known.kept, caller, keeper)
  const { kept, readOnly } = await find(tx, keeper, caller)
  if (readOnly) asked.set(tx, { orgId: caller.orgId, kept })
  return kept && handed(kept, caller, keeper)
}

/**
 * Waits for facts that are being loaded, for a report that would read every deal otherwise: that takes as long, and several at once would take as
 * much memory each. Who holds a connection does not wait: loading needs one too.
 */
export async function awaitFacts(tx: Tx, caller: Caller): Promise<void> {
  const keeper = keeperOf(databaseOf(tx))
  if (!keeper || holdsConnection(tx) || (await factsFor(tx, caller))) return
  const loading = keeper.loading.get(caller.orgId)
  if (!loading) return
  await loading
  asked.delete(tx)
}

/** The facts themselves, for who makes other facts of them. */
export async function keptFor(tx: Tx, caller: Caller): Promise<{ keeper: Keeper; kept: Kept } | null> {
  const facts = await factsFor(tx, caller)
  const keeper = keeperOf(databaseOf(tx))
  const kept = asked.get(tx)?.kept
  return facts && keeper && kept ? { keeper, kept } : null
}

async function find(tx: Tx, keeper: Keeper, caller: Caller): Promise<{ kept: Kept | null; readOnly: boolean }> {
  const { orgId, now } = caller
  const kept = keeper.kept.get(orgId)
  if (!kept || Date.now() - kept.loadedAt > longest || !isWorth(kept, caller)) {
    void loadInBackground(keeper, orgId, now)
    return { kept: null, readOnly: false }
  }
  keeper.kept.delete(orgId)
  keeper.kept.set(orgId, kept)
  const { current, readOnly } = await bringUpToDate(tx, keeper, kept, caller)
  return { kept: current ? kept : null, readOnly }
}

/** Its amounts are worth what they are to the caller: they are of another currency else, or a rate begins to hold. */
const isWorth = ({ worth, worthUntil }: Kept, { currency, timeZone, now }: Caller): boolean =>
  worth.currency === currency && worth.timeZone === timeZone && (worthUntil === null || now < worthUntil)

/** News are kept for two days; facts are read anew before. */
const longest = 24 * 3_600_000

/** Reads again what changed. Nobody's turn is held while the database is asked; who comes second begins again with what is left. */
async function bringUpToDate(
  tx: Tx,
  keeper: Keeper,
  kept: Kept,
  { orgId, now }: Caller,
): Promise<{ current: boolean; readOnly: boolean }> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const { version, snapshot: since } = kept
    const { snapshot, writing, readOnly, deals, rates, anew } = await readNews(tx, orgId, since)
    if (writing) return { current: false, readOnly }
    if (anew || wasted(kept)) {
      keeper.kept.delete(orgId)
      void loadInBackground(keeper, orgId, now)
      return { current: false, readOnly }
    }
    if (deals.length === 0 && !rates) {
      if (kept.version === version) kept.snapshot = snapshot
      return { current: true, readOnly }
    }
    const worth = { ...kept.worth, now }
    const worthUntil = rates ? await nextRate(tx, worth) : kept.worthUntil
    const batch = await readBatch(tx, worth, { ids: deals })
    let ready = batch && coded(batch, kept.coders)
    if (batch && !ready) {
      const ids = await readIds(tx, orgId)
      await inTurn(kept, () => learnAll(kept, ids))
      ready = coded(batch, kept.coders)
      if (!ready) continue
    }
    const isDone = await inTurn(kept, () => {
      if (kept.version !== version) return false
      for (const id of deals) forget(kept.facts, id)
      if (ready) put(kept.facts, ready)
      kept.version++
      kept.snapshot = snapshot
      kept.worth = worth
      kept.worthUntil = worthUntil
      return true
    })
    if (isDone) return { current: true, readOnly }
  }
  return { current: false, readOnly: false }
}

/** Too many spans lie about unused: reading anew tidies up. */
const wasted = ({ facts }: Kept): boolean => facts.waste > 100_000 && facts.waste * 3 > facts.spanCount

/** One after the other: nothing changes while somebody counts. No turn waits for the database. */
export function inTurn<T>(kept: Kept, work: () => T | Promise<T>): Promise<T> {
  const result = kept.turn.then(work)
  kept.turn = result.catch(() => {})
  return result
}

/** A report counts several times over the same deals: what was chosen last is kept until something changes. */
const mostChosen = 4

function chosenOf(kept: Kept, { reach }: Caller, selection: Selection): Chosen {
  const key = JSON.stringify([reach, selection])
  const known = kept.chosen.find((one) => one.key === key && one.version === kept.version)
  if (known) return known.rows
  const rows = choose(kept.facts, reach, selection)
  kept.chosen = [{ key, version: kept.version, rows }, ...kept.chosen].slice(0, mostChosen)
  return rows
}

export const handed = (kept: Kept, caller: Caller, { db }: Keeper): FactsAtHand => ({
  own: () => ({
    facts: kept.facts,
    snapshot: kept.snapshot,
    db,
    underway: (reading) => underway(db, caller.orgId, reading),
  }),
  hold: (selection, work) => inTurn(kept, () => work(kept.facts, chosenOf(kept, caller, selection))),
  count: (selection, scanOf) =>
    inTurn(kept, () => {
      const chosen = chosenOf(kept, caller, selection)
      const scan = scanOf(kept.facts)
      if (chosen.length <= piece) {
        scan.add(chosen, 0, chosen.length)
        return scan.result()
      }
      return inPieces(chosen.length, (from, to) => scan.add(chosen, from, to)).then(() => scan.result())
    }),
})

/** Deals counted in one go, and how long a process is kept from everything else at most. */
const piece = 30_000
const goMs = 12

async function inPieces(length: number, add: (from: number, to: number) => void): Promise<void> {
  let began = performance.now()
  for (let from = 0; from < length; from += piece) {
    if (performance.now() - began > goMs) {
      await breath()
      began = performance.now()
    }
    add(from, Math.min(length, from + piece))
  }
}

/** Lets whatever else the process has to do go first. */
export const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
