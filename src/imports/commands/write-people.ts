import { sql } from 'kysely'
import { nameKey } from '../../platform/text/keys.ts'
import { pinyinOf } from '../../platform/text/pinyin.ts'
import { newId } from '../../platform/ids.ts'
import type { DateValue } from '../dates.ts'
import type { PhoneValue, RowRead } from '../row-reader.ts'
import { momentOf } from '../zoned-moment.ts'
import { productsOf, sourcesOf } from './catalogue.ts'
import { customersOf } from './customers-by-name.ts'
import { ownersOf } from './owners.ts'
import { fail, type Run } from './run.ts'
import { given, upsert, type Columns, type Keeping, type Stored } from './upsert.ts'

const names = (name: string) => {
  const { full, initials } = pinyinOf(name)
  return { pinyin: full, initials }
}

const common = (run: Run) => ({
  org_id: run.caller.orgId,
  id: newId(),
  owner_id: run.caller.memberId,
  external_id: null,
  note: null,
  version: 1,
  created_at: run.caller.now,
  created_by: run.caller.memberId,
  updated_at: run.caller.now,
})

export const contacts: Keeping = {
  table: 'contact',
  entityKind: 'contact',
  natural: {
    column: 'customer_id',
    type: 'uuid',
    valueOf: ({ columns }) => columns.customer_id,
    keyOf: ({ customer_id, name }) => `${customer_id as string}|${nameKey(name as string)}`,
  },
  alive: sql<boolean>`deleted_at is null`,
  blank: (run, columns) =>
    ({
      ...common(run),
      title: null,
      role: null,
      attitude: null,
      phone: null,
      phone_extension: null,
      phone_given: null,
      email: null,
      wechat: null,
      ...columns,
    }) as unknown as Stored,
  texts: ({ name, pinyin, initials }) => [name, pinyin, initials] as (string | null)[],
  reachTexts: ({ phone, email }) => [phone, email] as (string | null)[],
  nameOf: ({ name }) => name as string,
  touches: true,
}

/** Contacts belong to customers named in their rows; customers nobody knows are made. */
export async function writeContacts(run: Run, rows: readonly RowRead[]): Promise<void> {
  const good = rows.filter((row) => row.errors.length === 0 || fail(run, row))
  const owners = await ownersOf(
    run,
    good.map(({ values }) => values.owner as string | undefined),
  )
  const customers = await customersOf(
    run,
    good.map(({ values }) => ({
      name: values.customer as string,
      ownerId: owners.get(values.owner as string) ?? run.caller.memberId,
    })),
  )
  await upsert(
    run,
    contacts,
    good.map((row) => {
      const { values } = row
      const customer = customers.get(nameKey(values.customer as string))!
      const name = values.name as string
      return {
        row,
        naturalKey: `${customer.id}|${nameKey(name)}`,
        externalId: (values.externalId as string | null | undefined) ?? null,
        columns: given({
          customer_id: customer.id,
          name,
          ...names(name),
          external_id: values.externalId ?? undefined,
          ...phoneColumns(values.phone as PhoneValue[] | null | undefined),
          email: values.email,
          title: values.title,
          role: values.role,
          wechat: values.wechat,
          note: values.note,
          owner_id: owners.get(values.owner as string) ?? (run.caller.reach === 'organisation' ? customer.ownerId : undefined),
        }),
      }
    }),
  )
}

export const leads: Keeping = {
  table: 'lead',
  entityKind: 'lead',
  natural: {
    column: 'name_key',
    type: 'text',
    valueOf: ({ columns }) => columns.name_key,
    keyOf: ({ name_key, contact_name, phone }) =>
      leadKey(name_key as string, contact_name as string | null, phone as string | null),
  },
  alive: sql<boolean>`deleted_at is null`,
  blank: (run, columns) =>
    ({
      ...common(run),
      contact_name: null,
      phone: null,
      phone_given: null,
      email: null,
      industry: null,
      region: null,
      source_id: null,
      product_id: null,
      demand: null,
      status: 'open',
      ...columns,
    }) as unknown as Stored,
  texts: ({ company, contact_name, pinyin, initials }) => [company, contact_name, pinyin, initials] as (string | null)[],
  reachTexts: ({ phone, email }) => [phone, email] as (string | null)[],
  nameOf: ({ company }) => company as string,
  touches: true,
}

const leadKey = (company: string, person: string | null | undefined, phone: string | null | undefined): string =>
  [company, nameKey(person ?? ''), phone ?? ''].join('|')

export async function writeLeads(run: Run, rows: readonly RowRead[]): Promise<void> {
  const good = rows.filter((row) => row.errors.length === 0 || fail(run, row))
  const owners = await ownersOf(
    run,
    good.map(({ values }) => values.owner as string | undefined),
  )
  const sources = await sourcesOf(
    run,
    good.map(({ values }) => values.source as string | undefined),
  )
  const products = await productsOf(
    run,
    good.map(({ values }) => values.product as string | undefined),
  )
  await upsert(
    run,
    leads,
    good.map((row) => {
      const { values } = row
      const company = values.company as string
      const phones = values.phone as PhoneValue[] | null | undefined
      const { phone, phone_given } = phoneColumns(phones)
      return {
        row,
        naturalKey: leadKey(nameKey(company), values.contactName as string | null, phones?.[0]?.e164),
        externalId: (values.externalId as string | null | undefined) ?? null,
        columns: given({
          company,
          name_key: nameKey(company),
          ...names(company),
          external_id: values.externalId ?? undefined,
          contact_name: values.contactName,
          phone,
          phone_given,
          email: values.email,
          industry: values.industry,
          region: values.region,
          source_id: values.source === null ? null : sources.get(values.source as string),
          product_id: values.product === null ? null : products.get(values.product as string),
          demand: values.demand,
          note: values.note,
          owner_id: owners.get(values.owner as string),
          created_at: values.createdOn ? momentOf(values.createdOn as DateValue, run.caller.timeZone) : undefined,
        }),
      }
    }),
  )
}

const phoneColumns = (phones: PhoneValue[] | null | undefined): Columns =>
  phones === undefined
    ? {}
    : phones === null
      ? { phone: null, phone_extension: null, phone_given: null }
      : { phone: phones[0]!.e164, phone_extension: phones[0]!.extension, phone_given: phones[0]!.given }
