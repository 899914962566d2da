import { sql } from 'kysely'
import { nameKey } from '../../platform/text/keys.ts'
import type { Headcount } from '../headcount.ts'
import type { PhoneValue, RowRead } from '../row-reader.ts'
import type { DateValue } from '../dates.ts'
import { momentOf } from '../zoned-moment.ts'
import { sourcesOf } from './catalogue.ts'
import { customerNames, customerRow, customerTexts, warnOfNamesakes } from './customers-by-name.ts'
import { ownersOf } from './owners.ts'
import { fail, warn, type Run } from './run.ts'
import { given, upsert, type Columns, type Keeping, type Stored } from './upsert.ts'

export const customers: Keeping = {
  table: 'customer',
  entityKind: 'customer',
  natural: {
    column: 'name_key',
    type: 'text',
    valueOf: ({ naturalKey }) => naturalKey,
    keyOf: ({ name_key }) => name_key as string,
  },
  alive: sql<boolean>`deleted_at is null`,
  blank: (run, columns) => customerRow(run, columns as { name: string; owner_id: string }) as unknown as Stored,
  texts: (stored) => customerTexts(stored).texts,
  nameOf: ({ name }) => name as string,
  touches: true,
}

/** What the mandatory profile asks of a customer and an import can give. */
const profile = ['industry', 'headcount_band', 'region', 'source_id'] as const

export async function writeCustomers(run: Run, rows: readonly RowRead[]): Promise<void> {
  const good = rows.filter((row) => row.errors.length === 0 || fail(run, row))
  const owners = await ownersOf(
    run,
    good.map(({ values }) => values.owner as string | undefined),
  )
  const sources = await sourcesOf(
    run,
    good.map(({ values }) => values.source as string | undefined),
  )
  await warnOfNamesakes(
    run,
    good.map(({ values }) => values.name as string),
  )
  const created = run.tally.created
  const results = await upsert(
    run,
    customers,
    good.map((row) => ({
      row,
      naturalKey: nameKey(row.values.name as string),
      externalId: (row.values.externalId as string | null | undefined) ?? null,
      columns: columnsOf(run, row, owners, sources),
    })),
  )
  if (run.tally.created > created) {
    const incomplete = [...new Set(results.values())].filter((stored) => profile.some((column) => !stored[column]))
    if (incomplete.length > 0)
      warn(run, 'customer-incomplete', null, '', Math.min(incomplete.length, run.tally.created - created))
  }
}

function columnsOf(run: Run, { values }: RowRead, owners: Map<string, string>, sources: Map<string, string>): Columns {
  const headcount = values.headcount as Headcount | null | undefined
  const phones = values.phone as PhoneValue[] | null | undefined
  const name = values.name as string
  return given({
    name,
    ...customerNames(name),
    external_id: values.externalId ?? undefined,
    industry: values.industry,
    headcount: headcount === null ? null : headcount?.count === null ? undefined : headcount?.count,
    headcount_band: headcount === null ? null : headcount?.band,
    region: values.region,
    source_id: values.source === null ? null : sources.get(values.source as string),
    phone: phones === null ? null : phones?.[0]?.e164,
    note: noteWith(values.note as string | null | undefined, phones),
    level: values.level ?? undefined,
    owner_id: owners.get(values.owner as string),
    revenue_minor: values.revenue,
    website: values.website,
    address: values.address,
    main_business: values.mainBusiness,
    social_credit_code: values.socialCreditCode,
    created_at: values.createdOn ? momentOf(values.createdOn as DateValue, run.caller.timeZone) : undefined,
  })
}

/** Further numbers and extensions, for which the record has no place of their own, are kept as they were given. */
const noteWith = (note: string | null | undefined, phones: PhoneValue[] | null | undefined): string | null | undefined =>
  phones && (phones.length > 1 || phones.some(({ extension }) => extension))
    ? [note, phones[0]!.given].filter(Boolean).join('\n')
    : note
