import { sql } from 'kysely'
import { newId } from '../../platform/ids.ts'
import { coreKey, nameKey } from '../../platform/text/keys.ts'
import { pinyinOf } from '../../platform/text/pinyin.ts'
import { namesakesTold } from '../namesakes.ts'
import { insertRows, lookUp } from '../store/rows.ts'
import { noteCreated, type References } from './references.ts'
import { later, warn, type Run } from './run.ts'

export interface CustomerWish {
  name: string
  ownerId: string
}

/**
 * The customers named, matched exactly after width, case and spaces; new ones are made, incomplete as they are, with a warning,
 * and near namesakes on record (same core of the name) are reported as possible duplicates. Key of the result: nameKey.
 */
export async function customersOf(run: Run, wishes: readonly CustomerWish[]): Promise<References['customers']> {
  const { references } = run
  const known = references.customers
  const missing = new Map<string, CustomerWish>()
  for (const wish of wishes)
    if (!known.has(nameKey(wish.name)) && !missing.has(nameKey(wish.name))) missing.set(nameKey(wish.name), wish)
  if (missing.size === 0) return known
  await askForCustomers(
    run,
    [...missing.values()].map(({ name }) => name),
  )
  const fresh = [...missing].filter(([key]) => !known.has(key)).map(([, wish]) => wish)
  if (fresh.length === 0) return known
  tellNamesakes(
    run,
    fresh.map(({ name }) => name),
  )
  const rows = fresh.map(({ name, ownerId }) => customerRow(run, { name, owner_id: ownerId }))
  later(run, insertRows(run.tx, 'customer', rows))
  later(
    run,
    noteCreated(
      run,
      'customer',
      rows.map(({ id, name, owner_id }) => ({ id, after: { name, ownerId: owner_id } })),
    ),
  )
  for (const row of rows) {
    known.set(row.name_key, { id: row.id, name: row.name, region: null, ownerId: row.owner_id })
    warn(run, 'customer-created', 'customer', row.name)
  }
  return known
}

/** Learns which customers of these names are on record, and of the others whether they have namesakes; each is asked for once. */
export async function askForCustomers(run: Run, names: readonly string[]): Promise<void> {
  const { customers, customersAsked } = run.references
  const wanted = new Map(names.map((name) => [nameKey(name), name]))
  for (const key of wanted.keys()) if (customers.has(key) || customersAsked.has(key)) wanted.delete(key)
  if (wanted.size === 0) return
  for (const key of wanted.keys()) customersAsked.add(key)
  await loadCustomers(run, [...wanted.keys()])
  await askForNamesakes(
    run,
    [...wanted].flatMap(([key, name]) => (customers.has(key) ? [] : [name])),
  )
}

async function loadCustomers(run: Run, keys: readonly string[]): Promise<void> {
  const rows = await lookUp(
    run.tx,
    sql<{ id: string; name: string; name_key: string; region: string | null; owner_id: string }>`
    select c.id, c.name, c.name_key, c.region, c.owner_id from unnest(${[...keys]}::text[]) as asked (name_key)
      cross join lateral (select * from customer c
                          where c.org_id = ${run.caller.orgId} and c.name_key = asked.name_key offset 0) c
    where c.deleted_at is null
    order by c.id desc`,
  )
  for (const { id, name, name_key, region, owner_id } of rows)
    run.references.customers.set(name_key, { id, name, region, ownerId: owner_id })
}

export async function warnOfNamesakes(run: Run, names: readonly string[]): Promise<void> {
  await askForNamesakes(run, names)
  tellNamesakes(run, names)
}

async function askForNamesakes(run: Run, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  const { customersNearly } = run.references
  const cores = names.map(coreKey)
  const rows = await lookUp(
    run.tx,
    sql<{ name: string; core_key: string }>`
    select c.name, c.core_key from unnest(${[...new Set(cores)]}::text[]) as asked (core_key)
      cross join lateral (select * from customer c
                          where c.org_id = ${run.caller.orgId} and c.core_key = asked.core_key offset 0) c
    where c.deleted_at is null`,
  )
  for (const { core_key, name } of rows) if (!customersNearly.has(core_key)) customersNearly.set(core_key, name)
}

function tellNamesakes(run: Run, names: readonly string[]): void {
  const { customersNearly } = run.references
  for (const name of names) {
    const core = coreKey(name)
    const other = customersNearly.get(core)
    if (other !== undefined && nameKey(other) !== nameKey(name))
      warn(run, 'customer-near', 'customer', namesakesTold(name, other))
    else customersNearly.set(core, name)
  }
}

export interface CustomerRow {
  id: string
  name: string
  name_key: string
  owner_id: string
  external_id: string | null
  [column: string]: unknown
}

/** A row of the customer table with every column that an import can fill. */
export function customerRow(run: Run, given: { name: string; owner_id?: string } & Record<string, unknown>): CustomerRow {
  const { caller } = run
  const nothing = {
    industry: null,
    main_business: null,
    headcount_band: null,
    headcount: null,
    revenue_minor: null,
    region: null,
    address: null,
    website: null,
    phone: null,
    social_credit_code: null,
    source_id: null,
    level: 'potential',
    external_id: null,
    note: null,
  }
  return {
    org_id: caller.orgId,
    id: newId(),
    owner_id: caller.memberId,
    ...nothing,
    ...customerNames(given.name),
    version: 1,
    created_at: caller.now,
    created_by: caller.memberId,
    updated_at: caller.now,
    ...given,
  } as CustomerRow
}

/** What a customer is found by. */
export const customerTexts = (row: Record<string, unknown> & { id: string }) => ({
  entityId: row.id,
  texts: [row.name, row.pinyin, row.initials, row.phone, row.social_credit_code, row.external_id] as (string | null)[],
})

/** The columns by which a customer's name is matched, sorted and searched. */
export function customerNames(name: string) {
  const { full, initials } = pinyinOf(name)
  return { name_key: nameKey(name), core_key: coreKey(name), pinyin: full, initials }
}
