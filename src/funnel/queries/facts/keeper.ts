import { sql } from 'kysely'
import { type Db, readingIn } from '../../../platform/database/connect.ts'
import { coded, type Coders, learnIds, put } from '../../facts/batch.ts'
import type { Chosen } from '../../facts/chosen.ts'
import { bytesOf, bytesPerDeal, bytesPerSpan, emptyFacts, type Facts } from '../../facts/facts.ts'
import { nextRate, type Worth } from '../money.ts'
import { readBatch, readIds } from './batch.ts'

/** The facts of one organisation, true up to a snapshot of the database. */
export interface Kept {
  facts: Facts
  coders: Coders
  snapshot: string
  /** Grows with every change: what was read for one version is not put on another. */
  version: number
  /** By what amounts were brought into the organisation's currency, and until when that holds: then the next rate begins to. */
  worth: Worth
  worthUntil: Date | null
  /** Ends when nobody reads or changes the facts. */
  turn: Promise<unknown>
  loadedAt: number
  /** Rows of the selections asked for last, each as of a version. */
  chosen: { key: string; version: number; rows: Chosen }[]
}

export interface Keeper {
  db: Db
  maxBytes: number
  /** By organisation, the one asked last at the end. */
  kept: Map<string, Kept>
  loading: Map<string, Promise<void>>
  /** Not tried again before: too large, or the database was not there. */
  notBefore: Map<string, number>
  complain: (line: string, error?: unknown) => void
  /** Organisations of more deals are left to others. */
  mostDeals: number
  leave: (orgId: string) => void
}

const keepers = new WeakMap<Db, Keeper>()
export const keeperOf = (db: Db | undefined): Keeper | undefined => db && keepers.get(db)

/** Keeps the facts of organisations in the memory of this process, `maxBytes` altogether: those asked last (docs/decisions/120). */
export function keepFacts(
  db: Db,
  {
    maxBytes,
    complain = () => {},
    mostDeals = Infinity,
    leave = () => {},
  }: { maxBytes: number } & Partial<Pick<Keeper, 'complain' | 'mostDeals' | 'leave'>>,
): Keeper {
  const keeper: Keeper = { db, maxBytes, kept: new Map(), loading: new Map(), notBefore: new Map(), complain, mostDeals, leave }
  keepers.set(db, keeper)
  return keeper
}

export async function stopKeeping(keeper: Keeper): Promise<void> {
  keepers.delete(keeper.db)
  await Promise.all(keeper.loading.values())
}

/** Loads what somebody is likely to ask for: the organisations that changed last. */
export async function warmUp(keeper: Keeper): Promise<void> {
  const { rows } = await sql<{ org_id: string }>`
    select m.org_id from (select distinct org_id from membership) m
    left join (select org_id, max(id) as last from outbox group by 1) n on n.org_id = m.org_id
    order by n.last desc nulls last limit 50`.execute(keeper.db)
  for (const { org_id } of rows) {
    if (!keepers.has(keeper.db) || bytesKept(keeper) > keeper.maxBytes / 2) return
    await loadInBackground(keeper, org_id)
  }
}

/** Something is read beside the facts: whoever stops keeping them waits for it. It must not fail. */
export function underway(db: Db, orgId: string, reading: Promise<void>): void {
  const keeper = keepers.get(db)
  if (!keeper) return
  const { loading } = keeper
  const name = `beside ${orgId}`
  const all = Promise.all([loading.get(name), reading]).then(() => {})
  loading.set(name, all)
  void all.finally(() => loading.get(name) === all && loading.delete(name))
}

export const bytesKept = ({ kept }: Keeper): number => [...kept.values()].reduce((sum, { facts }) => sum + bytesOf(facts), 0)

const retryMs = 60_000
const tooLargeMs = 3_600_000

/** Begins to load an organisation's facts, unless that is under way or was tried a moment ago. Never throws. */
export function loadInBackground(keeper: Keeper, orgId: string, now = new Date()): Promise<void> {
  const underWay = keeper.loading.get(orgId)
  if (underWay) return underWay
  if ((keeper.notBefore.get(orgId) ?? 0) > Date.now()) return Promise.resolve()
  const loading = load(keeper, orgId, now)
    .catch((error: unknown) => {
      keeper.notBefore.set(orgId, Date.now() + (error instanceof TooLarge || error instanceof RangeError ? tooLargeMs : retryMs))
      keeper.complain('facts could not be loaded; reports ask the database instead', error)
    })
    .finally(() => keeper.loading.delete(orgId))
  keeper.loading.set(orgId, loading)
  return loading
}

class TooLarge extends Error {}

/** So many deals are read with one statement: a few milliseconds of this process's time each. */
const dealsPerBatch = 5000
const spansPerDeal = 6.5

/** Reads everything. What is committed meanwhile is news to the snapshot taken first, and read again when somebody asks. */
async function load(keeper: Keeper, orgId: string, now: Date): Promise<void> {
  const { db, maxBytes, kept } = keeper
  const { snapshot, deals, worth, worthUntil } = await readingIn(db, orgId, async (tx) => {
    const found = await sql<{ snapshot: string; deals: number; currency: string; timeZone: string }>`
      select pg_current_snapshot()::text as snapshot, (select count(*) from opportunity where org_id = ${orgId} and deleted_at is null) as deals,
        currency, time_zone as "timeZone"
      from organisation where org_id = ${orgId}`.execute(tx)
    const { currency, timeZone, ...counted } = found.rows[0]!
    const own: Worth = { orgId, currency, timeZone, now }
    return { ...counted, worth: own, worthUntil: await nextRate(tx, own) }
  })
  if (deals > keeper.mostDeals) {
    keeper.notBefore.set(orgId, Date.now() + tooLargeMs)
    return keeper.leave(orgId)
  }
  if (deals * (bytesPerDeal + spansPerDeal * bytesPerSpan) > maxBytes) throw new TooLarge(`${deals} deals`)
  const own: Kept = {
    facts: emptyFacts(Math.ceil(deals * 1.02) + 100, Math.ceil(deals * spansPerDeal) + 600),
    coders: {
      pipeline: new Map(),
      stage: new Map(),
      member: new Map(),
      source: new Map(),
      product: new Map(),
      competitor: new Map(),
    },
    snapshot,
    worth,
    worthUntil,
    version: 0,
    turn: Promise.resolve(),
    loadedAt: Date.now(),
    chosen: [],
  }
  await readingIn(db, orgId, async (tx) => learnAll(own, await readIds(tx, orgId)))
  const readBehind = (after: string | null) => readingIn(db, orgId, (tx) => readBatch(tx, worth, { after, most: dealsPerBatch }))
  let last: string | null = null
  for (;;) {
    const batch = await readBehind(last)
    if (!batch) break
    let ready = coded(batch, own.coders)
    if (!ready) {
      await readingIn(db, orgId, async (tx) => learnAll(own, await readIds(tx, orgId)))
      ready = coded(batch, own.coders)
    }
    if (!ready) throw new Error('a deal refers to what is in no list')
    put(own.facts, ready)
    last = batch.last
    if (batch.deals < dealsPerBatch) break
  }
  kept.delete(orgId)
  kept.set(orgId, own)
  evict(keeper)
}

export function learnAll({ facts, coders }: Kept, ids: Awaited<ReturnType<typeof readIds>>): void {
  for (const kind of Object.keys(coders) as (keyof Coders)[])
    learnIds(
      facts.dictionaries,
      coders,
      kind,
      ids.filter((one) => one.kind === kind),
    )
  for (const { kind, id, position } of ids)
    if (kind === 'stage') facts.positions[facts.dictionaries.stage.codes.get(id)!] = position!
}

/** The organisations nobody has asked for the longest go first, down to the ceiling; one alone may stay. */
function evict(keeper: Keeper): void {
  for (const orgId of keeper.kept.keys()) {
    if (keeper.kept.size <= 1 || bytesKept(keeper) <= keeper.maxBytes) return
    keeper.kept.delete(orgId)
  }
}
