import { type RawBuilder, sql } from 'kysely'
import type { Facts } from '../../funnel/facts/facts.ts'
import { idAt, rowOf } from '../../funnel/facts/id-index.ts'
import { factsFor } from '../../funnel/queries/facts/ask.ts'
import { type Db, readingIn, type Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { Deals } from '../deals.ts'
import { readDealNews } from './deal-news.ts'

/** Of each deal, while it is open: who is known of its customer, and what is to happen next. */
export interface Prospects {
  /** People on the customer's card, or met for this deal, whichever are more. */
  people: Uint16Array
  /** Day of the next step, from 1970-01-01. */
  stepDay: Int32Array
}
/** Of a deal that was not open when it was read. */
export const unread = 65_535
/** No next step. */
export const noStep = -1_000_000

const noProspects = (deals: number): Prospects => ({
  people: new Uint16Array(deals).fill(unread),
  stepDay: new Int32Array(deals).fill(noStep),
})

/** Of all deals of an organisation, by the rows of its facts; complete up to a snapshot. They go when the facts go. */
const kept = new WeakMap<Facts, { prospects: Prospects; snapshot: string } | { reading: true }>()

/** Begins to read all, unless that was done or is under way. Never throws: what failed is begun again when somebody asks. */
export async function keepProspects(tx: Tx, caller: Caller): Promise<void> {
  const own = (await factsFor(tx, caller))?.own()
  if (!own || kept.has(own.facts)) return
  const { facts, snapshot, db, underway } = own
  kept.set(facts, { reading: true })
  underway(
    readAll(db, caller.orgId, facts).then(
      (prospects) => void kept.set(facts, { prospects, snapshot }),
      () => void kept.delete(facts),
    ),
  )
}

async function readAll(db: Db, orgId: string, facts: Facts): Promise<Prospects> {
  const prospects = noProspects(facts.deals.pipeline.length)
  const packed = await readingIn(db, orgId, (tx) => readOpen(tx, orgId, sql`o.deleted_at is null and o.org_id = ${orgId}`))
  put(prospects, packed, (id) => rowOf(facts.index, id))
  facts.beside['prospects'] = prospects.people.byteLength + prospects.stepDay.byteLength
  return prospects
}

/**
 * As new as the database, by the rows of these deals: only what changed is read again. Null while all are being read, when that failed, or when
 * there are no such facts. Nobody waits for the reading: who asks holds a connection, and the reading needs one of the same few.
 */
export async function prospectsAtHand(tx: Tx, caller: Caller, deals: Deals): Promise<Prospects | null> {
  const { facts } = (await factsFor(tx, caller))?.own() ?? {}
  if (facts?.serial !== deals.facts) return null
  const { orgId } = caller
  for (let attempt = 0; attempt < 5; attempt++) {
    await keepProspects(tx, caller)
    const own = kept.get(facts)
    if (!own || 'reading' in own) return null
    const { snapshot: since } = own
    const { snapshot, changed, anew } = await readDealNews(tx, orgId, since, { customers: true })
    if (anew) {
      kept.delete(facts)
      continue
    }
    const packed =
      changed.length === 0
        ? null
        : await readOpen(tx, orgId, sql`o.deleted_at is null and o.org_id = ${orgId} and o.id = any(${changed}::uuid[])`)
    // somebody else was quicker: what is left is little
    if (own.snapshot !== since) continue
    const room = facts.deals.pipeline.length
    if (own.prospects.people.length < room) {
      const wider = noProspects(room)
      wider.people.set(own.prospects.people)
      wider.stepDay.set(own.prospects.stepDay)
      own.prospects = wider
    }
    if (packed) put(own.prospects, packed, (id) => rowOf(facts.index, id))
    own.snapshot = snapshot
    return own.prospects
  }
  return null
}

/** Read for these deals alone: the open ones that a condition over opportunity `o` takes. */
export async function readProspects(tx: Tx, { orgId }: Caller, deals: Deals, which: RawBuilder<unknown>): Promise<Prospects> {
  const prospects = noProspects(deals.size)
  put(prospects, await readOpen(tx, orgId, which), (id) => deals.placeOf(idAt({ words: id }, 0)))
  return prospects
}

/** One value per column, each the values of all deals side by side, largest byte first. */
interface Packed {
  rows: number
  /** 16 bytes each. */
  ids: Uint8Array
  /** 4 bytes each. */
  people: Uint8Array
  days: Uint8Array
}

async function readOpen(tx: Tx, orgId: string, which: RawBuilder<unknown>): Promise<Packed> {
  const { rows } = await sql<Packed>`
    with open as materialized (
      select o.id, o.customer_id, o.contact_id, o.next_step_on from opportunity o where ${which} and o.status = 'open'),
    met as (
      select a.opportunity_id as id, count(distinct p.contact_id)::int as people
      from open join activity a on a.org_id = ${orgId} and a.opportunity_id = open.id and a.deleted_at is null
      join activity_contact p on p.org_id = a.org_id and p.activity_id = a.id group by 1),
    known as (
      select c.customer_id, count(*)::int as people from contact c
      where c.org_id = ${orgId} and c.deleted_at is null and c.customer_id in (select customer_id from open) group by 1)
    select count(*)::int as rows, coalesce(string_agg(uuid_send(open.id), ''), '') as ids,
      coalesce(string_agg(int4send(greatest(coalesce(met.people, 0), coalesce(known.people, 0), (open.contact_id is not null)::int)), ''), '') as people,
      coalesce(string_agg(int4send(coalesce(open.next_step_on - date '1970-01-01', ${sql.lit(noStep)})), ''), '') as days
    from open left join met on met.id = open.id left join known on known.customer_id = open.customer_id`.execute(tx)
  return rows[0]!
}

function put({ people, stepDay }: Prospects, packed: Packed, rowOf: (id: Uint32Array) => number): void {
  const [ids, counts, days] = [packed.ids, packed.people, packed.days].map(
    ({ buffer, byteOffset, byteLength }) => new DataView(buffer, byteOffset, byteLength),
  ) as [DataView, DataView, DataView]
  const id = new Uint32Array(4)
  for (let at = 0; at < packed.rows; at++) {
    for (let word = 0; word < 4; word++) id[word] = ids.getUint32(at * 16 + word * 4)
    const row = rowOf(id)
    if (row < 0) continue
    people[row] = Math.min(unread - 1, counts.getInt32(at * 4))
    stepDay[row] = days.getInt32(at * 4)
  }
}
