import type { Facts } from '../../funnel/facts/facts.ts'
import { idWords, rowOf } from '../../funnel/facts/id-index.ts'
import { breath, factsFor } from '../../funnel/queries/facts/ask.ts'
import { type Db, readingIn, type Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import {
  bytesOfDeeds,
  deedKinds,
  type Deeds,
  deedsOf,
  emptyGathering,
  type Gathering,
  gatherKind,
  gatheringFor,
  renew,
} from '../deeds/deeds.ts'
import type { Deals } from '../deals.ts'
import { readDealNews } from './deal-news.ts'
import { countDeeds, readDeeds } from './read-deeds.ts'

/** Of all deals of an organisation, in the rows of its facts; complete up to a snapshot. */
interface Kept {
  deeds: Deeds
  snapshot: string
}

/** While they are being read: how many things there are, and how many of them are here. */
interface Reading {
  read: number
  of: number
}

/** How many times what was done was brought up to date by something new. */
const renewals = new WeakMap<Deeds, number>()
export const renewalsOf = (deeds: Deeds): number => renewals.get(deeds) ?? 0

/** They go when the facts go. */
const kept = new WeakMap<Facts, Kept | Reading>()

/** How much of what was done is read, 0–1; null when nothing is being read. */
export async function shareRead(tx: Tx, caller: Caller): Promise<number | null> {
  const own = (await factsFor(tx, caller))?.own()
  const reading = own && kept.get(own.facts)
  return reading && 'of' in reading ? (reading.of === 0 ? 0 : Math.min(1, reading.read / reading.of)) : null
}

/** Begins to read everything, unless that was done or is under way. Never throws: what failed is begun again when somebody asks. */
export async function keepDeeds(tx: Tx, caller: Caller): Promise<void> {
  const own = (await factsFor(tx, caller))?.own()
  if (!own || kept.has(own.facts)) return
  const { facts, snapshot, db, underway } = own
  const reading = { read: 0, of: 0 }
  kept.set(facts, reading)
  underway(
    readAll(db, caller.orgId, facts, reading).then(
      (deeds) => void kept.set(facts, { deeds, snapshot }),
      () => void kept.delete(facts),
    ),
  )
}

/** What was done for all deals, as new as the database, by the rows of these; null when that is not known yet, or too much changed at once. */
export async function deedsAtHand(tx: Tx, caller: Caller, deals: Deals): Promise<Deeds | null> {
  const { facts } = (await factsFor(tx, caller))?.own() ?? {}
  if (facts?.serial !== deals.facts) return null
  for (let attempt = 0; attempt < 5; attempt++) {
    const own = kept.get(facts)
    if (!own || 'of' in own) {
      await keepDeeds(tx, caller)
      return null
    }
    const { snapshot: since } = own
    const { snapshot, changed, anew } = await readDealNews(tx, caller.orgId, since, { customers: false })
    if (anew) {
      kept.delete(facts)
      continue
    }
    const fresh = gatheringFor(own.deeds)
    for (let at = 0; at < changed.length; at += dealsAtOnce)
      await gatherDeals(tx, caller.orgId, changed.slice(at, at + dealsAtOnce), null, fresh, facts)
    // somebody else was quicker: what is left is little
    if (own.snapshot !== since) continue
    const rows = changed.map((id) => rowOf(facts.index, idWords(id))).filter((row) => row >= 0)
    if (rows.length > 0 || own.deeds.met.first.length < facts.index.count) {
      renew(own.deeds, rows, fresh, facts.deals.pipeline.length)
      renewals.set(own.deeds, renewalsOf(own.deeds) + 1)
    }
    own.snapshot = snapshot
    return own.deeds
  }
  return null
}

const dealsAtOnce = 2000

/** What was done for these deals alone, in their order, as was on record at `known`. */
export async function deedsOfDeals(tx: Tx, { orgId }: Caller, ids: readonly string[], known: number): Promise<Deeds> {
  const places = new Map(ids.map((id, place) => [idWords(id).join(), place]))
  const found = emptyGathering()
  for (let at = 0; at < ids.length; at += dealsAtOnce)
    for (const kind of deedKinds) {
      const { told } = await readDeeds(tx, orgId, kind, { deals: ids.slice(at, at + dealsAtOnce), known: new Date(known) })
      gatherKind(found, kind, told, (id) => places.get(id.join()) ?? -1)
    }
  return deedsOf(found, ids.length)
}

async function gatherDeals(
  tx: Tx,
  orgId: string,
  deals: readonly string[],
  known: Date | null,
  onto: Gathering,
  { index }: Facts,
) {
  for (const kind of deedKinds) {
    const { told } = await readDeeds(tx, orgId, kind, { deals, known })
    gatherKind(onto, kind, told, (id) => rowOf(index, id))
  }
}

/** So many are read with one statement: a few milliseconds of this process's time each. */
const rowsPerBatch = 8000

async function readAll(db: Db, orgId: string, facts: Facts, reading: Reading): Promise<Deeds> {
  const found = emptyGathering()
  reading.of = await readingIn(db, orgId, (tx) => countDeeds(tx, orgId))
  for (const kind of deedKinds) {
    const readBehind = (after: string[] | null) =>
      readingIn(db, orgId, (tx) => readDeeds(tx, orgId, kind, { after, most: rowsPerBatch }))
    for (let batch = await readBehind(null); batch.last !== null; batch = await readBehind(batch.last)) {
      gatherKind(found, kind, batch.told, (id) => rowOf(facts.index, id))
      reading.read += rowsPerBatch
      await breath()
    }
  }
  const deeds = deedsOf(found, facts.deals.pipeline.length)
  facts.beside['deeds'] = bytesOfDeeds(deeds)
  return deeds
}
