import { sql } from 'kysely'
import { reindex } from '../../platform/database/search-grams.ts'
import { newId } from '../../platform/ids.ts'
import { coreKey, nameKey } from '../../platform/text/keys.ts'
import { pinyinOf } from '../../platform/text/pinyin.ts'
import { insertRows } from '../store/rows.ts'
import { noteCreated, type References } from './references.ts'
import { warn, type Run } from './run.ts'

export interface CustomerWish {
  name: string
  ownerId: string
}

/**
 * The customers named, matched exactly after width, case and spaces; new ones are made, incomplete as they are, with a warning,
 * and near namesakes on record (same core of the name) are reported as possible duplicates. Key of the result: nameKey.
 */
export async function customersOf(run: Run, wishes: readonly CustomerWish[]): Promise<References['customers']> {
  const { references, caller } = run
  const known = references.customers
  const missing = new Map<string, CustomerWish>()
  for (const wish of wishes)
    if (!known.has(nameKey(wish.name)) && !missing.has(nameKey(wish.name))) missing.set(nameKey(wish.name), wish)
  if (missing.size === 0) return known
  await loadCustomers(run, [...missing.keys()])
  const fresh = [...missing].filter(([key]) => !known.has(key)).map(([, wish]) => wish)
  if (fresh.length === 0) return known
  await warnOfNamesakes(
    run,
    fresh.map(({ name }) => name),
  )
  const rows = fresh.map(({ name, ownerId }) => customerRow(run, { name, owner_id: ownerId }))
  await insertRows(run.tx, 'customer', rows)
  await reindex(run.tx, caller.orgId, 'customer', rows.map(customerTexts), { fresh: true })
  await noteCreated(
    run,
    'customer',
    rows.map(({ id, name, owner_id }) => ({ id, after: { name, ownerId: owner_id } })),
  )
  for (const row of rows) {
    known.set(row.name_key, { id: row.id, name: row.name, region: null, ownerId: row.owner_id })
    warn(run, 'customer-created', 'customer', row.name)
  }
  return known
}

export async function loadCustomers(run: Run, keys: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string; name: string; name_key: string; region: string | null; owner_id: string }>`
    select id, name, name_key, region, owner_id from customer
    where org_id = ${run.caller.orgId} and name_key = any(${[...keys]}::text[]) and deleted_at is null order by id desc`.execute(
    run.tx,
  )
  for (const { id, name, name_key, region, owner_id } of rows)
    run.references.customers.set(name_key, { id, name, region, ownerId: owner_id })
}

export async function warnOfNamesakes(run: Run, names: readonly string[]): Promise<void> {
  const cores = new Map(names.map((name) => [coreKey(name), name]))
  const { rows } = await sql<{ name: string; core_key: string }>`
    select name, core_key from customer
    where org_id = ${run.caller.orgId} and core_key = any(${[...cores.keys()]}::text[]) and deleted_at is null limit 1000`.execute(
    run.tx,
  )
  const seen = new Map(rows.map(({ core_key, name }) => [core_key, name]))
  for (const name of names) {
    const other = seen.get(coreKey(name))
    if (other !== undefined && nameKey(other) !== nameKey(name)) warn(run, 'customer-near', 'customer', `${name} ~ ${other}`)
    else seen.set(coreKey(name), name)
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
